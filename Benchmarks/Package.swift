// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses Doorstroom builds it.
let package = Package(
  name: "Benchmarks",
  targets: [.executableTarget(name: "MainJob")],
  swiftLanguageModes: [.v6]
)
