import Forecasting
import Records

extension Composer {
  private static let empty = Table.Cell.empty(
    Phrase(nl: "geen opgave", en: "not stated"))

  /// The region's own statement (Figuur 2) with row and column totals, and DUO beside it.
  var pupils: Report.Chapter? {
    guard let techniek else { return nil }
    let profiles = techniek.series.contains { $0.profiel != nil }
    var blocks: [Report.Block] = []
    if profiles, let table = stated(techniek) {
      blocks.append(.paragraph(changes(techniek)))
      let moves = data.movesIntoTheRegion
      if !moves.isEmpty { blocks.append(.list(moves)) }
      blocks.append(.table(table))
      if let totals = printedTotals(techniek) { blocks.append(.table(totals)) }
    }
    if let table = duo(techniek) { blocks.append(.table(table)) }
    guard !blocks.isEmpty else { return nil }
    return Report.Chapter(
      id: "leerlingen",
      title: Phrase(nl: "Leerlingen in technische profielen", en: "Pupils in technical profiles"),
      blocks: blocks)
  }

  private func stated(_ techniek: TechniekForecast) -> Table? {
    let years = techniek.observed(.all).map(\.period.year)
    guard let first = years.first, let last = years.last else { return nil }
    func row(
      _ name: Phrase, _ profiel: Phrase, _ part: TechniekForecast.Part, total: Bool = false
    ) -> Table.Row {
      let observed = techniek.observed(part)
      let change = difference(observed, from: first, to: last)
      return Table.Row(
        [.text(name), .text(profiel)]
          + observed.map { $0.count == .notApplicable ? Self.empty : .count($0.count) }
          + [change.map { .number(Double($0)) } ?? Self.empty],
        isTotal: total)
    }
    var rows: [Table.Row] = []
    for vestiging in data.region.vestigingen {
      let here = techniek.series.filter { $0.vestiging.code == vestiging.code }
      guard !here.isEmpty else { continue }
      for profiel in here.compactMap(\.profiel) {
        rows.append(
          row(Phrase(vestiging.name), Phrase(profiel.name), .one(vestiging.code, profiel)))
      }
      rows.append(
        row(
          Phrase(vestiging.name), Phrase(nl: "samen", en: "together"),
          .vestiging(vestiging.code), total: true))
    }
    for profiel in Set(techniek.series.compactMap(\.profiel)).sorted() {
      rows.append(
        row(
          Phrase(nl: "Totaal", en: "Total"), Phrase(profiel.name), .profiel(profiel), total: true))
    }
    rows.append(
      row(
        Phrase(nl: "Totaal", en: "Total"), Phrase(nl: "alle profielen", en: "all profiles"), .all,
        total: true))
    return Table(
      id: "leerlingen-profiel",
      title: Phrase(
        nl: "Leerlingen per vestiging en profiel", en: "Pupils by location and profile"),
      caption: Phrase(
        nl: "Leerlingen in leerjaar 3 en 4 van BB, KB en GL op 1 oktober, volgens de opgave van de "
          + "regio; de totalen zijn hier opnieuw opgeteld.",
        en: "Pupils in leerjaar 3 and 4 of BB, KB and GL on 1 October, as the region states them; "
          + "the totals are added up anew."),
      columns: [
        .init(
          key: "vestiging", title: Phrase(nl: "Vestiging", en: "Location"), kind: .text),
        .init(key: "profiel", title: Phrase(nl: "Profiel", en: "Profile"), kind: .text),
      ]
        + years.map { .init(key: "\($0)", title: Phrase("\($0)"), kind: .number(decimals: 0)) }
        + [
          .init(
            key: "verschil", title: Phrase("\(first)–\(last)"), kind: .number(decimals: 0))
        ],
      rows: rows, source: Phrase(nl: "plan, Figuur 2", en: "plan, Figuur 2"))
  }

  /// The totals as the plan prints them, against the sum of its cells.
  private func printedTotals(_ techniek: TechniekForecast) -> Table? {
    let printed = data.figures.filter {
      $0.indicator == "leerlingen-techniek" && $0.name == "totaal"
    }
    let rows = printed.compactMap { figure -> Table.Row? in
      let profiel = Profiel(figure.area)
      let part: TechniekForecast.Part = profiel.isKnown ? .profiel(profiel) : .all
      guard
        let sum = techniek.observed(part).first(where: {
          $0.period.year == figure.period.year
        })?.count.exactValue
      else { return nil }
      let agrees = Double(sum) == figure.value
      return Table.Row([
        .text(Phrase(figure.area)), .number(Double(figure.period.year)), .number(figure.value),
        .number(Double(sum)),
        .text(
          agrees
            ? Phrase(nl: "klopt", en: "agrees") : Phrase(nl: "klopt niet", en: "does not agree")),
      ])
    }
    guard !rows.isEmpty else { return nil }
    return Table(
      id: "totalen-plan",
      title: Phrase(nl: "De totalen van het plan nageteld", en: "The plan's totals checked"),
      caption: Phrase(
        nl: "Elk totaal dat Figuur 2 afdrukt, naast de som van haar eigen cellen.",
        en: "Each total that Figuur 2 prints, beside the sum of its own cells."),
      columns: [
        .init(key: "profiel", title: Phrase(nl: "Profiel", en: "Profile"), kind: .text),
        .init(key: "jaar", title: Phrase(nl: "Jaar", en: "Year"), kind: .year),
        .init(
          key: "gedrukt", title: Phrase(nl: "Gedrukt", en: "Printed"), kind: .number(decimals: 0)),
        .init(
          key: "opgeteld", title: Phrase(nl: "Opgeteld", en: "Added up"),
          kind: .number(decimals: 0)),
        .init(key: "oordeel", title: Phrase(nl: "Oordeel", en: "Verdict"), kind: .text),
      ], rows: rows, source: Phrase(nl: "plan, Figuur 2", en: "plan, Figuur 2"))
  }

