import Foundation
import Records
import Testing

@testable import Store

@Suite struct TableDescriptionTests {
  @Test func `every table and view is described, and nothing that does not exist`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let found = try store.query(
      "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name")
    #expect(
      found.rows
        == Store.schema.sorted { $0.name < $1.name }.map {
          [.text($0.name), .text($0.isView ? "view" : "table")]
        })
  }

  @Test(arguments: Store.schema) func `every column is described as it is`(
    table: TableDescription
  ) throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let found = try store.query(
      "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo('\(table.name)') ORDER BY cid"
    ).rows
    #expect(found.map { $0[0] } == table.columns.map { .text($0.name) })
    for (row, column) in zip(found, table.columns) {
      // A view's column that is computed has no type of its own.
      if case .text(let type) = row[1], !type.isEmpty, type != "NUM" {
        #expect(type == column.type.rawValue, "\(column.name)")
      }
      if !table.isView {
        let isKey = row[3] != .integer(0)
        #expect(column.isNullable == (row[2] == .integer(0) && !isKey), "\(column.name)")
      }
    }
    if !table.isView {
      let key = try store.column(
        "SELECT name FROM pragma_table_xinfo('\(table.name)') WHERE pk > 0 ORDER BY pk")
      #expect(key == table.primaryKey.map { .text($0) })
    }
    for meaning in [table.meaning] + table.columns.map(\.meaning) {
      #expect(!meaning.nl.isEmpty && !meaning.en.isEmpty)
    }
  }

  /// With `DOORSTROOM_WRITE_SCHEMA=1` the article is written anew.
  @Test func `the article is the schema`() throws {
    let article = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Store/Store.docc/Schema.md")
    let text = """
      # The schema

      Every table and view of a store, column by column.

      ## Overview

      Views are for analysts: Dutch names, files that count now only, and in every row the file, row
      and column it came from. The tables behind them hold every vintage; texts that many numbers share
      stand once, in `series`, `observation_series`, `place` and `period`. This page is written by the
      program (`Store.schemaPage(language:)`); a test keeps it so.

      ## Tables and views

      \(Store.schemaPage(language: .en))
      """
    if ProcessInfo.processInfo.environment["DOORSTROOM_WRITE_SCHEMA"] == "1" {
      try text.write(to: article, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: article, encoding: .utf8) == text)
    #expect(Store.schemaPage(language: .nl).contains("| kolom | type |"))
  }
}
