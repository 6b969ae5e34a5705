import Models
public import Records

extension Inflow {
  /// One line of the table: a year of all locations together, or of one.
  public struct Row: Hashable, Sendable {
    /// Nil for all locations together.
    public let vestiging: Region.Vestiging?
    /// The 1 October on which they enter leerjaar 3.
    public let period: Period
    /// Children of the region who reach leerjaar 3 in that year.
    public let children: Double
    /// Those over the children of the last year that the share was taken from, in percent.
    public let index: Double
    /// The mean of the entrants.
    public let mean: Double
    /// Their distribution.
    public let outlook: Outlook
  }

  /// All years of all locations together, then those of each location, in the order of the region file.
  public var rows: [Row] {
    let last = base.last.flatMap { try? index.children($0.year) } ?? .nan
    let parts = [Region.Vestiging?.none] + vestigingen.map(Optional.some)
    return parts.enumerated().flatMap { place, vestiging in
      years.compactMap { year -> Row? in
        guard let children = try? index.children(year),
          let means = try? forecast.mean(year)
        else { return nil }
        return Row(
          vestiging: vestiging, period: .peildatum(year), children: children,
          index: 100 * children / last,
          mean: vestiging == nil ? means.reduce(0, +) : means[place - 1],
          outlook: outlook(vestiging?.code, year: year))
      }
    }
  }
}
