import Foundation
import Ingest
import Records
import Testing

/// Region and goal files made to break a reader of YAML.
@Suite struct HostileYAMLTests {
  private func refusal(_ text: String) throws -> IngestError {
    try withFile("regio.yaml", text) { path in
      try Invariants.checkYAML(path: path, region: CorpusTests.region)
      return try #require(throws: IngestError.self) { try RegionFile.read(path: path) }
    }
  }

  /// A list of nine lists of nine lists …, by alias: 9ⁿ words in 40·n bytes.
  private static func laughs(_ depth: Int) -> String {
    (0..<depth).map { level in
      let word = level == 0 ? "x" : "*a\(level - 1)"
      return "a\(level): &a\(level) [\(Array(repeating: word, count: 9).joined(separator: ", "))]\n"
    }.joined()
  }

  @Test func `a billion laughs are refused`() throws {
    _ = try refusal(Self.laughs(12) + "regio: *a11\n")
    _ = try refusal("regio: &a [*a]\n")
  }

  @Test func `a billion laughs as a key are refused too`() async {
    // In a process of its own that ends itself: a reader that counts them all does not come back.
    await #expect(processExitsWith: .success) {
      let watch = Thread {
        Thread.sleep(forTimeInterval: 5)
        exit(1)
      }
      watch.start()
      let text = HostileYAMLTests.laughs(12) + "? *a11\n: y\n"
      try withFile("regio.yaml", text) { path in
        #expect(throws: IngestError.self) { try RegionFile.read(path: path) }
      }
    }
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "- - ", "!!seq ["])
  func `nesting is refused, not followed`(open: String) throws {
    _ = try refusal("regio: " + String(repeating: open, count: 50_000))
    _ = try refusal(String(repeating: open, count: 900))
  }

  @Test(arguments: [
    "[99999999999999999999, 2029]", "[1e999, 2029]", "[.inf, .nan]", "[2025, 2029, 2030]", "[]",
    "[2025.0, 2029]", "[0x7E9, 2029]", "{2025: 2029}", "!!binary MjAyNQ==", "[2025, 3000000000]",
  ])
  func `years that are none are refused on their line`(years: String) throws {
    let text = RegionFileTests.text.replacing("[2025, 2029]", with: years)
    switch try refusal(text) {
    case .badYAML("regio.yaml", 4, _), .missingKey("regio.yaml", 4, "jaren"): break
    case let error: Issue.record("\(error)")
    }
  }

  @Test func `control bytes, another encoding and a megabyte are refused`() throws {
    _ = try refusal("regio: \u{0}\n")
    _ = try refusal(String(repeating: "# \n", count: 400_000))
    #expect(throws: IngestError.wideText(file: "regio.yaml")) {
      let wide = RegionFileTests.text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      try withFile("regio.yaml", wide) { try RegionFile.read(path: $0) }
    }
  }

  @Test func `the line named does not change from one reading to the next`() throws {
    // Keys that are no text have no order in Yams, which names the first of its own choosing.
    let text = "x:\n  {a: 1}: 1\n  {a: 1}: 2\ny: 1\ny: 2\n? [b]\n: 1\n? [b]\n: 2\n"
    // Nor have keys of one text under two tags.
    let tagged = "d: 1\n!<tag:yaml.org,2002:binary> d: 2\nd: 3\n!<tag:yaml.org,2002:binary> d: 4\n"
    for _ in 0..<50 {
      _ = try refusal(text)
      #expect(
        try refusal(tagged)
          == .badYAML(
            file: "regio.yaml", line: 1,
            reason: Phrase(nl: "sleutel staat er twee keer: d, d", en: "key is there twice: d, d")))
    }
  }
}
