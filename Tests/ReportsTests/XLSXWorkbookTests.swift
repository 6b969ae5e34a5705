import Foundation
import Records
import Testing

@testable import Reports

@Suite struct XLSXWorkbookTests {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("doorstroom-xlsx-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  @Test func `two runs give the same bytes, and only the workbook is left`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = folder.appendingPathComponent("a.xlsx")
    let second = folder.appendingPathComponent("b.xlsx")
    try XLSXWorkbook.write(SampleReport.report, language: .nl, to: first.path)
    // The creation time has whole seconds; a clock in the file would show.
    Thread.sleep(forTimeInterval: 1.1)
    try XLSXWorkbook.write(SampleReport.report, language: .nl, to: second.path)
    let bytes = try Data(contentsOf: first)
    #expect(bytes.prefix(2) == Data("PK".utf8))
    #expect(try bytes == Data(contentsOf: second))
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left == ["a.xlsx", "b.xlsx"])
    try XLSXWorkbook.write(SampleReport.report, language: .en, to: first.path)
    #expect(try bytes != Data(contentsOf: first))
  }

  @Test func `a folder that does not exist is refused with the path`() {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("nergens/a.xlsx").path
    let error = #expect(throws: ReportError.self) {
      try XLSXWorkbook.write(SampleReport.report, language: .nl, to: path)
    }
    guard case .cannotWrite(let told, let reason)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(told.hasPrefix(path) && !reason.isEmpty)
  }

  @Test func `notes come first, then the verdicts, then a sheet a table`() {
    let sheets = XLSXWorkbook.sheets(SampleReport.report, language: .nl)
    #expect(sheets.map(\.name) == ["Toelichting", "oordelen", "figuur-2", "prognose"])
    for sheet in sheets {
      #expect(sheet.rows.allSatisfy { $0.count == sheet.header.count })
      #expect(sheet.widths.count == sheet.header.count)
    }
  }

  @Test func `a column with withheld counts becomes two columns of real numbers`() {
    let sheet = Sheet(SampleReport.profiles, name: "x", language: .nl)
    #expect(sheet.header.prefix(4) == ["Vestiging", "Profiel", "2019, van", "2019, tot en met"])
    let number = { (value: Double) in
      Sheet.Value.number(value, decimals: 0, isGrouped: true)
    }
    #expect(sheet.rows[3][2...3] == [number(1), number(4)])
    #expect(sheet.rows[0][2...3] == [number(56), number(56)])
    // Missing and impossible cells are empty, never zero; a zero is a number.
    #expect(sheet.rows[3][4...6] == [.blank, .blank, number(0)])
    #expect(sheet.header.last == "Aandeel 2023 (%)")
    #expect(sheet.rows[3].last == .blank)
    #expect(sheet.totals == [4])
  }

  @Test func `names of sheets are valid and unique`() {
    var names = SheetName()
    #expect(names.next("figuur-2") == "figuur-2")
    #expect(names.next("Figuur-2") == "Figuur-2 2")
    #expect(names.next("a[b]:c*d?e/f\\g") == "a-b--c-d-e-f-g")
    #expect(names.next("'aanhaling'") == "aanhaling")
    #expect(names.next("History") == "History-")
    #expect(names.next("   ") == "blad")
    #expect(names.next("") == "blad 2")
    let long = String(repeating: "lang", count: 20)
    let first = names.next(long)
    let second = names.next(long)
    #expect(first.utf16.count == 31 && second.utf16.count == 31 && first != second)
    #expect(names.next(String(repeating: "😀", count: 40)).utf16.count <= 31)
  }
}

@Suite struct SheetTests {
  @Test func `a long text gets the lines it needs and a short one keeps its row`() throws {
    let sheets = XLSXWorkbook.sheets(SampleReport.report, language: .nl)
    let notes = try #require(sheets.first)
    #expect(notes.rows.indices.contains { notes.lines(ofRow: $0) > 1 })
    #expect(notes.rows.indices.contains { notes.lines(ofRow: $0) == 1 })
    for index in notes.rows.indices {
      for (value, width) in zip(notes.rows[index], notes.widths) {
        if case .text(let text) = value {
          #expect(Double(notes.lines(ofRow: index)) * width >= Double(text.count))
        }
      }
    }
  }
}
