import Forecasting
import Goals
import Records

extension Composer {
  /// The percentages of doorstroom, with their margin and chance.
  var doorstroom: Report.Chapter? {
    let rows = verdicts.filter {
      $0.goal.indicator == DoorstroomForecast.indicator
        || $0.goal.indicator == DoorstroomForecast.regionalIndicator
    }.map { verdict -> Table.Row in
      let none = Table.Cell.empty(Phrase(nl: "geen opgave", en: "not stated"))
      return Table.Row([
        .text(
          Phrase(verdict.goal.profielen.map(\.name).joined(separator: ", "))
            + (verdict.goal.indicator == DoorstroomForecast.indicator
              ? Phrase("") : Phrase(nl: ", in de regio", en: ", in the region"))),
        verdict.latest.map { .number($0.value.lowerBound) } ?? none,
        verdict.interval95.map { .interval($0) } ?? none,
        verdict.target.map { .number($0) } ?? none,
        verdict.outlook.map { .interval($0.interval) } ?? none,
        .text(verdict.probability.map { Phrase.chance($0) } ?? Phrase("–")),
        verdict.smallestDetectableDifference.map { .number($0) } ?? none,
      ])
    }
    guard !rows.isEmpty else { return nil }
    func column(_ key: String, _ title: Phrase) -> Table.Column {
      .init(key: key, title: title, kind: .percent(decimals: 0))
    }
    let table = Table(
      id: "doorstroom",
      title: Phrase(nl: "Doorstroom naar technisch mbo", en: "Flow into technical mbo"),
      caption: Phrase(
        nl:
          "Percentage volgens de regio, de marge die bij dat aantal leerlingen hoort, het doel, wat "
          + "er in het doeljaar te verwachten is als er niets verandert, en de kleinste stijging die "
          + "een volgende meting kan laten zien.",
        en:
          "Percentage as the region states it, the margin that goes with so many pupils, the goal, what to "
          + "expect in the deadline year if nothing changes, and the smallest rise that a next "
          + "measurement can show."),
      columns: [
        .init(key: "groep", title: Phrase(nl: "Groep", en: "Group"), kind: .text),
        column("percentage", Phrase(nl: "Opgave", en: "Stated")),
        column("marge95", Phrase(nl: "Marge 95 %", en: "Margin 95%")),
        column("doel", Phrase(nl: "Doel", en: "Goal")),
        column("verwacht95", Phrase(nl: "Doeljaar 95 %", en: "Deadline 95%")),
        .init(key: "kans", title: Phrase(nl: "Kans", en: "Chance"), kind: .text),
        column("aantoonbaar", Phrase(nl: "Aantoonbaar", en: "Detectable")),
      ], rows: rows, source: statedIn)
    return Report.Chapter(
      id: "doorstroom",
      title: Phrase(nl: "Doorstroom naar technisch mbo", en: "Flow into technical mbo"),
      blocks: [
        .paragraph(
          Phrase(
            nl: "Een percentage van vijftig leerlingen heeft een marge van ongeveer twaalf punten "
              + "naar beide kanten: 72 % van vijftig kan bij dezelfde school, met dezelfde lessen, "
              + "het jaar daarop 62 of 82 % zijn. Daarom staat naast elk percentage hoeveel het "
              + "waard is.",
            en: "A percentage of fifty pupils has a margin of about twelve points either way: 72% "
              + "of fifty can be 62 or 82% the year after, at the same school with the same "
              + "lessons. That is why each percentage stands beside what it is worth.")),
        .table(table),
      ] + [doorstroomByYear, retention].compactMap { $0.map(Report.Block.table) })
  }

  /// The places that the region's percentages are stated in.
  private var statedIn: Phrase {
    var seen: Set<String> = []
    let places = data.figures.filter {
      $0.indicator == DoorstroomForecast.indicator
        || $0.indicator == DoorstroomForecast.regionalIndicator
    }.map(\.section).filter { !$0.isEmpty && seen.insert($0).inserted }.joined(separator: ", ")
    return Phrase(nl: "opgave van de regio", en: "the region's statement")
      + Phrase(places.isEmpty ? "" : ", \(places)")
  }

