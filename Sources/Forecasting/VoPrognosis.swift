public import Records

/// The vmbo pupils that DUO expects at each institution: published totals that the inflow is made to agree
/// with.
///
/// DUO counts the bridge years apart (BRJ), so that its level VMBO is taken to be leerjaar 3 and 4, of all
/// leerwegen and all locations of the institution. Pupils of leerjaar 3 and 4 on 1 October of year t entered
/// half a year before on average, so that those who enter in t change as these pupils do between t and
/// t + 1: the mean of both years.
///
/// *Not promised*: that the technical profiles, or the location in this region, change as all vmbo of the
/// institution does. DUO publishes no margin.
public struct VoPrognosis: Hashable, Sendable {
  /// Vmbo pupils by institution and year.
  public let pupils: [String: [Int: Double]]

  /// - Parameters:
  ///   - observations: Of the layouts `duo-prognose-vo` and `duo-prognose-vo-breed`; others are passed
  ///     over.
  ///   - institutions: Those of the region's locations.
  /// - Throws: ``SourceFault/prognosisElsewhere(institutions:)``,
  ///   ``SourceFault/prognosisTwice(institution:year:)``.
  public init(
    _ observations: [Observation], institutions: Set<String>
  ) throws(SourceFault) {
    var pupils: [String: [Int: Double]] = [:]
    for one in observations
    where one.place.kind == .instelling && institutions.contains(one.place.code)
      && one.dimensions.contains(.init("onderwijsniveau", "VMBO"))
    {
      guard case .number(let number) = one.value, number >= 0 else { continue }
      guard pupils[one.place.code]?[one.period.year] == nil else {
        throw .prognosisTwice(institution: one.place.code, year: one.period.year)
      }
      pupils[one.place.code, default: [:]][one.period.year] = number
    }
    guard !pupils.isEmpty else {
      throw .prognosisElsewhere(institutions: institutions.sorted())
    }
    self.pupils = pupils
  }

  /// The first year that any of the institutions has a number of.
  public var firstYear: Int { pupils.values.compactMap { $0.keys.min() }.min() ?? 0 }

  /// Those who enter leerjaar 3 in a year for one who did in another; nil where a number is not there, or
  /// nobody was expected.
  ///
  /// - Parameters:
  ///   - institutions: Whose pupils are added, such as an institution and the one it merged into.
  ///   - year: The year asked for.
  ///   - base: The year to compare with.
  public func growth(_ institutions: Set<String>, _ year: Int, from base: Int) -> Double? {
    func entrants(_ year: Int) -> Double? {
      var sum = 0.0
      var isKnown = false
      for institution in institutions.sorted() {
        guard let own = pupils[institution] else { continue }
        guard let now = own[year], let next = own[year + 1] else { return nil }
        sum += (now + next) / 2
        isKnown = true
      }
      return isKnown ? sum : nil
    }
    guard let after = entrants(year), let before = entrants(base), after > 0, before > 0 else {
      return nil
    }
    return after / before
  }
}
