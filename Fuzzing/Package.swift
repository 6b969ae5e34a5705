// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses Doorstroom builds it. `./run` builds it with
// libFuzzer and AddressSanitizer; an ordinary `swift build` cannot link it.
let package = Package(
  name: "Fuzzing",
  dependencies: [.package(name: "doorstroom", path: "..")],
  targets: [
    .target(name: "FuzzInput", dependencies: [.product(name: "Doorstroom", package: "doorstroom")]),
    .executableTarget(name: "FuzzReader", dependencies: ["FuzzInput"]),
    .executableTarget(name: "FuzzLayouts", dependencies: ["FuzzInput"]),
    .executableTarget(name: "FuzzYAML", dependencies: ["FuzzInput"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(), .treatAllWarnings(as: .error),
  ]
}