  /// DUO's own count by leerjaar, beside the region's statement of that year.
  private func duo(_ techniek: TechniekForecast) -> Table? {
    guard let year = data.duoPupilYears.last else { return nil }
    var rows: [Table.Row] = []
    for vestiging in data.region.vestigingen {
      for profiel in Profiel.techniek {
        let third = data.leerjaar(3, year: year, vestiging: vestiging, profiel: profiel).count
        let fourth = data.leerjaar(4, year: year, vestiging: vestiging, profiel: profiel).count
        guard third + fourth != .notApplicable, third + fourth != .exact(0) else { continue }
        let stated = data.stock(year: year, vestiging: vestiging, profiel: profiel).count
        rows.append(
          Table.Row([
            .text(Phrase(vestiging.name)), .text(Phrase(profiel.name)), .count(third),
            .count(fourth), .count(third + fourth),
            stated == .notApplicable ? Self.empty : .count(stated),
            .text(comparison(stated: stated, counted: third + fourth)),
          ]))
      }
    }
    guard !rows.isEmpty else { return nil }
    return Table(
      id: "leerlingen-duo",
      title: Phrase(
        nl: "Wat DUO telde op 1 oktober \(year)", en: "What DUO counted on 1 October \(year)"),
      caption: Phrase(
        nl: "Leerlingen BB, KB en GL per leerjaar; daarnaast de opgave van de regio voor hetzelfde "
          + "jaar.",
        en: "Pupils of BB, KB and GL by leerjaar; beside it the region's statement for the same "
          + "year."),
      columns: [
        .init(
          key: "vestiging", title: Phrase(nl: "Vestiging", en: "Location"), kind: .text),
        .init(key: "profiel", title: Phrase(nl: "Profiel", en: "Profile"), kind: .text),
        .init(
          key: "leerjaar_3", title: Phrase(nl: "Leerjaar 3", en: "Leerjaar 3"),
          kind: .number(decimals: 0)),
        .init(
          key: "leerjaar_4", title: Phrase(nl: "Leerjaar 4", en: "Leerjaar 4"),
          kind: .number(decimals: 0)),
        .init(key: "duo", title: Phrase(nl: "Samen", en: "Together"), kind: .number(decimals: 0)),
        .init(
          key: "opgave", title: Phrase(nl: "Opgave", en: "Stated"), kind: .number(decimals: 0)),
        .init(key: "oordeel", title: Phrase(nl: "Oordeel", en: "Verdict"), kind: .text),
      ], rows: rows,
      source: Phrase(
        nl: "DUO, leerlingen vo per vestiging naar onderwijstype, \(year)",
        en: "DUO, pupils vo per location by type, \(year)"))
  }

  private func comparison(stated: Count, counted: Count) -> Phrase {
    guard let stated = stated.bounds, let counted = counted.bounds else {
      return Phrase(nl: "geen opgave", en: "not stated")
    }
    if stated.overlaps(counted) { return Phrase(nl: "klopt", en: "agrees") }
    let gap = Double(stated.lowerBound - counted.upperBound)
    return Phrase(nl: "verschil ", en: "difference ") + .number(gap)
  }

  private func difference(_ observed: [Observed], from first: Int, to last: Int) -> Int? {
    func value(_ year: Int) -> Int? {
      observed.first { $0.period.year == year }?.count.exactValue
    }
    guard let start = value(first), let end = value(last) else { return nil }
    return end - start
  }

  private func changes(_ techniek: TechniekForecast) -> Phrase {
    let exact = techniek.observed(.all).compactMap { observed in
      observed.count.exactValue.map { (observed.period.year, $0) }
    }
    guard let first = exact.first, let last = exact.last, first.1 > 0 else { return Phrase("") }
    let percent = 100 * (Double(last.1) / Double(first.1) - 1)
    return Phrase(
      nl: "Tussen \(first.0) en \(last.0) ging het aantal leerlingen van ",
      en: "Between \(first.0) and \(last.0) the number of pupils went from ")
      + .number(Double(first.1)) + Phrase(nl: " naar ", en: " to ") + .number(Double(last.1))
      + Phrase(nl: ": ", en: ": ") + .number(abs(percent), decimals: 1)
      + (percent < 0
        ? Phrase(nl: " % minder.", en: "% fewer.") : Phrase(nl: " % meer.", en: "% more."))
      + Phrase(
        nl: " Een verschil van enkele leerlingen per profiel is gewone schommeling.",
        en: " A difference of a few pupils in a profile is ordinary fluctuation.")
  }
}
