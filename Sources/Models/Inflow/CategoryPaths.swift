/// Simulated entrants by location and category: whole pupils, that add up to those of the location in every
/// path.
public struct CategoryPaths: Hashable, Sendable {
  /// The years, ascending.
  public let years: [Int]
  /// The number of locations.
  public let locations: Int
  /// The number of categories; category ``categories`` itself holds the entrants of locations without any.
  public let categories: Int
  /// The number of paths.
  public let count: Int
  /// By year, location, category, path, the last running fastest.
  private var pupils: [Int32]

  init(years: [Int], locations: Int, categories: Int, count: Int) {
    self.years = years
    self.locations = locations
    self.categories = categories
    self.count = count
    pupils = [Int32](repeating: 0, count: years.count * locations * (categories + 1) * count)
  }

  mutating func write(year: Int, location: Int, category: Int, path: Int, _ entrants: Int) {
    pupils[place(year, location, category) + path] = Int32(clamping: entrants)
  }

  /// The entrants of some locations in a category in a year, one number a path.
  ///
  /// - Parameters:
  ///   - category: From 0 to ``categories``, the last for entrants of no category.
  ///   - locations: Their places; nil for all.
  ///   - year: One of ``years``.
  /// - Precondition: they exist.
  public func total(category: Int, locations: [Int]? = nil, year: Int) -> [Int] {
    guard let y = years.firstIndex(of: year) else {
      preconditionFailure("year \(year) of \(years)")
    }
    precondition((0...categories).contains(category), "\(category) of \(categories)")
    var totals = [Int](repeating: 0, count: count)
    for location in locations ?? Array(0..<self.locations) {
      precondition((0..<self.locations).contains(location), "\(location) of \(self.locations)")
      let start = place(y, location, category)
      for path in 0..<count { totals[path] += Int(pupils[start + path]) }
    }
    return totals
  }

  private func place(_ year: Int, _ location: Int, _ category: Int) -> Int {
    ((year * locations + location) * (categories + 1) + category) * count
  }
}
