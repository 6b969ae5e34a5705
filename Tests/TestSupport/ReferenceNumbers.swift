import Foundation

/// Numbers that other software printed: lines of a key and its values, `#` for a remark.
public struct ReferenceNumbers: Sendable {
  private let values: [String: [Double]]

  /// Reads `Tests/<target>/Reference/<name>`.
  public init(_ target: String, _ name: String) throws {
    let url = Repository.root.appendingPathComponent("Tests/\(target)/Reference/\(name)")
    var values: [String: [Double]] = [:]
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      values[String(words[0])] = words.dropFirst().compactMap { Double($0) }
    }
    self.values = values
  }

  /// The values of a key; a test that asks for one that is not there stops.
  public subscript(key: String) -> [Double] {
    guard let found = values[key] else { preconditionFailure("no reference \(key)") }
    return found
  }
}
