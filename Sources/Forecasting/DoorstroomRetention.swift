import Models
public import Records

/// Of the pupils of a group who went to technical mbo in a year, the share that did so in the region.
///
///     share = regional percentage / percentage of all technical mbo       both of the same leavers
///     share ~ Beta(x_r + ½, x_t − x_r + ½)                                  Jeffreys; x = percentage · leavers
///
/// Only where a region states both percentages of one definition and year. Where the number of leavers is
/// an interval, the margin is the widest of its ends.
public struct DoorstroomRetention: Hashable, Sendable {
  /// The profile, or TL.
  public let group: Profiel
  /// To technical mbo anywhere.
  public let all: Figure
  /// To technical mbo in the region.
  public let regional: Figure
  /// How many pupils left that year.
  public let leavers: DoorstroomForecast.Leavers
  /// In percent, 0–100.
  public let share: Double
  /// The 95 % interval of the underlying share, in percent.
  public let interval95: ClosedRange<Double>

  /// Every group and year of which both are stated, by group and year.
  ///
  /// - Parameters:
  ///   - data: What the files say.
  ///   - techniek: For numbers of leavers that are not counted.
  public static func all(
    in data: RegionData, techniek: TechniekForecast?
  ) -> [DoorstroomRetention] {
    data.doorstroomPairs.compactMap { all, regional in
      let group = Profiel(all.area)
      guard regional.value <= all.value, all.value > 0,
        let leavers = DoorstroomForecast.leavers(group, figure: all, data: data, techniek: techniek)
      else { return nil }
      let ends = [leavers.number.lowerBound, leavers.number.upperBound].map { number in
        DriftingProportion(
          successes: regional.value / 100 * number, trials: all.value / 100 * number,
          driftPerYear: 0
        ).interval(probability: 0.95, years: 0)
      }
      return DoorstroomRetention(
        group: group, all: all, regional: regional, leavers: leavers,
        share: 100 * regional.value / all.value,
        interval95: 100 * (ends.map(\.lowerBound).min() ?? 0)...100
          * (ends.map(\.upperBound).max() ?? 1))
    }
  }
}

extension RegionData {
  /// The percentages of all technical mbo and of that in the region, of one group, year and definition.
  var doorstroomPairs: [(all: Figure, regional: Figure)] {
    let stated = figures.filter { $0.unit == .procent }
    return stated.filter { $0.indicator == DoorstroomForecast.indicator }.compactMap { all in
      stated.last {
        $0.indicator == DoorstroomForecast.regionalIndicator && $0.area == all.area
          && $0.period == all.period && $0.name == all.name
      }.map { (all, $0) }
    }.sorted { ($0.all.area, $0.all.period) < ($1.all.area, $1.all.period) }
  }

  /// More in the region than anywhere: one of the two percentages is wrong.
  func regionalDoorstroom(names: [String: String]) -> [Finding] {
    doorstroomPairs.filter { $0.regional.value > $0.all.value }.map { all, regional in
      Finding(
        rule: "doorstroom-regio-hoger", level: .waarschuwing,
        file: names[regional.source.file] ?? "", row: regional.source.row,
        column: regional.source.column, value: "\(regional.value)",
        text: Phrase(
          nl: "\(all.area), \(all.period.year): naar technisch mbo in de regio gaat ",
          en: "\(all.area), \(all.period.year): technical mbo in the region takes ")
          + .number(regional.value, decimals: 1)
          + Phrase(nl: " %, naar alle technisch mbo ", en: "%, all technical mbo ")
          + .number(all.value, decimals: 1) + Phrase(nl: " %.", en: "%."),
        remedy: Phrase(
          nl:
            "Vraag na of beide percentages van dezelfde leerlingen zijn; wie in de regio blijft is "
            + "zo niet te zeggen.",
          en: "Ask whether both percentages are of the same pupils; who stays in the region cannot "
            + "be told."))
    }
  }

  /// One percentage stated twice for the same group, year and definition.
  func doorstroomTwice(names: [String: String]) -> [Finding] {
    let indicators = [DoorstroomForecast.indicator, DoorstroomForecast.regionalIndicator]
    var first: [[String]: Figure] = [:]
    return figures.filter { indicators.contains($0.indicator) && $0.unit == .procent }.compactMap {
      figure in
      let key = [figure.indicator, figure.area, "\(figure.period)", figure.name]
      guard let other = first[key] else {
        first[key] = figure
        return nil
      }
      return Finding(
        rule: "doorstroom-dubbel", level: .waarschuwing, file: names[figure.source.file] ?? "",
        row: figure.source.row, column: figure.source.column, value: "\(figure.value)",
        text: Phrase(
          nl: "\(figure.area), \(figure.period.year): twee opgaven met dezelfde definitie, ",
          en: "\(figure.area), \(figure.period.year): two statements of one definition, ")
          + .number(other.value, decimals: 1) + Phrase(nl: " % en ", en: "% and ")
          + .number(figure.value, decimals: 1)
          + Phrase(nl: " %. De eerste telt.", en: "%. The first counts."),
        remedy: Phrase(
          nl: "Haal er een weg, of zeg in de kolom definitie waarin ze verschillen.",
          en: "Take one away, or say in the column definitie how they differ."))
    }
  }
}
