import Foundation
import Ingest
import Records
import Testing

@Suite struct PollutionTests {
  @Test(arguments: CleanFile.all)
  func `a clean file has facts, and nothing is the matter with it`(source: CleanFile) throws {
    #expect(source.table.count == 84)
    let file = try WholeFile(source.fileName, source.text)
    #expect(file.header.layout == source.id)
    #expect(file.facts.count >= (source.id == "duo-leerlingen" ? 4 * 69 : 83))
    #expect(file.findings == [])
  }

  @Test func `every polluted file is read right, refused with its place, or reported`() async throws
  {
    let folder = try Scratch()
    defer { folder.remove() }
    var tallies: [Tally] = []
    var complaints: [String] = []
    for family in Family.pollock + Family.own + Family.cells {
      var tally = Tally(family: family)
      for source in CleanFile.all {
        let verdicts = try await folder.verdicts(of: family, source)
        for verdict in verdicts {
          tally.outcomes[verdict.outcome, default: 0] += 1
          if let complaint = verdict.complaint {
            complaints.append("\(family.name), \(source.id), \(complaint)")
          }
        }
      }
      tallies.append(tally)
    }
    print(Tally.table(tallies))
    for complaint in complaints { Issue.record("\(complaint)") }
    // As many of each kind as in Pollock, and as many as Pollock has in all.
    for tally in tallies {
      #expect(tally.files >= tally.family.inPollock ?? 1, "\(tally.family.name)")
    }
    #expect(tallies.compactMap(\.family.inPollock).reduce(0, +) == 2_289)
    #expect(tallies.map(\.files).reduce(0, +) == 11_145)
  }
}

/// What became of the files of one family.
private struct Tally {
  let family: Family
  var outcomes: [Outcome: Int] = [:]

  var files: Int { outcomes.values.reduce(0, +) }

  subscript(outcome: Outcome) -> Int { outcomes[outcome] ?? 0 }

  static func table(_ tallies: [Tally]) -> String {
    var lines = [
      "| family | files | in Pollock | harmless | refused | finding | SILENT | why silent |",
      "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for tally in tallies {
      let counts = Outcome.allCases.map { "\(tally[$0])" }.joined(separator: " | ")
      lines.append(
        "| \(tally.family.name) | \(tally.files) | \(tally.family.inPollock.map(String.init) ?? "") "
          + "| \(counts) | \(tally.family.undetectable ?? "") |")
    }
    let totals = Outcome.allCases.map { outcome in "\(tallies.map { $0[outcome] }.reduce(0, +))" }
    lines.append(
      "| all | \(tallies.map(\.files).reduce(0, +)) "
        + "| \(tallies.compactMap(\.family.inPollock).reduce(0, +)) "
        + "| \(totals.joined(separator: " | ")) | |")
    return lines.joined(separator: "\n")
  }
}

/// A folder for polluted files, in memory where the system has such a place.
private struct Scratch {
  let path: String

  init() throws {
    let parent =
      FileManager.default.isWritableFile(atPath: "/dev/shm")
      ? "/dev/shm" : FileManager.default.temporaryDirectory.path
    path = parent + "/doorstroom-" + UUID().uuidString
    for worker in 0..<Self.workers {
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(worker)", withIntermediateDirectories: true)
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  private static let workers = 2

  /// The verdicts in the order of the files, found by two workers.
  func verdicts(of family: Family, _ source: CleanFile) async throws -> [Verdict] {
    let file = "\(path)/0/\(source.fileName)"
    try Data(source.text.utf8).write(to: URL(filePath: file))
    let clean = Contents(try Reading(path: file))
    let files = family.files(source)
    return await withTaskGroup(of: (Int, [Verdict]).self) { group in
      for worker in 0..<Self.workers {
        group.addTask {
          let own = stride(from: worker, to: files.count, by: Self.workers)
          return (
            worker, own.map { Verdict(files[$0], clean: clean, folder: "\(path)/\(worker)") }
          )
        }
      }
      var parts: [Int: [Verdict]] = [:]
      for await (worker, verdicts) in group { parts[worker] = verdicts }
      return files.indices.compactMap { index in
        let part = parts[index % Self.workers] ?? []
        return part.indices.contains(index / Self.workers) ? part[index / Self.workers] : nil
      }
    }
  }
}
