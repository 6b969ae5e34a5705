// swift-tools-version: 6.2
import PackageDescription

// The targets stand in the order of their level: each may import only those above it. The build
// refuses an import that is not declared here (see `.ci/run`).
let package = Package(
  name: "doorstroom",
  products: [
    .executable(name: "doorstroom", targets: ["doorstroom"]),
    .library(
      name: "Doorstroom",
      targets: [
        "Records", "Crosswalks", "LinearAlgebra", "Ingest", "Store", "Models", "Forecasting",
        "Goals", "Reports",
        "Pipeline",
      ]),
    .library(name: "Samples", targets: ["Samples"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // Level 0
    .systemLibrary(
      name: "CLAPACK", pkgConfig: "lapacke",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CRename"),
    .systemLibrary(name: "CBytes"),
    .systemLibrary(name: "CDraws"),
    .target(name: "Records"),
    // Level 1
    .target(
      name: "Crosswalks", dependencies: ["Records"], resources: [.embedInCode("Tables")]),
    .target(name: "LinearAlgebra", dependencies: ["CLAPACK"]),
    .target(
      name: "Ingest",
      dependencies: [
        "CBytes", "Records", "Crosswalks", .product(name: "Yams", package: "Yams"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "Store",
      dependencies: [
        "Records", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(name: "Samples"),
    // Level 2
    .target(name: "Models", dependencies: ["CDraws", "LinearAlgebra"]),
    // Level 3
    .target(name: "Forecasting", dependencies: ["Records", "Models", "LinearAlgebra"]),
    // Level 4
    .target(name: "Goals", dependencies: ["Records", "Forecasting"]),
    // Level 5
    .target(
      name: "Reports", dependencies: ["CXLSXWriter", "CRename", "Records", "Forecasting", "Goals"]),
    // Level 6
    .target(
      name: "Pipeline",
      dependencies: [
        "Records", "Crosswalks", "Samples", "Ingest", "Store", "Forecasting", "Goals", "Reports",
      ]),
    // Level 7
    .executableTarget(
      name: "doorstroom",
      dependencies: [
        "Pipeline", "Records",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(name: "TestSupport", dependencies: ["Records"], path: "Tests/TestSupport"),
    .testTarget(name: "RecordsTests", dependencies: ["Records", "TestSupport"]),
    .testTarget(
      name: "LinearAlgebraTests", dependencies: ["LinearAlgebra", "TestSupport"],
      exclude: ["Reference"]),
    .testTarget(
      name: "IngestTests",
      dependencies: ["Ingest", "Crosswalks", "Records", "Samples", "TestSupport"],
      exclude: ["Reference", "Checks/mutations.md"]),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Store", "Records", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "CrosswalksTests", dependencies: ["Crosswalks", "Records", "TestSupport"],
      exclude: ["Reference"]),
    .testTarget(name: "SamplesTests", dependencies: ["Samples", "TestSupport"]),
    .testTarget(
      name: "ModelsTests", dependencies: ["Models", "LinearAlgebra", "TestSupport"],
      exclude: ["Reference"]),
    .testTarget(
      name: "ForecastingTests", dependencies: ["Forecasting", "Models", "Records", "TestSupport"]),
    .testTarget(
      name: "GoalsTests", dependencies: ["Goals", "Forecasting", "Records", "TestSupport"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Reports", "Goals", "Forecasting", "Records", "TestSupport"]),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "Pipeline", "Crosswalks", "Ingest", "Store", "Goals", "Forecasting", "Models", "Reports",
        "Records", "Samples",
        "TestSupport",
      ]),
    .testTarget(
      name: "doorstroomTests",
      dependencies: ["doorstroom", "Pipeline", "Records", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(), .treatAllWarnings(as: .error),
  ]
}
