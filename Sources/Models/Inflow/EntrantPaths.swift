/// Simulated futures of the entrants of some locations: whole pupils, never fewer than none.
///
/// Every number of every path is kept, so that totals over locations and years are sums path by path.
public struct EntrantPaths: Hashable, Sendable {
  /// The years, ascending.
  public let years: [Int]
  /// The number of locations.
  public let locations: Int
  /// The number of paths.
  public let count: Int
  /// By year, location, path, the last running fastest.
  private var pupils: [Int32]

  init(
    years: [Int], locations: Int, count: Int,
    simulate: (Int, (_ year: Int, _ location: Int, _ entrants: Int) -> Void) -> Void
  ) {
    self.years = years
    self.locations = locations
    self.count = count
    var pupils = [Int32](repeating: 0, count: years.count * locations * count)
    for path in 0..<count {
      simulate(path) { year, location, entrants in
        pupils[(year * locations + location) * count + path] = Int32(clamping: entrants)
      }
    }
    self.pupils = pupils
  }

  /// The entrants of some locations together in a year, one number a path.
  ///
  /// - Parameters:
  ///   - locations: Their places; nil for all.
  ///   - year: One of ``years``.
  /// - Precondition: the year and the locations exist.
  public func total(_ locations: [Int]? = nil, year: Int) -> [Int] {
    guard let y = years.firstIndex(of: year) else {
      preconditionFailure("year \(year) of \(years)")
    }
    var totals = [Int](repeating: 0, count: count)
    for location in locations ?? Array(0..<self.locations) {
      precondition((0..<self.locations).contains(location), "\(location) of \(self.locations)")
      let place = (y * self.locations + location) * count
      for path in 0..<count { totals[path] += Int(pupils[place + path]) }
    }
    return totals
  }
}
