import Foundation
import Ingest
import Records
import Samples
import Testing

/// What was made of a sample of every layout, kept as checksums in `Reference/reading.csv`: the version
/// of the reading code must rise when the same file is read otherwise.
///
/// After raising ``ReadingVersion/current``, or after a change of the samples alone, write the table
/// anew with `DOORSTROOM_WRITE_READING=1`.
@Suite struct ReadingVersionTests {
  /// FNV-1a of 64 bits (Fowler, Noll, Vo; RFC 9923).
  private static func checksum(_ bytes: some Sequence<UInt8>) -> String {
    let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }

  private struct Line: Equatable {
    let sample: String
    let reading: String
  }

  /// DUO's two large files have a generator of their own.
  private static let national: [String: NationalFile.Kind] = [
    "duo-leerlingen": .leerlingen(year: 2023), "duo-examenkandidaten": .examens(lastYear: 2023),
  ]

  private static func line(_ bytes: [UInt8], _ file: WholeFile) -> Line {
    let made = file.rows.map { "\($0.row) \($0.facts) \($0.observations) \($0.references)" }
    let rest = "\(file.figures) \(file.offers)"
    return Line(
      sample: checksum(bytes), reading: checksum((made + [rest]).joined(separator: "\n").utf8))
  }

  private static func lines() throws -> [(layout: String, line: Line)] {
    try recognisedLayouts.map { layout in
      if let kind = national[layout.id] {
        var bytes: [UInt8] = []
        let file = NationalFile(kind, generation: .new, seed: 1, extent: .vestigingen(3))
        _ = file.write { (part) throws(Never) in bytes += part }
        return (layout.id, line(bytes, try WholeFile(file.name, bytes)))
      }
      let sample = layout.sample(seed: 1, rows: 40, years: 2022...2023)
      return (
        layout.id, line(Array(sample.text.utf8), try WholeFile(sample.fileName, sample.text))
      )
    }
  }

  @Test func `what is made of a file changes with the version alone`() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/reading.csv")
    let lines = try Self.lines()
    if ProcessInfo.processInfo.environment["DOORSTROOM_WRITE_READING"] != nil {
      let rows = lines.map { "\($0.layout);\($0.line.sample);\($0.line.reading)" }
      let text = (["version;\(ReadingVersion.current);"] + rows).joined(separator: "\n") + "\n"
      try Data(text.utf8).write(to: path)
    }
    var kept: [String: Line] = [:]
    var version: Int?
    for row in try String(contentsOf: path, encoding: .utf8).split(separator: "\n") {
      let fields = row.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
      if fields[0] == "version" {
        version = Int(fields[1])
      } else {
        kept[fields[0]] = Line(sample: fields[1], reading: fields[2])
      }
    }
    #expect(version == ReadingVersion.current, "write the table anew")
    for (layout, line) in lines {
      let old = try #require(kept[layout], "\(layout) is new: write the table anew")
      #expect(old.sample == line.sample, "the sample of \(layout) changed: write the table anew")
      if old.sample == line.sample {
        #expect(old.reading == line.reading, "\(layout) is read otherwise: raise the version")
      }
    }
    #expect(kept.count == lines.count)
  }
}
