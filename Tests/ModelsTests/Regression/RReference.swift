import Foundation
import Testing

/// The numbers of Reference/glm.txt: lines "name : values" under headings that begin with == or --.
struct RReference {
  private var values: [String: [Double]] = [:]

  init() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Reference/glm.txt")
    var (section, part) = ("", "")
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("== ") { (section, part) = (heading(line), "") }
      if line.hasPrefix("-- ") { part = heading(line) }
      guard let colon = line.range(of: " : ") else { continue }
      let name = line[..<colon.lowerBound].trimmingCharacters(in: .whitespaces)
      values["\(section)|\(part)|\(name)"] = line[colon.upperBound...].split(separator: " ")
        .compactMap { Double($0) }
    }
  }

  /// The first word of a heading, without its signs; of a part all of it.
  private func heading(_ line: Substring) -> String {
    let words = line.trimmingCharacters(in: CharacterSet(charactersIn: "=- "))
    return line.hasPrefix("==") ? String(words.prefix { $0 != ":" && $0 != " " }) : words
  }

  /// The values of a name; the test fails when it is not there.
  func callAsFunction(_ section: String, _ part: String, _ name: String) throws -> [Double] {
    try #require(values["\(section)|\(part)|\(name)"], "\(section)|\(part)|\(name)")
  }
}
