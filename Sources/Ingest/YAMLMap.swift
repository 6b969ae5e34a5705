import FoundationEssentials
import Records
import Yams

/// One mapping of a YAML file, with the keys it may have and the lines they stand on.
struct YAMLMap {
  let file: String
  /// Where the mapping begins, from 1.
  let line: Int
  private let entries: [(key: String, value: Node)]

  /// The mapping that is the whole of a file.
  init(path: String, keys: [String]) throws(IngestError) {
    let file = try FileBytes(path: path)
    guard file.count <= Self.limit else {
      throw .tooLong(file: file.name, row: 1, limit: Self.limit)
    }
    let bytes = try file.whole()
    let (encoding, start) = try TextEncoding.decide(bytes.span, file: file.name)
    let text = encoding.text(bytes.span.extracting(start..<bytes.count))
    try Self.refuseReferences(text, file: file.name)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw Self.refusal(error, file: file.name)
    }
    guard let root else { throw .empty(file: file.name) }
    try self.init(root, file: file.name, keys: keys)
  }

  /// Region and goal files are a few KiB; more is not one of them.
  private static let limit = 1 << 20

  init(_ node: Node, file: String, keys: [String]) throws(IngestError) {
    self.file = file
    line = node.mark?.line ?? 1
    guard case .mapping(let mapping) = node else {
      throw .badYAML(
        file: file, line: line,
        reason: Phrase(
          nl: "hier horen sleutels te staan: \(keys.joined(separator: ", "))",
          en: "keys are expected here: \(keys.joined(separator: ", "))"))
    }
    var entries: [(key: String, value: Node)] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string, keys.contains(name) else {
        let found = key.scalar?.string ?? "…"
        throw .unknownKey(
          file: file, line: key.mark?.line ?? line, found: found,
          nearest: Ingest.nearest(to: found, in: keys))
      }
      entries.append((name, value))
    }
    self.entries = entries
  }

  /// Anchors (`&a`) and references to them (`*a`) are refused before anything is built of them: a
  /// few of them, nested, stand for more than any memory holds. Quoted text is passed over.
  private static func refuseReferences(_ text: String, file: String) throws(IngestError) {
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      var quote: UInt8?
      var before = UInt8(ascii: " ")
      let bytes = Array(line.utf8)
      for (at, byte) in bytes.enumerated() {
        if let open = quote {
          if byte == open { quote = nil }
        } else if byte == UInt8(ascii: "#"), before == UInt8(ascii: " ") {
          break
        } else if "\"'".utf8.contains(byte), " [{,:".utf8.contains(before) {
          quote = byte
        } else if "&*".utf8.contains(byte), " [{,:-".utf8.contains(before), at + 1 < bytes.count,
          !" \t".utf8.contains(bytes[at + 1])
        {
          throw .badYAML(
            file: file, line: index + 1,
            reason: Phrase(
              nl: "een waarde begint met & of *; zet haar tussen aanhalingstekens",
              en: "a value begins with & or *; put it between quotation marks"))
        }
        before = byte == UInt8(ascii: "\t") ? UInt8(ascii: " ") : byte
      }
    }
  }

  private static func refusal(_ error: any Error, file: String) -> IngestError {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .badYAML(file: file, line: mark.line, reason: YAMLProblem.phrase(problem))
    case .duplicatedKeysInMapping(let duplicates, _) where duplicates.contains("<uncovertable>"):
      // Yams has no order of keys that are no text, so that the place it gives is any of them.
      .badYAML(
        file: file, line: 1,
        reason: Phrase(nl: "een sleutel is geen tekst", en: "a key is no text"))
    case .duplicatedKeysInMapping(let duplicates, let context):
      // Keys of one text under several tags are in no order either.
      .badYAML(
        file: file, line: Set(duplicates).count < duplicates.count ? 1 : context.mark.line,
        reason: Phrase(
          nl: "sleutel staat er twee keer: \(duplicates.sorted().joined(separator: ", "))",
          en: "key is there twice: \(duplicates.sorted().joined(separator: ", "))"))
    default:
      .badYAML(file: file, line: 1, reason: Phrase(nl: "geen YAML", en: "not YAML"))
    }
  }

  func refused(_ key: String, nl: String, en: String) -> IngestError {
    .badYAML(
      file: file, line: line(of: key),
      reason: Phrase(nl: "\(key): \(nl)", en: "\(key): \(en)"))
  }

  func has(_ key: String) -> Bool { node(key) != nil }

  func line(of key: String) -> Int { node(key)?.mark?.line ?? line }

  /// The value of a key; nil when the key is absent or nothing stands behind it.
  private func node(_ key: String) -> Node? {
    guard let node = entries.first(where: { $0.key == key })?.value else { return nil }
    if let scalar = node.scalar, scalar.style == .plain, ["", "~", "null"].contains(scalar.string) {
      return nil
    }
    return node
  }

  private func required(_ key: String) throws(IngestError) -> Node {
    guard let node = node(key) else { throw .missingKey(file: file, line: line, key: key) }
    return node
  }

  func text(_ key: String) throws(IngestError) -> String {
    try text(required(key), key)
  }

  private func text(_ node: Node, _ key: String) throws(IngestError) -> String {
    guard let scalar = node.scalar else {
      throw .badYAML(
        file: file, line: node.mark?.line ?? line,
        reason: Phrase(nl: "\(key): hier hoort tekst", en: "\(key): text is expected here"))
    }
    let words = scalar.string.split(omittingEmptySubsequences: true, whereSeparator: \.isWhitespace)
    guard !words.isEmpty else {
      throw .missingKey(file: file, line: node.mark?.line ?? line, key: key)
    }
    // Such characters steer a terminal and damage a workbook's properties.
    let isPlain = scalar.string.unicodeScalars.allSatisfy {
      $0.properties.generalCategory != .control || $0.properties.isWhitespace
    }
    guard isPlain else {
      throw .badYAML(
        file: file, line: node.mark?.line ?? line,
        reason: Phrase(
          nl: "\(key): er staat een stuurteken in de tekst; typ de tekst opnieuw",
          en: "\(key): the text holds a control character; type it again"))
    }
    return words.joined(separator: " ")
  }

  /// A text in both languages: a mapping of `nl` and `en`.
  func phrase(_ key: String) throws(IngestError) -> Phrase {
    let map = try YAMLMap(required(key), file: file, keys: ["nl", "en"])
    return Phrase(nl: try map.text("nl"), en: try map.text("en"))
  }

  /// A text in one language for both, or in both.
  func phraseOrText(_ key: String) throws(IngestError) -> Phrase {
    if try required(key).scalar != nil { return Phrase(try text(key)) }
    return try phrase(key)
  }

  /// A number with a decimal point.
  func number(_ key: String) throws(IngestError) -> Double {
    let text = try text(key)
    let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }
    guard isPlain, let number = Double(text) else {
      throw refused(
        key, nl: "“\(text)” is geen getal (decimalen met een punt)",
        en: "“\(text)” is no number (decimals with a point)")
    }
    return number
  }

  func year(_ key: String) throws(IngestError) -> Int {
    let text = try text(key)
    guard let year = Int(text), (1900...2100).contains(year) else {
      throw refused(key, nl: "“\(text)” is geen jaar", en: "“\(text)” is no year")
    }
    return year
  }

  /// The elements of a list, with at least one.
  private func nodes(_ key: String) throws(IngestError) -> [Node] {
    let node = try required(key)
    guard case .sequence(let sequence) = node, !sequence.isEmpty else {
      throw refused(key, nl: "hier hoort een lijst", en: "a list is expected here")
    }
    return Array(sequence)
  }

  /// A mapping of free keys: each with its value (nil where nothing stands behind it) and line.
  func pairs(_ key: String) throws(IngestError) -> [(key: String, value: String?, line: Int)] {
    let node = try required(key)
    guard case .mapping(let mapping) = node else {
      throw refused(key, nl: "hier horen sleutels te staan", en: "keys are expected here")
    }
    var pairs: [(key: String, value: String?, line: Int)] = []
    for (name, value) in mapping {
      let isBlank = value.scalar.map {
        $0.style == .plain && ["", "~", "null"].contains($0.string)
      }
      pairs.append(
        (
          try text(name, key), isBlank == true ? nil : try text(value, key),
          name.mark?.line ?? line(of: key)
        ))
    }
    return pairs
  }

  func texts(_ key: String) throws(IngestError) -> [String] {
    try nodes(key).map { (node) throws(IngestError) in try text(node, key) }
  }

  func maps(_ key: String, keys: [String]) throws(IngestError) -> [YAMLMap] {
    try nodes(key).map { (node) throws(IngestError) in
      try YAMLMap(node, file: file, keys: keys)
    }
  }
}
