import Crosswalks
import Foundation
import Records

/// The national files that every working copy of the project has beside it, but no repository.
enum SharedData {
  static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "../shared/data/duo").standardized
  static let isPresent = FileManager.default.fileExists(atPath: folder.path)

  static let leerlingen = "leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv"
  static let examens2019 = "examenkandidaten-en-geslaagden-2014-2019.csv"
  static let examens2024 = "examenkandidaten-en-geslaagden-2019-2024.csv"
  static let cijfers = "geslaagden-gezakten-en-cijfers-2018-2019.csv"
  static let adressenVo = "alle-vestigingen-vo.csv"
  static let adressenBo = "alle-vestigingen-bo.csv"
  static let eindscores = "gemiddelde-eindscores-bo-sbo-2018-2019.csv"
  static let overgangen = "OVERGANGEN_20250113.csv"

  /// A reader for tests only: it believes the file, and splits it. UTF-8, else windows-1252.
  static func rows(_ name: String, delimiter: Character = ";") throws -> [[String: String]] {
    let data = try Data(contentsOf: folder.appending(path: name))
    let text =
      String(data: data, encoding: .utf8) ?? String(data: data, encoding: .windowsCP1252) ?? ""
    var lines = text.unicodeScalars.split(separator: "\n").map { line in
      cells(String(String.UnicodeScalarView(line)), delimiter)
    }
    let header = lines.removeFirst().map {
      $0.replacing("\u{feff}", with: "").replacing("\"", with: "")
    }
    return lines.map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
  }

  private static func cells(_ line: String, _ delimiter: Character) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line where character != "\r" {
      switch character {
      case "\"": isQuoted.toggle()
      case delimiter where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  /// DUO's moves of institutions and locations, read without the layout.
  static func successions() throws -> [Succession] {
    let kinds: [String: Succession.Kind] = [
      "F": .fusie, "V": .overdracht, "S": .splitsing,
    ]
    return try rows(overgangen, delimiter: ",").compactMap { row in
      guard ["U", "D"].contains(row["CODE_FUNCTIE_VAN"] ?? ""),
        let date = Day(row["DT_OVERGANG"] ?? "")
      else { return nil }
      return Succession(
        from: row["NR_ADMIN_VAN"] ?? "", to: row["NR_ADMIN_NAAR"] ?? "", date: date,
        kind: kinds[row["CODE_OVERGANG"] ?? ""] ?? .overig, isComplete: row["IND_VOLLEDIG"] == "J",
        source: "DUO OVERGANGEN_20250113")
    }
  }

  /// Exam candidates by location and exam year, both files, of the programmes that `isWanted` takes.
  static func examens(_ isWanted: (_ opleiding: String) -> Bool) throws -> [VestigingHistory] {
    var counts: [VestigingCode: [Period: Count]] = [:]
    var names: [VestigingCode: (String, String)] = [:]
    for file in [examens2019, examens2024] {
      for row in try rows(file) where row["ONDERWIJSTYPE VO"] == "VMBO" {
        guard isWanted(row["OPLEIDINGSNAAM"] ?? ""),
          let code = VestigingCode(row["VESTIGINGSNUMMER"] ?? row["VESTIGINGSCODE"] ?? "")
        else { continue }
        names[code] = (row["INSTELLINGSNAAM VESTIGING"] ?? "", row["GEMEENTENAAM"] ?? "")
        for (column, cell) in row
        where column.hasPrefix("EXAMENKANDIDATEN") && column.hasSuffix("TOTAAL") {
          let year = Int(column.split(separator: "-")[1].prefix(4)) ?? 0
          let count: Count = cell == "<5" ? .suppressed(1...4) : .exact(Int(cell) ?? 0)
          let old = counts[code]?[.examenjaar(year)] ?? .notApplicable
          counts[code, default: [:]][.examenjaar(year)] = old + count
        }
      }
    }
    var addresses: [VestigingCode: (String, String)] = [:]
    for row in try rows(adressenVo) {
      guard let code = VestigingCode(row["VESTIGINGSNUMMER"] ?? "") else { continue }
      addresses[code] = (row["PLAATSNAAM"] ?? "", row["POSTCODE"] ?? "")
    }
    return counts.keys.sorted().map { code in
      VestigingHistory(
        code: code, name: names[code]?.0 ?? "", gemeente: names[code]?.1 ?? "",
        plaats: addresses[code]?.0 ?? "", postcode: addresses[code]?.1 ?? "",
        counts: counts[code] ?? [:])
    }
  }

  /// Techniek in BB, KB and GL, leerwerktraject with it.
  static func isTechniek(_ opleiding: String) -> Bool {
    opleiding.hasSuffix("- techniek") && !opleiding.hasPrefix("VMBO T")
  }
}

/// A day that is known to exist.
func day(_ text: String) -> Day {
  guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
  return day
}

/// A code that is known to be well formed.
func vestiging(_ text: String) -> VestigingCode {
  guard let code = VestigingCode(text) else { preconditionFailure("\(text) is no code") }
  return code
}

/// A move that is known to be well formed; complete unless said otherwise.
func move(
  _ from: String, _ to: String, _ date: String, isComplete: Bool = true,
  kind: Succession.Kind = .fusie
) -> Succession {
  guard
    let move = Succession(
      from: from, to: to, date: day(date), kind: kind, isComplete: isComplete, source: "test")
  else { preconditionFailure("\(from) or \(to) is no code") }
  return move
}
