import Foundation
import Ingest
import Records
import Testing

/// DUO's own files, 2014–2024, as they were published.
@Suite(.serialized, .enabled(if: NationalFiles.folder != nil, "../shared/data is absent"))
struct NationalChecksTests {
  @Test func `the published files give as many findings as the registry says`() throws {
    let folder = try #require(NationalFiles.folder)
    let names = [
      NationalFiles.leerlingen, NationalFiles.examens2019, NationalFiles.examens2024,
      NationalFiles.cijfers,
    ]
    var files: [CheckedFile] = []
    for name in names {
      do {
        files.append(try CheckedFile(path: folder + "/" + name))
      } catch let error as IngestError {
        guard case .unknownHeader = error else { throw error }
      }
    }
    guard files.count == names.count else { return }  // a build without the layout of marks
    let findings = CheckedFile.findings(files)
    var counts: [String: Int] = [:]
    for finding in findings { counts[finding.rule, default: 0] += 1 }
    for rule in CheckRule.registry {
      #expect(counts[rule.id, default: 0] == rule.onPublishedFiles, "\(rule.id)")
    }
    #expect(findings.count { $0.level >= .ernstig } == 4)
    #expect(findings.count { $0.level == .waarschuwing } == 14)
  }

  @Test(arguments: [NationalFiles.cijfers, NationalFiles.leerlingen])
  func `half a national file is named, though its rows are sound`(name: String) throws {
    let folder = try #require(NationalFiles.folder)
    let bytes = try Data(contentsOf: URL(filePath: folder + "/" + name))
    let lines = bytes.split(separator: 0x0A)
    let half = Array(lines.prefix(lines.count / 2).joined(separator: [0x0A]))
    do {
      let file = try withFile(name, half) { try CheckedFile(path: $0) }
      #expect(
        file.findings.filter { $0.level >= .waarschuwing }.map(\.rule) == ["bestand-onvolledig"])
    } catch let error as IngestError {
      guard case .unknownHeader = error else { throw error }
    }
  }
}
