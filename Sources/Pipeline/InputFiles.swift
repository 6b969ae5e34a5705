import Foundation
public import Records
import Reports

/// The files that a user means by the paths given: files, and the CSV files of folders. A file that is
/// named twice is there once.
public struct InputFiles: Sendable {
  /// In the order given; those of a folder by name.
  public let paths: [String]
  /// Workbooks, archives and other tables of the folders given: they are no CSV and are not looked at.
  public let passedOver: [String]

  /// Endings of files that may hold data which somebody meant to be read.
  private static let tables: Set<String> = [
    "xlsx", "xlsm", "xlsb", "xls", "ods", "zip", "gz", "7z", "rar", "tsv", "tab", "txt", "dbf",
    "sav", "parquet", "json", "xml",
  ]

  /// - Throws: ``PipelineError/noFolder(path:)`` for a folder that cannot be read,
  ///   ``PipelineError/noFiles(paths:others:)`` where there is no CSV file.
  public init(_ given: [String]) throws(PipelineError) {
    var found: [String] = []
    var others: [String] = []
    for path in given {
      let kind =
        (try? FileManager.default.attributesOfItem(
          atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path))?[.type]
        as? FileAttributeType
      guard kind == .typeDirectory else {
        found.append(path)
        continue
      }
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
        throw .noFolder(path: path)
      }
      let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
      for name in names.sorted() where !name.hasPrefix(".") {
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if ending == "csv" {
          found.append(folder + "/" + name)
        } else if Self.tables.contains(ending) {
          others.append(folder + "/" + name)
        }
      }
    }
    var seen: Set<String> = []
    paths = found.filter { path in
      seen.insert(URL(fileURLWithPath: path).resolvingSymlinksInPath().path).inserted
    }
    passedOver = others
    if paths.isEmpty { throw .noFiles(paths: given, others: others.map(Self.name)) }
  }

  /// A path without its folders.
  static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

extension InputFiles {
  /// What to say of the files that were not looked at; nil where there are none.
  public var passedOverText: Phrase? {
    guard !passedOver.isEmpty else { return nil }
    let names = passedOver.map(Self.name).joined(separator: ", ")
    return Phrase(
      nl:
        "Niet gelezen, want geen CSV: \(names). Bewaar werkbladen als “CSV UTF-8” en pak archieven "
        + "uit.",
      en: "Not read, being no CSV: \(names). Save sheets as “CSV UTF-8” and unpack archives.")
  }
}

/// Text as a terminal of 80 columns shows it.
public enum TerminalLines {
  /// The text with long lines broken at blanks, the rest of a line indented.
  public static func wrapped(_ text: String) -> String { TerminalText.wrapped(text) }
}
