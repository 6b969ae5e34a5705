import Records

/// JSON as SQLite's `json_each` and its kin read it.
enum JSONText {
  /// The texts as a JSON array. A NUL becomes `\u0000`, so that nothing is lost.
  static func array(_ texts: some Sequence<String>) -> String {
    var bytes: [UInt8] = []
    append(array: texts, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the texts as a JSON array.
  static func append(array texts: some Sequence<String>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for text in texts {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      append(text, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// The splits as a JSON object, in their order; a name may stand in it twice.
  static func object(_ dimensions: [Observation.Dimension]) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for (index, dimension) in dimensions.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(dimension.name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      append(dimension.value, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text in quotes, with quotes, backslashes and control characters escaped.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    // Hardly a text has anything to escape: copied whole, and looked at once.
    if bytes[start...].contains(where: isSpecial) {
      bytes.removeSubrange(start...)
      for byte in text.utf8 { appendEscaped(byte, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 0..<0x20:
      let hex = String(byte, radix: 16)
      bytes += Array(("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8)
    default: bytes.append(byte)
    }
  }
}
