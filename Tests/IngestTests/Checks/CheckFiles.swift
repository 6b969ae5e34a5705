import Foundation
import Ingest
import Records

/// The national files beside the repository, found from any copy of it.
enum NationalFiles {
  static let folder: String? = {
    var place = URL(filePath: #filePath).resolvingSymlinksInPath()
    while place.path != "/" {
      place = place.deletingLastPathComponent()
      let folder = place.appending(path: "shared/data/duo")
      if FileManager.default.fileExists(atPath: folder.path) { return folder.path }
    }
    return nil
  }()

  static let leerlingen = "leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv"
  static let examens2019 = "examenkandidaten-en-geslaagden-2014-2019.csv"
  static let examens2024 = "examenkandidaten-en-geslaagden-2019-2024.csv"
  static let cijfers = "geslaagden-gezakten-en-cijfers-2018-2019.csv"
  static let adressen = "alle-vestigingen-vo.csv"
}

/// A file that was read with the checks of its rows.
struct CheckedFile {
  let header: SourceFile
  let facts: [Fact]
  let names: [VestigingName]
  let findings: [Finding]
  /// What the file says, without the places it stands in.
  let signature: [String]

  init(path: String) throws {
    let reader = try SourceReader(path: path)
    var check = FileCheck(
      header: reader.header, fieldNames: reader.fieldNames, headers: reader.headers)
    var facts: [Fact] = []
    var other: [String] = []
    let texts = ["school", "plaats", "gemeente"].compactMap { reader.fieldNames.firstIndex(of: $0) }
    let found: [Finding]
    do {
      found = try reader.read { row in
        check.add(row)
        facts += row.facts
        for one in row.observations {
          other.append("\(one.measure) \(one.place.code) \(one.dimensions) \(one.value)")
        }
        other.append(texts.map { row.fields[$0] }.joined(separator: "|"))
      }
    } catch {
      if case .ingest(let refusal) = error { throw refusal }
      throw error
    }
    header = reader.header
    self.facts = facts
    names = check.names
    findings = found + check.findings
    var sums: [Fact: Count] = [:]
    for fact in facts {
      var key = fact
      key.count = .notApplicable
      key.source = SourceCell(file: "", row: 0, column: "")
      sums[key] = (sums[key] ?? .notApplicable) + fact.count
    }
    signature =
      sums.map { key, count in
        "\(key.measure) \(key.period) \(key.vestiging) \(key.leerweg?.rawValue ?? "") "
          + "\(key.leerjaar ?? 0) \(key.profiel?.name ?? "") \(key.sector?.rawValue ?? "") "
          + "\(key.geslacht) \(key.lwt) \(count)"
      } + other
  }

  /// The findings of these files, each by itself and together.
  static func findings(_ files: [CheckedFile]) -> [Finding] {
    var input = CheckInput(files: files.map(\.header))
    for file in files {
      for fact in file.facts { input.add(fact) }
      input.add(file.names)
    }
    return files.flatMap(\.findings) + Checks.findings(input)
  }
}
