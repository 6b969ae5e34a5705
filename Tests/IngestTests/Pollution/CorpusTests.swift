import Foundation
import Ingest
import Records
import Testing

/// The inputs that fuzzing has kept (see `Fuzzing/README.md`), read again without libFuzzer.
@Suite struct CorpusTests {
  /// The region that the goal files of the corpus belong to, as in `Fuzzing`.
  static let region = Region(
    id: "r", name: "r", document: "r", years: 2025...2029, vestigingen: [], gemeenten: [],
    arbeidsmarktregios: [])

  private static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "../../../Fuzzing/Corpus").standardized.path

  private func inputs(_ kind: String) throws -> [(name: String, bytes: [UInt8])] {
    let folder = Self.folder + "/" + kind
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    return try names.map { name in
      (name, try [UInt8](Data(contentsOf: URL(filePath: folder + "/" + name))))
    }
  }

  /// Reads the inputs as CSV files and answers how many were not refused.
  private func read(_ inputs: [(name: String, bytes: [UInt8])]) -> Int {
    inputs.count { name, bytes in
      do {
        let outcome = try withFile("leerlingen-2019.csv", bytes) { path in
          try Invariants.checkReader(path: path, bytes: bytes)
        }
        if case .read = outcome { return true }
      } catch {
        Issue.record("\(name): \(error)")
      }
      return false
    }
  }

  @Test func `what must hold of every CSV file holds of the corpus`() throws {
    let inputs = try inputs("csv")
    // The corpus is worth its place only while it reaches past the header.
    #expect(inputs.count >= 50)
    #expect(read(inputs) >= inputs.count / 10)
  }

  @Test func `what must hold of every CSV file holds of files in the layouts`() throws {
    let inputs = try inputs("layouts").map { ($0.name, LayoutFile.bytes(choices: $0.bytes)) }
    #expect(inputs.count >= 50)
    #expect(read(inputs) >= inputs.count / 10)
  }

  @Test func `what must hold of every CSV file holds of every layout, whatever is in the cells`() {
    var generator = SplitMix(state: 3)
    let inputs = recognisedLayouts.indices.flatMap { layout in
      (0..<30).map { number -> (name: String, bytes: [UInt8]) in
        let length = 40 + number * 10
        let choices =
          [UInt8(layout)] + (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return ("\(recognisedLayouts[layout].id) \(number)", LayoutFile.bytes(choices: choices))
      }
    }
    #expect(inputs.count == recognisedLayouts.count * 30)
    _ = read(inputs)
  }

  @Test func `what must hold of every YAML file holds of the corpus`() throws {
    let inputs = try inputs("yaml")
    for (name, bytes) in inputs {
      do {
        try withFile("regio.yaml", bytes) { path in
          try Invariants.checkYAML(path: path, region: Self.region)
        }
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
    #expect(inputs.count >= 20)
  }
}

/// Steele, Lea and Flood's SplitMix64: the same inputs on every machine.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
