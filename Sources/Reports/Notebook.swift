/// A Markdown story with commands or SQL and their output, which a build can refresh or check.
///
/// A cell is a fenced block whose language is `doorstroom` or `sql`; its output is the next fenced
/// block `uitvoer`, with nothing but blank lines between. Everything else is prose and is never
/// changed. Running the commands is somebody else's work: this type knows only text.
public struct Notebook: Hashable, Sendable {
  /// One command with the output that the text shows.
  public struct Cell: Hashable, Sendable {
    /// What the block is written in.
    public enum Language: String, Hashable, Sendable, CaseIterable {
      /// A command line, with or without the program's name in front.
      case doorstroom
      /// A query.
      case sql
    }

    /// Command line or query.
    public let language: Language
    /// The lines between the fences, as written.
    public let code: String
    /// The line of the opening fence, from 1.
    public let line: Int
    /// The output in the text, without its last line feed; nil where there is none yet.
    public let output: String?

    /// The arguments' text: ``code`` without the program's name and a `$ ` in front.
    public var command: String {
      var text = code.split(separator: "\n").joined(separator: " ")[...]
      for prefix in ["$ ", "doorstroom "] where text.hasPrefix(prefix) {
        text = text.dropFirst(prefix.count)
      }
      return String(text)
    }
  }

  /// In reading order.
  public let cells: [Cell]
  private let lines: [Substring]
  private let places: [Place]

  /// Where a cell and its output stand, as indices into `lines`.
  private struct Place: Hashable, Sendable {
    /// The closing fence of the command.
    let close: Int
    /// The fences of the output.
    let output: ClosedRange<Int>?
  }

  /// Reads a story.
  ///
  /// - Throws: ``ReportError/unclosedFence(line:)``; ``ReportError/outputWithoutCommand(line:)``.
  public init(_ text: String) throws(ReportError) {
    // Bytes, because Swift takes CR LF for one character; a CR stays at the end of its line.
    lines = text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false).map(Substring.init)
    var cells: [Cell] = []
    var places: [Place] = []
    for block in try Self.blocks(lines) {
      let body = lines[(block.lines.lowerBound + 1)..<block.lines.upperBound]
        .map(Self.withoutReturn).joined(separator: "\n")
      if block.info == "uitvoer" {
        guard let last = places.last, let cell = cells.last, last.output == nil,
          lines[(last.close + 1)..<block.lines.lowerBound].allSatisfy(Self.isBlank)
        else { throw .outputWithoutCommand(line: block.lines.lowerBound + 1) }
        places[places.count - 1] = Place(close: last.close, output: block.lines)
        cells[cells.count - 1] = Cell(
          language: cell.language, code: cell.code, line: cell.line, output: body)
      } else if let language = Cell.Language(rawValue: block.info) {
        cells.append(
          Cell(language: language, code: body, line: block.lines.lowerBound + 1, output: nil))
        places.append(Place(close: block.lines.upperBound, output: nil))
      }
    }
    self.cells = cells
    self.places = places
  }

  /// The story with these outputs in place of the old ones; everything else byte for byte as it was.
  ///
  /// - Parameter outputs: one for each cell; line feeds at the end do not matter.
  /// - Precondition: as many outputs as cells.
  public func rendered(outputs: [String]) -> String {
    check(outputs)
    var result: [String] = []
    var next = 0
    for (place, output) in zip(places, outputs) {
      let end = lines[place.close].utf8.last == 0x0d ? "\r" : ""
      if let old = place.output {
        result += lines[next..<old.lowerBound].map(String.init)
        next = old.upperBound + 1
      } else {
        result += lines[next...place.close].map(String.init) + [end]
        next = place.close + 1
      }
      let body = Self.normal(output)
      let fence = Self.fence(around: body)
      result += ([fence + "uitvoer"] + body.map(String.init) + [fence]).map { $0 + end }
    }
    result += lines[next...].map(String.init)
    return result.joined(separator: "\n")
  }

  /// What differs between the outputs in the text and these, as a unified diff with the line numbers
  /// of the file; nil where all agree.
  ///
  /// - Precondition: as many outputs as cells.
  public func differences(outputs: [String]) -> String? {
    check(outputs)
    var parts: [String] = []
    for (index, output) in outputs.enumerated() {
      let old = cells[index].output.map(Self.normal) ?? []
      let new = Self.normal(output)
      guard old != new || cells[index].output == nil else { continue }
      let first = places[index].output.map { $0.lowerBound + 2 } ?? places[index].close + 1
      let title =
        "line \(cells[index].line): \(cells[index].code.split(separator: "\n").first ?? "")"
      parts.append(LineDiff.unified(old, new, firstLine: first, title: title))
    }
    return parts.isEmpty ? nil : parts.joined()
  }

  private func check(_ outputs: [String]) {
    precondition(
      outputs.count == cells.count, "\(outputs.count) outputs for \(cells.count) cells")
  }
}

extension Notebook {
  /// A fenced block: its word and the lines from fence to fence.
  private struct Block {
    let info: String
    let lines: ClosedRange<Int>
  }

  /// The fenced blocks (CommonMark §4.5): a fence is closed by one of the same character that is at
  /// least as long and has nothing after it.
  private static func blocks(_ lines: [Substring]) throws(ReportError) -> [Block] {
    var blocks: [Block] = []
    var open: (character: Character, length: Int, info: String, line: Int)?
    for (index, line) in lines.enumerated() {
      guard let fence = fence(line) else { continue }
      if let current = open {
        guard fence.character == current.character, fence.length >= current.length,
          fence.info.isEmpty
        else { continue }
        blocks.append(Block(info: current.info, lines: current.line...index))
        open = nil
      } else {
        open = (fence.character, fence.length, fence.info, index)
      }
    }
    if let open { throw .unclosedFence(line: open.line + 1) }
    return blocks
  }

  /// The fence on a line: three or more backticks or tildes after at most three blanks.
  private static func fence(
    _ line: Substring
  ) -> (character: Character, length: Int, info: String)? {
    let indent = line.prefix { $0 == " " }.count
    let rest = withoutReturn(line).dropFirst(indent)
    guard indent < 4, let character = rest.first, character == "`" || character == "~" else {
      return nil
    }
    let length = rest.prefix { $0 == character }.count
    let info = rest.dropFirst(length)
    guard length >= 3, !(character == "`" && info.contains("`")) else { return nil }
    return (character, length, info.split(separator: " ").first.map(String.init) ?? "")
  }

  /// Backticks, more than any run of them that begins a line of the body, and at least three.
  private static func fence(around body: [Substring]) -> String {
    let longest = body.map { line in line.drop { $0 == " " }.prefix { $0 == "`" }.count }.max() ?? 0
    return String(repeating: "`", count: max(3, longest + 1))
  }

  private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }

  private static func withoutReturn(_ line: Substring) -> Substring {
    line.utf8.last == 0x0d ? Substring(line.utf8.dropLast()) : line
  }

  /// The lines of an output without empty ones at the end.
  private static func normal(_ output: String) -> [Substring] {
    var lines = output.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
