import GRDB
import Records

/// Which file of a family counts where several count the same: what the table `counted_elsewhere`
/// says of the files that count now, and the same for those of any day.
struct Precedence {
  /// What a file counts at a place in a period gives way to another file.
  struct Yield: Hashable {
    let file: Int64
    let kind: Kind
    let place: Int64
    let period: Int64
    /// The key of the series; 0 for all of them.
    let series: Int64
    let by: Int64

    fileprivate var order: (Int64, Int, Int64, Int64, Int64) {
      (file, kind.rawValue, place, period, series)
    }
  }

  /// Which table the numbers stand in.
  enum Kind: Int, CaseIterable {
    case fact, observation
  }

  /// A file that counts, and how strong its claim is.
  struct Candidate {
    let id: Int64
    let layout: String
    let claim: FileClaim
    /// By kind, the keys of the periods it has numbers of.
    let periods: [Kind: [Int64]]
  }

  /// What gives way, by file, kind, place, period and series.
  private(set) var yields: [Yield] = []

  /// - Parameters:
  ///   - candidates: The files that count on the day that is asked about.
  init(_ candidates: [Candidate], in database: Database) throws {
    let families = Dictionary(grouping: candidates) { LayoutFamily(of: $0.layout) }
    for (family, files) in families {
      try settle(files, grain: family.grain, .fact, in: database)
    }
    // Other numbers are told apart by their layout alone.
    for (_, files) in Dictionary(grouping: candidates, by: \.layout) {
      try settle(files, grain: .cell, .observation, in: database)
    }
    yields.sort { $0.order < $1.order }
  }

  private struct Spot: Hashable {
    let place: Int64
    let period: Int64
  }

  private mutating func settle(
    _ files: [Candidate], grain: LayoutFamily.Grain, _ kind: Kind, in database: Database
  ) throws {
    var holders: [Int64: Int] = [:]
    for file in files {
      for period in file.periods[kind] ?? [] { holders[period, default: 0] += 1 }
    }
    let shared = holders.filter { $0.value > 1 }.keys.sorted()
    // Files of different periods have nothing in common: the rule, and then nothing is read.
    guard !shared.isEmpty else { return }
    var claimed: [Spot: [Int64]] = [:]
    for file in files.sorted(by: { $0.claim > $1.claim }) {
      for spot in try Self.spots(of: file.id, kind, in: shared, database) {
        claimed[spot, default: []].append(file.id)
      }
    }
    claimed = claimed.filter { $0.value.count > 1 }
    switch grain {
    case .place:
      for (spot, files) in claimed {
        for file in files.dropFirst() {
          yields.append(
            Yield(
              file: file, kind: kind, place: spot.place, period: spot.period, series: 0,
              by: files[0]))
        }
      }
    case .cell: try settle(cellsOf: claimed, kind, in: database)
    }
  }

  private mutating func settle(
    cellsOf claimed: [Spot: [Int64]], _ kind: Kind, in database: Database
  ) throws {
    let periods = Set(claimed.keys.map(\.period)).sorted()
    var cells: [Int64: [Spot: Set<Int64>]] = [:]
    for file in Set(claimed.values.joined()).sorted() {
      cells[file] = try Self.cells(of: file, kind, in: periods, database)
        .filter { claimed[$0.key] != nil }
    }
    for (spot, files) in claimed {
      var owner: [Int64: Int64] = [:]
      for file in files {
        let own = cells[file]?[spot] ?? []
        let lost = own.filter { owner[$0] != nil }
        let winners = Set(lost.compactMap { owner[$0] })
        if lost.count == own.count, winners.count == 1, let by = winners.first {
          yields.append(
            Yield(
              file: file, kind: kind, place: spot.place, period: spot.period, series: 0, by: by))
          continue
        }
        for series in own {
          if let by = owner[series] {
            yields.append(
              Yield(
                file: file, kind: kind, place: spot.place, period: spot.period, series: series,
                by: by))
          } else {
            owner[series] = file
          }
        }
      }
    }
  }

  private static func spots(
    of file: Int64, _ kind: Kind, in periods: [Int64], _ database: Database
  ) throws -> [Spot] {
    let statement = try SQLiteStatement(
      database,
      """
      SELECT place, period FROM coverage WHERE file_id = \(file) AND kind = \(kind.rawValue)
        AND period IN (\(periods.map(String.init).joined(separator: ", ")))
      """)
    var result: [Spot] = []
    while try statement.next() {
      result.append(
        Spot(place: Int64(statement.integer(0)), period: Int64(statement.integer(1))))
    }
    return result
  }

