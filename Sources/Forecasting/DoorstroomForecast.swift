import Models
public import Records

/// The doorstroom of one profile (or of the TL) into technical mbo: a percentage that a plan states
/// once, without its denominator, and what can be said of it later.
///
/// The denominator is not invented: it is taken from what the files hold on the pupils who left in
/// that year, and said with the figure. The later rate is that of `DriftingProportion`: no
/// direction, a drift that is an assumption and is printed as one.
public struct DoorstroomForecast: Hashable, Sendable {
  /// How many pupils left, and how that is known.
  public struct Leavers: Hashable, Sendable {
    /// At least 1; where the files leave an interval, its lower bound (the wider margin).
    public let number: Double
    /// Where the number comes from, in words.
    public let basis: Phrase
    /// The cells it was counted from; empty for an estimate.
    public let sources: [SourceCell]
  }

  /// The standard deviation of the yearly drift on the logit scale: an assumption, about two points a
  /// year at 70 %. There is no series in open data to estimate it from.
  public static let assumedDrift = 0.1

  /// The profile, or TL.
  public let group: Profiel
  /// The stated percentage, with its year and source.
  public let figure: Figure
  /// The denominator.
  public let leavers: Leavers
  let rate: DriftingProportion

  /// The forecast for a group; nil where the region states no percentage, or where no file tells how
  /// many pupils left.
  public init?(group: Profiel, data: RegionData, techniek: TechniekForecast?) {
    guard
      let figure = data.figures.filter({
        $0.indicator == "doorstroom-technisch-mbo" && $0.area == group.name && $0.unit == .procent
      }).max(by: { $0.period < $1.period }),
      let leavers = Self.leavers(group, figure: figure, data: data, techniek: techniek)
    else { return nil }
    self.group = group
    self.figure = figure
    self.leavers = leavers
    rate = DriftingProportion(
      successes: (figure.value / 100 * leavers.number).rounded(), trials: leavers.number,
      driftPerYear: Self.assumedDrift)
  }

  /// The 95 % interval of the underlying rate in the stated year, in percent.
  public var interval95: ClosedRange<Double> { percent(rate.interval(probability: 0.95, years: 0)) }

  /// What a later year may bring, in percent, when nothing pushes the rate either way.
  public func outlook(year: Int) -> Outlook {
    let years = max(0, year - figure.period.year)
    return Outlook(
      period: .jaar(year), median: 100 * rate.quantile(0.5, years: years),
      interval80: percent(rate.interval(probability: 0.8, years: years)),
      interval95: percent(rate.interval(probability: 0.95, years: years)))
  }

  /// The chance that the underlying rate is at least this percentage in a later year.
  public func probability(atLeast target: Double, year: Int) -> Double {
    rate.probability(atLeast: target / 100, years: max(0, year - figure.period.year))
  }

  /// The chance that the underlying rate of the stated year was at least this percentage already.
  public func probabilityNow(atLeast target: Double) -> Double {
    rate.probability(atLeast: target / 100, years: 0)
  }

  /// The smallest rise, in points, that a measurement among as many leavers would show with power 0.8
  /// at level 0.05; nil when not even a rise to 100 % would be shown.
  public var smallestDetectableDifference: Double? {
    Proportion.smallestDetectableDifference(
      proportion: figure.value / 100, trials1: Int(leavers.number), trials2: Int(leavers.number)
    ).map { 100 * $0 }
  }

  private func percent(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    100 * range.lowerBound...100 * range.upperBound
  }

  // MARK: The denominator

  private static func leavers(
    _ group: Profiel, figure: Figure, data: RegionData, techniek: TechniekForecast?
  ) -> Leavers? {
    if let stated = figure.denominator.bounds, stated.lowerBound >= 1 {
      return Leavers(
        number: Double(stated.lowerBound),
        basis: Phrase(nl: "noemer uit de bron", en: "denominator from the source"),
        sources: [figure.source])
    }
    if let techniek, techniek.series.contains(where: { $0.profiel == group }) {
      guard let estimate = techniek.leavers(.profiel(group), year: figure.period.year),
        estimate.value >= 1
      else { return nil }
      return Leavers(
        number: estimate.value.rounded(),
        basis: Phrase(
          nl: "vmbo-verlaters \(figure.period.year) geschat uit Figuur 2 en de examens",
          en: "vmbo leavers of \(figure.period.year) estimated from Figuur 2 and the exams"),
        sources: [])
    }
    let year = figure.period.year
    if group == .groen {
      return counted(
        data.observed(.examenjaar(year)) {
          Selection.exams($0) && $0.measure == .examenkandidaten && $0.sector == .landbouw
            && $0.leerweg != .tl
        },
        basis: Phrase(
          nl: "examenkandidaten landbouw (BB, KB, GL) \(year) in de gemeenten van de regio",
          en: "exam candidates landbouw (BB, KB, GL) \(year) in the region's municipalities"))
    }
    if group.name == Leerweg.tl.rawValue {
      return counted(
        data.observed(.examenjaar(year)) {
          Selection.exams($0) && $0.measure == .examenkandidaten && $0.leerweg == .tl
        },
        basis: Phrase(
          nl: "examenkandidaten TL \(year) in de gemeenten van de regio",
          en: "exam candidates TL \(year) in the region's municipalities"))
    }
    guard let pupilYear = data.years(where: { Selection.pupils($0) }).last else { return nil }
    return counted(
      data.observed(.peildatum(pupilYear)) {
        Selection.pupils($0) && $0.leerjaar == 4 && $0.profiel == group
      },
      basis: Phrase(
        nl:
          "leerlingen in leerjaar 4 op 1 oktober \(pupilYear), het nieuwste bestand met profielen",
        en: "pupils in leerjaar 4 on 1 October \(pupilYear), the newest file with profiles"))
  }

  private static func counted(_ observed: Observed, basis: Phrase) -> Leavers? {
    guard let bounds = observed.count.bounds, bounds.lowerBound >= 1 else { return nil }
    return Leavers(number: Double(bounds.lowerBound), basis: basis, sources: observed.sources)
  }
}
