import Records

extension DoorstroomForecast {
  /// The denominator of a stated percentage, by the nearest thing that the files hold:
  ///
  /// 1. the source's own;
  /// 2. for a technical profile: the exam candidates of its locations, where these have no other
  ///    technical profile, else the model's estimate with its 95 % interval;
  /// 3. for Groen and TL: the exam candidates in the region's municipalities;
  /// 4. for another profile: leerjaar 4 in the newest file with profiles.
  ///
  /// Nil where there is none, or where it may be less than one pupil.
  static func leavers(
    _ group: Profiel, figure: Figure, data: RegionData, techniek: TechniekForecast?
  ) -> Leavers? {
    let year = figure.period.year
    if figure.denominator.bounds != nil {
      return counted(
        .init(
          period: figure.period, count: figure.denominator, isProvisional: false,
          sources: [figure.source]),
        basis: Phrase(nl: "noemer uit de bron", en: "denominator from the source"))
    }
    if let techniek, techniek.countedSeries.contains(where: { $0.profiel == group }) {
      return technical(group, year: year, data: data, techniek: techniek)
    }
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
    guard let pupilYear = data.duoPupilYears.last else { return nil }
    return counted(
      data.observed(.peildatum(pupilYear)) {
        Selection.pupils($0) && $0.leerjaar == 4 && $0.profiel == group
      },
      basis: Phrase(
        nl:
          "leerlingen in leerjaar 4 op 1 oktober \(pupilYear), het nieuwste bestand met profielen",
        en: "pupils in leerjaar 4 on 1 October \(pupilYear), the newest file with profiles"),
      isOfSameYear: pupilYear + 1 == year)
  }

  private static func technical(
    _ group: Profiel, year: Int, data: RegionData, techniek: TechniekForecast
  ) -> Leavers? {
    let places = techniek.countedSeries.filter { $0.profiel == group }.map(\.vestiging)
    let isAlone = places.allSatisfy { place in
      techniek.countedSeries.filter { $0.vestiging.code == place.code }.count == 1
    }
    if isAlone {
      let exams = places.map { data.exams(year: year, vestiging: $0) }
      let sum = Observed(
        period: .examenjaar(year), count: exams.map(\.count).sum(), isProvisional: false,
        sources: exams.flatMap(\.sources))
      if let leavers = counted(
        sum,
        basis: Phrase(
          nl: "examenkandidaten techniek \(year) op de vestigingen die alleen dit profiel hebben",
          en: "exam candidates techniek \(year) at the locations that have this profile only"))
      {
        return leavers
      }
    }
    guard let estimate = techniek.leavers(.profiel(group), year: year),
      estimate.interval95.lowerBound >= 1
    else { return nil }
    return Leavers(
      number: estimate.interval95.lowerBound.rounded()...estimate.interval95.upperBound.rounded(),
      basis: Phrase(
        nl: "vmbo-verlaters \(year) geschat uit Figuur 2 en de examens",
        en: "vmbo leavers of \(year) estimated from Figuur 2 and the exams"), isOfSameYear: true,
      sources: [])
  }

  private static func counted(
    _ observed: Observed, basis: Phrase, isOfSameYear: Bool = true
  ) -> Leavers? {
    guard let bounds = observed.count.bounds, bounds.lowerBound >= 1 else { return nil }
    return Leavers(
      number: Double(bounds.lowerBound)...Double(bounds.upperBound), basis: basis,
      isOfSameYear: isOfSameYear, sources: observed.sources)
  }
}
