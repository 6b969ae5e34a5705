import Foundation
import Samples

/// A reader that shares nothing with the writer: one state per byte, Foundation for the encoding.
struct TinyCSV {
  var header: [String] = []
  var rows: [[String]] = []
  /// Fields that stood in quotes and hold the delimiter or a quote.
  var quotedTroubles = 0

  init(_ bytes: [UInt8], _ file: NationalFile) {
    let text = String(
      data: Data(bytes), encoding: file.encoding == .utf8 ? .utf8 : .windowsCP1252)
    let mark = Unicode.Scalar(file.delimiter.rawValue)
    var (field, row, isQuoted, hadQuotes) = ("", [String](), false, false)
    var all: [[String]] = []
    var scalars = (text ?? "").unicodeScalars.makeIterator()
    var next = scalars.next()
    func isTrouble(_ field: String) -> Bool {
      field.unicodeScalars.contains { $0 == mark || $0 == "\"" }
    }
    while let scalar = next {
      next = scalars.next()
      switch (scalar, isQuoted) {
      case ("\"", true) where next == "\"":
        field.unicodeScalars.append(scalar)
        next = scalars.next()
      case ("\"", _):
        isQuoted.toggle()
        hadQuotes = true
      case (mark, false), ("\n", false):
        if scalar == "\n", field.hasSuffix("\r") { field.unicodeScalars.removeLast() }
        if hadQuotes, isTrouble(field) { quotedTroubles += 1 }
        row.append(field)
        (field, hadQuotes) = ("", false)
        if scalar == "\n" {
          all.append(row)
          row = []
        }
      default: field.unicodeScalars.append(scalar)
      }
    }
    header = all.first ?? []
    rows = Array(all.dropFirst())
  }

  /// Where the column with this header stands.
  func index(_ name: String) -> Int { header.firstIndex(of: name) ?? -1 }
}

extension NationalFile {
  /// All bytes of a small file, with what it holds.
  func whole() -> (bytes: [UInt8], truth: Truth) {
    var bytes: [UInt8] = []
    let truth = write { (chunk) throws(Never) in bytes += chunk }
    return (bytes, truth)
  }
}
