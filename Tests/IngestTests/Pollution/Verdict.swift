import Foundation
import Ingest
import Records

/// The facts and texts of a file, as far as they do not depend on where they stand in it.
struct Contents: Equatable {
  let facts: [Fact: Int]
  let texts: [[String]: Int]
  let findings: [Finding]

  init(_ reading: Reading) {
    var facts: [Fact: Int] = [:]
    var texts: [[String]: Int] = [:]
    for row in reading.rows {
      for fact in row.facts {
        var fact = fact
        fact.source = SourceCell(file: "", row: 0, column: "")
        facts[fact, default: 0] += 1
      }
      texts[row.fields, default: 0] += 1
    }
    self.facts = facts
    self.texts = texts
    findings = reading.findings
  }
}

/// What became of one polluted file, beside what had to.
struct Verdict: Sendable {
  let outcome: Outcome
  /// What is wrong with it; nil when it is as declared.
  let complaint: String?

  init(_ pollution: Pollution, clean: Contents, folder: String) {
    let path = folder + "/" + pollution.fileName
    do {
      try Data(pollution.bytes).write(to: URL(filePath: path))
      self.init(pollution, try Reading(path: path), clean)
    } catch {
      self.init(outcome: .silent, complaint: "\(pollution.label): \(error)")
    }
  }

  private init(outcome: Outcome, complaint: String?) {
    self.outcome = outcome
    self.complaint = complaint
  }

  private init(_ pollution: Pollution, _ reading: Reading, _ clean: Contents) {
    var complaint: String?
    if let error = reading.error {
      outcome = .refused
      complaint = Self.complaint(error, pollution)
    } else {
      let found = Contents(reading)
      let isSame =
        found.facts == clean.facts && (pollution.mayChangeText || found.texts == clean.texts)
      let new = found.findings.filter { !clean.findings.contains($0) }
      let isNamed = new.contains { finding in
        guard let place = pollution.place else { return true }
        return finding.row.map(place.contains) ?? false
      }
      outcome = isSame ? .harmless : isNamed ? .finding : .silent
    }
    if complaint == nil, !pollution.expected.contains(outcome) {
      let expected = pollution.expected.map(\.rawValue).sorted().joined(separator: " or ")
      complaint =
        "\(outcome.rawValue), expected \(expected)"
        + (reading.error.map { ": " + $0.message.en } ?? "")
    }
    self.complaint = complaint.map { "\(pollution.label): \($0)" }
  }

  /// A refusal names the file and, unless it is about the file as a whole, one of the lines that are
  /// polluted.
  private static func complaint(_ error: IngestError, _ pollution: Pollution) -> String? {
    let message = error.message.en
    guard message.contains(pollution.fileName) else { return "no file in “\(message)”" }
    guard let place = pollution.place else { return nil }
    if case .noYear = error { return nil }
    guard let match = message.firstMatch(of: /row (\d+)/), let row = Int(match.1) else {
      return "no row in “\(message)”"
    }
    return place.contains(row) ? nil : "row \(row) named, polluted \(place): “\(message)”"
  }
}
