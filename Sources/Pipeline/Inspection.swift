import Ingest
public import Records
import Reports

/// What one file is, told to a person who asks: nothing is stored and nothing refused.
public struct Inspection: Sendable {
  private let profile: FileProfile

  /// Looks at the file at `path`.
  ///
  /// - Parameters:
  ///   - path: Any file.
  ///   - rows: How many of its first rows are shown.
  /// - Throws: ``PipelineError/ingest(_:)`` for a file that cannot be opened.
  public init(path: String, rows: Int = 3) throws(PipelineError) {
    do {
      profile = try FileProfile(path: path, rows: rows)
    } catch {
      throw .ingest(error)
    }
  }

  /// Whether the file would be refused.
  public var isRefused: Bool { profile.refusal != nil }

  /// The file in words, at most 80 characters a line.
  public func text(language: Language) -> String {
    var lines = head(language)
    if let refusal = profile.refusal {
      lines.append(
        entry(Phrase(nl: "geweigerd", en: "refused"), refusal.message, language))
    }
    if !profile.columns.isEmpty {
      lines.append("")
      lines.append(Phrase(nl: "Kolommen", en: "Columns")[language])
      for (index, column) in profile.columns.enumerated() {
        lines.append(cut("\(pad(index + 1)) \(Self.shown(column.header))\(name(column))"))
        lines.append(cut("    " + describe(column)[language]))
      }
    }
    if !profile.firstRows.isEmpty {
      lines.append("")
      lines.append(Phrase(nl: "Eerste rijen", en: "First rows")[language])
      for row in profile.firstRows {
        lines.append(cut("  " + row.map(Self.shown).joined(separator: " | ")))
      }
    }
    let grave = profile.findings.filter { $0.level >= .waarschuwing }
    if !grave.isEmpty {
      lines.append("")
      lines.append(
        Phrase(nl: "Bevindingen (zie `doorstroom check`)", en: "Findings (see `doorstroom check`)")[
          language])
      for finding in grave.prefix(5) {
        lines += wrap(finding.level.title[language] + ": " + finding.text[language], indent: 2)
      }
      if grave.count > 5 { lines.append("  … \(grave.count - 5)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func head(_ language: Language) -> [String] {
    func number(_ value: Int) -> Phrase { .number(Double(value)) }
    var lines = [
      entry(
        Phrase(nl: "bestand", en: "file"),
        Phrase(Self.shown(profile.name) + ", ") + number(profile.bytes) + Phrase(" bytes"), language
      )
    ]
    if let encoding = profile.encoding {
      let mark =
        profile.hasByteOrderMark
        ? Phrase(nl: " met byte-order-mark", en: " with a byte order mark") : Phrase("")
      let high =
        profile.highBytes > 0
        ? Phrase(nl: " (", en: " (") + number(profile.highBytes)
          + Phrase(nl: " bytes buiten ASCII)", en: " bytes outside ASCII)") : Phrase("")
      lines.append(
        entry(
          Phrase(nl: "tekst", en: "text"),
          Phrase(encoding.rawValue) + mark + high
            + Phrase(nl: "; regeleinden ", en: "; line ends ") + Self.lineEnd(profile.lineEnd),
          language))
    }
    if let delimiter = profile.delimiter {
      lines.append(
        entry(
          Phrase(nl: "velden", en: "fields"),
          number(profile.columns.count)
            + Phrase(nl: ", gescheiden door ", en: ", separated by ")
            + Phrase("“\(delimiter)”") + Self.quoting(profile.quoting), language))
    }
    let layout: Phrase
    if let id = profile.layout {
      let title = recognisedLayouts.first { $0.id == id }?.title ?? Phrase("")
      layout = Phrase("\(id) (") + title + Phrase(")")
    } else if let nearest = profile.nearest {
      layout =
        Phrase(nl: "onbekend; de naaste is ", en: "unknown; the nearest is ")
        + Phrase(nearest.layout)
    } else {
      layout = Phrase(nl: "onbekend", en: "unknown")
    }
    lines.append(entry(Phrase(nl: "indeling", en: "layout"), layout, language))
    if let first = profile.periods.first, let last = profile.periods.last {
      let mark =
        profile.provisional.map {
          Phrase(
            nl: " (\($0.year) is voorlopig, zolang er geen nieuwer bestand is)",
            en: " (\($0.year) is provisional, as long as there is no newer file)")
        } ?? Phrase("")
      lines.append(
        entry(
          Phrase(nl: "periode", en: "period"), .periods(first, through: last) + mark, language))
    }
    let withheld = profile.columns.reduce(0) { $0 + $1.suppressed }
    lines.append(
      entry(
        Phrase(nl: "rijen", en: "rows"),
        number(profile.rows) + Phrase(nl: "; afgeschermde cellen ", en: "; withheld cells ")
          + number(withheld), language))
    if let silent = profile.tally?.text { lines.append(entry(Phrase(""), silent, language)) }
    return lines
  }

  private func entry(_ name: Phrase, _ value: Phrase, _ language: Language) -> String {
    let text = wrap(value[language], indent: 11).joined(separator: "\n")
    let label = name[language]
    return label + text.dropFirst(min(label.count, 10))
  }

  private func name(_ column: FileProfile.Column) -> String {
    column.name.map { $0 == column.header ? "" : " → \($0)" } ?? ""
  }

  private func describe(_ column: FileProfile.Column) -> Phrase {
    func number(_ value: Int) -> Phrase { .number(Double(value)) }
    var text: Phrase
    switch column.kind {
    case .blank: return Phrase(nl: "leeg", en: "blank")
    case .text:
      text =
        Phrase(nl: "tekst, ", en: "text, ") + number(column.distinct)
        + (column.isMore ? Phrase(nl: " of meer", en: " or more") : Phrase(""))
        + Phrase(nl: " verschillende, langste ", en: " different, longest ")
        + Phrase("“\(Self.shown(column.longest))”")
    case .count, .decimal:
      text =
        column.kind == .count
        ? Phrase(nl: "aantal", en: "number") : Phrase(nl: "getal", en: "decimal number")
      if let low = column.minimum, let high = column.maximum {
        let decimals = column.kind == .count ? 0 : 1
        text =
          text + Phrase(nl: ", van ", en: ", from ") + .number(low, decimals: decimals)
          + Phrase(nl: " tot ", en: " to ") + .number(high, decimals: decimals)
      }
      if column.zero > 0 {
        text = text + Phrase(nl: ", nul in ", en: ", zero in ") + number(column.zero)
      }
    }
    if column.suppressed > 0 {
      text =
        text + Phrase(nl: ", afgeschermd in ", en: ", withheld in ") + number(column.suppressed)
    }
    if column.blank > 0 {
      text = text + Phrase(nl: ", leeg in ", en: ", blank in ") + number(column.blank)
    }
    return text
  }

  private static func lineEnd(_ end: FileProfile.LineEnd) -> Phrase {
    switch end {
    case .crlf, .lf, .cr: Phrase(end.rawValue)
    case .mixed: Phrase(nl: "door elkaar", en: "mixed")
    case .none: Phrase(nl: "geen", en: "none")
    }
  }

  private static func quoting(_ quoting: FileProfile.Quoting) -> Phrase {
    switch quoting {
    case .none: Phrase(nl: ", zonder aanhalingstekens", en: ", without quotation marks")
    case .some: Phrase(nl: ", soms tussen aanhalingstekens", en: ", some in quotation marks")
    case .all: Phrase(nl: ", alle tussen aanhalingstekens", en: ", all in quotation marks")
    }
  }

  /// Without characters that steer a terminal.
  private static func shown(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }

  private func pad(_ number: Int) -> String {
    (number < 10 ? "  " : number < 100 ? " " : "") + "\(number)"
  }

  private func cut(_ line: String) -> String {
    line.count <= 80 ? line : line.prefix(79) + "…"
  }

  private func wrap(_ text: String, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    return TerminalText.wrapped(margin + text, hanging: 0).split(separator: "\n").map(String.init)
  }
}