  private static func cells(
    of file: Int64, _ kind: Kind, in periods: [Int64], _ database: Database
  ) throws -> [Spot: Set<Int64>] {
    let statement = try SQLiteStatement(
      database,
      """
      SELECT place, period, series FROM \(kind == .fact ? "fact" : "observation")
      WHERE file_id = \(file)
        AND period IN (\(periods.map(String.init).joined(separator: ", ")))
      """)
    var result: [Spot: Set<Int64>] = [:]
    while try statement.next() {
      let spot = Spot(place: Int64(statement.integer(0)), period: Int64(statement.integer(1)))
      result[spot, default: []].insert(Int64(statement.integer(2)))
    }
    return result
  }
}

extension Precedence {
  /// The files that count now or counted on a day, of these layouts or of all.
  static func candidates(
    of layouts: [String]? = nil, asOf day: Store.Day? = nil, in database: Database, path: String
  ) throws -> [Candidate] {
    let periods = Dictionary(
      uniqueKeysWithValues: try StoredDimensions.periods(database, path: path))
    return try Change.counting(asOf: day, layouts: layouts, in: database, path: path).map { file in
      var own: [Kind: [Int64]] = [:]
      for kind in Kind.allCases {
        own[kind] = try Self.periods(of: file.id, kind, in: database)
      }
      let last = own.values.joined().compactMap { periods[$0] }.max()
      return Candidate(
        id: file.id, layout: file.layout,
        claim: FileClaim(
          name: file.name, layout: file.layout, sha256: file.sha256, last: last,
          knownFrom: file.day), periods: own)
    }
  }

  /// The periods of a file, each found by one step through the key: a file has thousands of places in
  /// a handful of periods.
  private static func periods(
    of file: Int64, _ kind: Kind, in database: Database
  ) throws -> [Int64] {
    let statement = try database.cachedStatement(
      sql: "SELECT min(period) FROM coverage WHERE file_id = ? AND kind = ? AND period > ?")
    var result: [Int64] = []
    while let next = try Int64.fetchOne(
      statement, arguments: [file, kind.rawValue, result.last ?? 0])
    {
      result.append(next)
    }
    return result
  }

  /// Makes `counted_elsewhere`, and the findings about it, say what holds now, after a file of this
  /// layout came or went.
  static func settle(layout: String, in database: Database, path: String) throws {
    guard try refresh(layout: layout, in: database, path: path) else { return }
    try SharedFindings.replace(
      try Overlap.all(try stored(in: database), in: database, path: path).map(\.finding),
      about: SharedFindings.overlaps, in: database)
  }

  /// The same for all layouts, as after a migration.
  static func rebuild(in database: Database, path: String) throws {
    for layout in try String.fetchAll(
      database, sql: "SELECT DISTINCT layout FROM raw_file ORDER BY layout")
    {
      try settle(layout: layout, in: database, path: path)
    }
  }

  /// Makes `counted_elsewhere` say what holds now of the family of a layout.
  ///
  /// - Returns: Whether any file of the family gives way to another, or did.
  static func refresh(layout: String, in database: Database, path: String) throws -> Bool {
    let layouts = LayoutFamily(of: layout).layouts
    let names = layouts.map { "'\($0.replacing("'", with: "''"))'" }.joined(separator: ", ")
    let precedence = try Precedence(
      try candidates(of: layouts, in: database, path: path), in: database)
    let stored = try stored(in: database, of: "layout IN (\(names))")
    guard stored != precedence.yields || !stored.isEmpty else { return false }
    if stored != precedence.yields {
      let own = "file_id IN (SELECT id FROM raw_file WHERE layout IN (\(names)))"
      try database.execute(sql: "DELETE FROM counted_elsewhere WHERE \(own)")
      try save(precedence.yields, in: database)
    }
    try database.execute(
      sql: """
        UPDATE raw_file SET yields = EXISTS (
          SELECT * FROM counted_elsewhere WHERE file_id = raw_file.id)
        WHERE layout IN (\(names))
        """)
    return true
  }

  /// What the table says of the files that a condition on `raw_file` chooses.
  static func stored(in database: Database, of condition: String = "1") throws -> [Yield] {
    let statement = try SQLiteStatement(
      database,
      """
      SELECT file_id, kind, place, period, series, by_file FROM counted_elsewhere
      WHERE file_id IN (SELECT id FROM raw_file WHERE \(condition))
      ORDER BY file_id, kind, place, period, series
      """)
    var result: [Yield] = []
    while try statement.next() {
      guard let kind = Kind(rawValue: statement.integer(1)) else { continue }
      result.append(
        Yield(
          file: Int64(statement.integer(0)), kind: kind, place: Int64(statement.integer(2)),
          period: Int64(statement.integer(3)), series: Int64(statement.integer(4)),
          by: Int64(statement.integer(5))))
    }
    return result
  }

  private static func save(_ yields: [Yield], in database: Database) throws {
    let table = try TableInsert(
      database, "counted_elsewhere", "file_id", "kind", "place", "period", "series", "by_file")
    for item in yields {
      for value in [
        item.file, Int64(item.kind.rawValue), item.place, item.period, item.series, item.by,
      ] {
        try table.add(value)
      }
      try table.run()
    }
  }
}
