// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses Doorstroom builds it.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "doorstroom", path: "..")],
  targets: [
    .executableTarget(name: "MainJob"),
    .executableTarget(
      name: "Generate", dependencies: [.product(name: "Samples", package: "doorstroom")]),
    .executableTarget(
      name: "ReadNational",
      dependencies: [
        .product(name: "Doorstroom", package: "doorstroom"),
        .product(name: "Samples", package: "doorstroom"),
      ]),
    .executableTarget(
      name: "ReadRows", dependencies: [.product(name: "Doorstroom", package: "doorstroom")]),
    .executableTarget(
      name: "IngestNational",
      dependencies: [.product(name: "Doorstroom", package: "doorstroom")]),
    .executableTarget(name: "Compare"),
    .executableTarget(
      name: "Digits", dependencies: [.product(name: "Doorstroom", package: "doorstroom")]),
    .executableTarget(
      name: "TallRegression", dependencies: [.product(name: "Doorstroom", package: "doorstroom")]),
    .executableTarget(
      name: "Recovery", dependencies: [.product(name: "Doorstroom", package: "doorstroom")]),
    .executableTarget(
      name: "FitModels", dependencies: [.product(name: "Doorstroom", package: "doorstroom")]),
    .executableTarget(
      name: "Project", dependencies: [.product(name: "Doorstroom", package: "doorstroom")]),
  ],
  swiftLanguageModes: [.v6]
)
