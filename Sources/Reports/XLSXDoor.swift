import CXLSXWriter
import Foundation

/// The one door to libxlsxwriter: every `unsafe` of this module stands here.
///
/// The library makes its file in memory of its own, frees it in `workbook_close`, and answers each
/// call with a code that becomes an error once, in `check`.
enum XLSXDoor {
  /// Writes the sheets to a file beside `path`, and renames it into place.
  static func write(_ sheets: [Sheet], title: String, to path: String) throws(ReportError) {
    let temporary = path + ".tmp"
    do throws(ReportError) {
      try write(sheets, title: title, fresh: temporary)
      guard unsafe rename(temporary, path) == 0 else {
        throw ReportError.cannotWrite(path: path, reason: unsafe String(cString: strerror(errno)))
      }
    } catch {
      _ = unsafe remove(temporary)
      throw error
    }
  }

  private static func write(
    _ sheets: [Sheet], title: String, fresh path: String
  ) throws(ReportError) {
    guard let book = unsafe workbook_new(path) else {
      throw .cannotWrite(path: path, reason: "out of memory")
    }
    var failure: ReportError?
    do throws(ReportError) {
      unsafe setProperties(book, title: title)
      var formats = unsafe Formats(book)
      for sheet in sheets { unsafe try add(sheet, to: book, formats: &formats, path: path) }
    } catch {
      failure = error
    }
    // Closing also frees the workbook, so it comes after a failure too.
    let closed = unsafe workbook_close(book)
    if let failure { throw failure }
    try check(closed, path: path)
  }

  /// 2000-01-01T00:00:00Z: the same report gives the same bytes whatever the day.
  private static let created = 946_684_800

  private static func setProperties(_ book: UnsafeMutablePointer<lxw_workbook>, title: String) {
    // The library copies the properties before it returns.
    unsafe title.withCString { text in
      var properties = unsafe lxw_doc_properties()
      unsafe properties.title = UnsafeMutablePointer(mutating: text)
      unsafe properties.created = created
      _ = unsafe workbook_set_properties(book, &properties)
    }
  }

  private static func add(
    _ sheet: Sheet, to book: UnsafeMutablePointer<lxw_workbook>, formats: inout Formats,
    path: String
  ) throws(ReportError) {
    guard let page = unsafe workbook_add_worksheet(book, sheet.name) else {
      throw .cannotWrite(path: path, reason: "sheet name \(sheet.name)")
    }
    for (column, width) in sheet.widths.enumerated() {
      try check(
        unsafe worksheet_set_column(page, UInt16(column), UInt16(column), width, nil), path: path)
    }
    for (column, title) in sheet.header.enumerated() {
      try check(
        unsafe worksheet_write_string(page, 0, UInt16(column), title, formats.header), path: path)
    }
    for (index, row) in sheet.rows.enumerated() {
      let isTotal = sheet.totals.contains(index)
      let lines = sheet.lines(ofRow: index)
      if lines > 1 {
        try check(
          unsafe worksheet_set_row(page, UInt32(index + 1), 15 * Double(lines), nil), path: path)
      }
      for (column, value) in row.enumerated() {
        let (line, place) = (UInt32(index + 1), UInt16(column))
        switch value {
        case .blank: continue
        case .text(let text):
          let format = unsafe formats.text(isTotal: isTotal)
          try check(unsafe worksheet_write_string(page, line, place, text, format), path: path)
        case .number(let number, let decimals, let isGrouped):
          let format = unsafe formats.number(
            decimals: decimals, isGrouped: isGrouped, isTotal: isTotal)
          try check(unsafe worksheet_write_number(page, line, place, number, format), path: path)
        }
      }
    }
    unsafe worksheet_freeze_panes(page, 1, 0)
    if sheet.hasFilter, !sheet.header.isEmpty, !sheet.rows.isEmpty {
      let last = UInt16(sheet.header.count - 1)
      try check(
        unsafe worksheet_autofilter(page, 0, 0, UInt32(sheet.rows.count), last), path: path)
    }
    unsafe worksheet_set_landscape(page)
    unsafe worksheet_set_paper(page, 9)  // A4
    unsafe worksheet_fit_to_pages(page, 1, 0)
    unsafe worksheet_repeat_rows(page, 0, 0)
  }

  /// The only place where a code becomes an error.
  private static func check(_ code: lxw_error, path: String) throws(ReportError) {
    guard code != LXW_NO_ERROR else { return }
    let text = unsafe lxw_strerror(code).map { text in unsafe String(cString: text) }
    throw .cannotWrite(path: path, reason: text ?? "libxlsxwriter error \(code.rawValue)")
  }

  /// The cell formats of one workbook, each made once and owned by the workbook.
  @unsafe private struct Formats {
    private let book: UnsafeMutablePointer<lxw_workbook>
    let header: UnsafeMutablePointer<lxw_format>?
    private var made: [Key: UnsafeMutablePointer<lxw_format>] = unsafe [:]

    private struct Key: Hashable {
      let pattern: String
      let isTotal: Bool
    }

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
      unsafe self.book = unsafe book
      unsafe header = unsafe workbook_add_format(book)
      unsafe format_set_bold(header)
      unsafe format_set_text_wrap(header)
      unsafe format_set_align(header, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
      unsafe format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
    }

    mutating func text(isTotal: Bool) -> UnsafeMutablePointer<lxw_format>? {
      unsafe format(Key(pattern: "", isTotal: isTotal))
    }

    mutating func number(
      decimals: Int, isGrouped: Bool, isTotal: Bool
    ) -> UnsafeMutablePointer<lxw_format>? {
      let fraction = decimals > 0 ? "." + String(repeating: "0", count: decimals) : ""
      let pattern = (isGrouped ? "#,##0" : "0") + fraction
      return unsafe format(Key(pattern: pattern, isTotal: isTotal))
    }

    private mutating func format(_ key: Key) -> UnsafeMutablePointer<lxw_format>? {
      if let known = unsafe made[key] { return unsafe known }
      guard let new = unsafe workbook_add_format(book) else { return nil }
      if key.pattern.isEmpty {
        unsafe format_set_text_wrap(new)
        unsafe format_set_align(new, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
      } else {
        unsafe format_set_num_format(new, key.pattern)
        unsafe format_set_align(new, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
      }
      if key.isTotal { unsafe format_set_bold(new) }
      unsafe made[key] = unsafe new
      return unsafe new
    }
  }
}