  /// The years behind the percentages, where there are several.
  private var doorstroomByYear: Table? {
    var seen: Set<String> = []
    let groups = data.figures.filter { $0.indicator == DoorstroomForecast.indicator }.map(\.area)
      .filter { seen.insert($0).inserted }
    let rows = groups.flatMap { group -> [Table.Row] in
      guard
        let forecast = DoorstroomForecast(
          group: Profiel(group), data: data, techniek: techniek),
        forecast.measurements.count > 1
      else { return [] }
      return forecast.measurements.map { measured in
        Table.Row([
          .text(Phrase(group)), .number(Double(measured.figure.period.year)),
          .number(measured.figure.value), .interval(measured.leavers.number),
          .interval(forecast.interval95(of: measured)),
          measured.figure.name.isEmpty
            ? .empty(Phrase(nl: "niet vermeld", en: "not stated"))
            : .text(Phrase(measured.figure.name)),
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    return Table(
      id: "doorstroom-jaren",
      title: Phrase(nl: "Doorstroom per jaar", en: "Doorstroom by year"),
      caption: Phrase(
        nl: "De percentages waaruit de verwachting is berekend, elk met de marge die bij dat jaar "
          + "alleen hoort.",
        en: "The percentages that the outlook is made from, each with the margin of that year "
          + "alone."),
      columns: [
        .init(key: "groep", title: Phrase(nl: "Groep", en: "Group"), kind: .text),
        .init(key: "jaar", title: Phrase(nl: "Jaar", en: "Year"), kind: .year),
        .init(
          key: "percentage", title: Phrase(nl: "Percentage", en: "Percentage"),
          kind: .percent(decimals: 0)),
        .init(
          key: "noemer", title: Phrase(nl: "Leerlingen", en: "Pupils"),
          kind: .number(decimals: 0)),
        .init(
          key: "marge95", title: Phrase(nl: "Marge 95 %", en: "Margin 95%"),
          kind: .percent(decimals: 0)),
        .init(
          key: "definitie", title: Phrase(nl: "Definitie", en: "Definition"), kind: .text),
      ], rows: rows,
      source: statedIn)
  }

  /// Who stays in the region, of those who go on to technical mbo.
  private var retention: Table? {
    let rows = DoorstroomRetention.all(in: data, techniek: techniek).map { one in
      Table.Row([
        .text(Phrase(one.group.name)), .number(Double(one.all.period.year)),
        .number(one.all.value), .number(one.share), .interval(one.interval95),
        .number(100 - one.share),
      ])
    }
    guard !rows.isEmpty else { return nil }
    func column(_ key: String, _ title: Phrase) -> Table.Column {
      .init(key: key, title: title, kind: .percent(decimals: 0))
    }
    return Table(
      id: "doorstroom-regio",
      title: Phrase(nl: "Gebleven in de regio", en: "Stayed in the region"),
      caption: Phrase(
        nl: "Van de leerlingen die naar technisch mbo gingen: welk deel dat in de regio deed.",
        en: "Of the pupils who went to technical mbo: the share that did so in the region."),
      columns: [
        .init(key: "groep", title: Phrase(nl: "Groep", en: "Group"), kind: .text),
        .init(key: "jaar", title: Phrase(nl: "Jaar", en: "Year"), kind: .year),
        column("technisch", Phrase(nl: "Naar technisch mbo", en: "To technical mbo")),
        column("in_de_regio", Phrase(nl: "Daarvan in de regio", en: "Of these in the region")),
        column("marge95", Phrase(nl: "Marge 95 %", en: "Margin 95%")),
        column("elders", Phrase(nl: "Daarvan elders", en: "Of these elsewhere")),
      ], rows: rows,
      source: statedIn)
  }
}
