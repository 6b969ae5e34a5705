public import Records
import Reports
public import Store

extension Comparison.Result {
  /// How many counts and measurements differ in each way, in the order of the kinds.
  public var tally: [(kind: Store.Difference<Fact>.Kind, count: Int)] {
    tally(of: lines.filter(\.isNumber))
  }

  private func tally(
    of lines: [Comparison.Line]
  ) -> [(kind: Store.Difference<Fact>.Kind, count: Int)] {
    Store.Difference<Fact>.Kind.allCases.map { kind in
      (kind, lines.count { $0.kind == kind })
    }
  }

  /// The tally and the largest differences, at most 80 characters a line.
  public func summary(language: Language, lines limit: Int = 20) -> String {
    let isDutch = language == .nl
    var text =
      Self.line((isDutch ? "Oud:   " : "Old: ") + Self.tail(oldName)) + "\n"
      + Self.line((isDutch ? "Nieuw: " : "New: ") + Self.tail(newName)) + "\n"
    let others = lines.filter { !$0.isNumber }
    if lines.count == others.count {
      text += isDutch ? "Geen enkel getal verschilt.\n" : "No number differs.\n"
    } else {
      text += TerminalText.wrapped(words(tally, language)) + "\n"
    }
    if !others.isEmpty {
      let title = isDutch ? "Rijen en cellen zonder telling: " : "Rows and cells without a count: "
      text += TerminalText.wrapped(title + words(tally(of: others), language)) + "\n"
    }
    if lines.isEmpty { return text }
    text += "\n"
    let shown = lines.enumerated().sorted {
      ($1.element.size, $0.offset) < ($0.element.size, $1.offset)
    }.prefix(limit).map(\.element)
    for line in shown {
      let values = [line.old, line.new].map { $0.isEmpty ? "–" : $0 }.joined(separator: " → ")
      text += Self.line("\(line.place)  \(values)  (\(Self.name(line.kind)[language]))") + "\n"
      text += Self.line("  \(line.about)") + "\n"
    }
    if lines.count > limit {
      let rest = Phrase.number(Double(lines.count - limit))[language]
      text +=
        isDutch
        ? "\n… en \(rest) andere, kleiner; --csv BESTAND geeft ze alle\n"
        : "\n… and \(rest) others, smaller; --csv FILE gives them all\n"
    }
    return text
  }

  private func words(
    _ tally: [(kind: Store.Difference<Fact>.Kind, count: Int)], _ language: Language
  ) -> String {
    tally.filter { $0.count > 0 }.map {
      "\(Self.name($0.kind)[language]) \(Phrase.number(Double($0.count))[language])"
    }.joined(separator: ", ")
  }

  /// The end of a path, as it tells two files apart.
  private static func tail(_ path: String) -> String {
    path.count <= 70 ? path : "…" + path.suffix(69)
  }

  /// At most 80 characters, with a sign where some were left out.
  private static func line(_ text: String) -> String {
    text.count <= 80 ? text : text.prefix(79) + "…"
  }

  /// All differences as CSV, with the cells of both files.
  public func csv(language: Language) -> String {
    let header =
      language == .nl
      ? "soort;plaats;wat;oud;nieuw;oude_cel;nieuwe_cel"
      : "kind;place;what;old;new;old_cell;new_cell"
    func field(_ text: String) -> String {
      guard text.contains(where: { ";\"\n\r".contains($0) }) else { return text }
      return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
    let rows = lines.map { line in
      [
        Self.name(line.kind)[language], line.place, line.about, line.old, line.new, line.oldCell,
        line.newCell,
      ].map(field).joined(separator: ";")
    }
    return ([header] + rows).joined(separator: "\n") + "\n"
  }

  private static func name(_ kind: Store.Difference<Fact>.Kind) -> Phrase {
    switch kind {
    case .added: Phrase(nl: "erbij", en: "added")
    case .removed: Phrase(nl: "weg", en: "removed")
    case .changed: Phrase(nl: "gewijzigd", en: "changed")
    case .opened: Phrase(nl: "nu bekend", en: "now known")
    case .withheld: Phrase(nl: "nu afgeschermd", en: "now withheld")
    }
  }
}
