import Foundation
import TestSupport
import Testing

/// The module map, enforced: each module imports what its level allows and nothing else of ours.
///
/// `swift build --explicit-target-dependency-import-check error` is meant to do this; in Swift 6.3.1 it
/// lets an undeclared module pass when it was built for another target, so the map is checked here.
@Suite struct ModuleGraphTests {
  /// What each module may import of ours and of other packages. The system's own modules are free.
  static let allowed: [String: Set<String>] = [
    "Records": [],
    "LinearAlgebra": ["CLAPACK"],
    "Ingest": ["CBytes", "Records", "Crosswalks", "Yams", "Crypto"],
    "Store": ["Records", "GRDB", "GRDBSQLite", "Crypto"],
    "Samples": [],
    "Crosswalks": ["Records"],
    "Models": ["CDraws", "LinearAlgebra"],
    "Forecasting": ["Records", "Models", "LinearAlgebra"],
    "Goals": ["Records", "Forecasting"],
    "Reports": ["CXLSXWriter", "CRename", "Records", "Forecasting", "Goals"],
    "Pipeline": [
      "Records", "Crosswalks", "Samples", "Ingest", "Store", "Forecasting", "Goals", "Reports",
    ],
    "doorstroom": ["Records", "Pipeline", "ArgumentParser"],
  ]

  static let system: Set<String> = [
    "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization",
  ]

  @Test(arguments: allowed.keys.sorted())
  func `a module imports what its level allows`(module: String) throws {
    let folder = Repository.root.appendingPathComponent("Sources/\(module)")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }
    #expect(!files.isEmpty)
    for file in files {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      for line in text.split(separator: "\n") {
        guard let match = line.firstMatch(of: /^(?:@\w+ )*(?:public |internal )?import (\w+)/)
        else {
          continue
        }
        let name = String(match.1)
        #expect(
          Self.allowed[module]?.contains(name) == true || Self.system.contains(name),
          "\(module)/\(file) imports \(name)")
      }
    }
  }

  @Test func `every folder of sources is in the map`() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appendingPathComponent("Sources").path)
    let libraries: Set<String> = ["CLAPACK", "CXLSXWriter", "CRename", "CBytes", "CDraws"]
    #expect(Set(folders).subtracting(libraries) == Set(Self.allowed.keys))
  }

  @Test func `the word unsafe stands in the doors and nowhere else`() throws {
    let doors: Set<String> = [
      "LinearAlgebra/LAPACK.swift", "Models/Transitions/Projection/DrawDoor.swift",
      "Ingest/Scan/ByteDoor.swift",
      "Ingest/Scan/ColumnStorage.swift", "Ingest/Scan/ShortCounts.swift",
      "Ingest/Scan/TextPool.swift", "Store/SQLite.swift",
      "Reports/XLSXDoor.swift",
      "Reports/ReportFolder.swift",
    ]
    let folder = Repository.root.appendingPathComponent("Sources")
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where file.hasSuffix(".swift") && !doors.contains(file) {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      #expect(!text.contains(/\bunsafe\b/), "\(file) says unsafe")
    }
  }
}
