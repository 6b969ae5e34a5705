import Foundation
public import Records
import Store

/// A question to the store, answered as a Markdown table.
public struct Query: Sendable {
  let storePath: String

  /// A question to the store at this path.
  public init(storePath: String) {
    self.storePath = storePath
  }

  /// The answer, one line a row, columns padded to the same width so that it reads in a terminal too.
  ///
  /// - Throws: ``PipelineError/store(_:)``.
  public func markdown(_ sql: String) throws(PipelineError) -> String {
    let answer: (columns: [String], rows: [[Store.Value]])
    guard FileManager.default.fileExists(atPath: storePath) else {
      throw .noStore(path: storePath)
    }
    do {
      answer = try Store(path: storePath).query(sql)
    } catch {
      throw .store(error)
    }
    let cells = answer.rows.map { $0.map(Self.text) }
    var widths = answer.columns.map(\.count)
    for row in cells {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) }
    }
    let isNumber = answer.columns.indices.map { index in
      !answer.rows.isEmpty
        && answer.rows.allSatisfy {
          switch $0[index] {
          case .integer, .real, .null: true
          case .text: false
          }
        }
    }
    func line(_ row: [String]) -> String {
      "| "
        + row.enumerated().map { index, cell in
          let padding = String(repeating: " ", count: widths[index] - cell.count)
          return isNumber[index] ? padding + cell : cell + padding
        }.joined(separator: " | ") + " |\n"
    }
    let rule =
      "|"
      + widths.indices.map { index in
        isNumber[index]
          ? String(repeating: "-", count: widths[index] + 1) + ":"
          : String(repeating: "-", count: widths[index] + 2)
      }.joined(separator: "|") + "|\n"
    return line(answer.columns) + rule + cells.map(line).joined()
  }

  /// Every view and table of a store, column by column, as Markdown.
  public static func schema(language: Language) -> String { Store.schemaPage(language: language) }

  /// What is wrong inside the store, one sentence each; empty when nothing is.
  ///
  /// - Throws: ``PipelineError/store(_:)``, ``PipelineError/noStore(path:)``.
  public func integrityFaults() throws(PipelineError) -> [String] {
    guard FileManager.default.fileExists(atPath: storePath) else {
      throw .noStore(path: storePath)
    }
    do {
      return try Store(path: storePath).integrityCheck()
    } catch {
      throw .store(error)
    }
  }

  private static func text(_ value: Store.Value) -> String {
    switch value {
    case .null: ""
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text):
      // A cell stays one cell: bars are escaped; line ends and characters that steer a terminal
      // become blanks.
      String(
        String.UnicodeScalarView(
          text.unicodeScalars.map {
            $0.properties.generalCategory == .control ? " " : $0
          })
      ).replacing("\\", with: "\\\\").replacing("|", with: "\\|")
    }
  }
}
