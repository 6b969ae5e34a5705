import Records

/// How the columns of one file stand under a layout: found by header, never by position.
struct Binding: Sendable {
  /// One column of the file under its layout's name.
  struct Slot: Sendable {
    let column: Layout.Column
    /// For a column that repeats: the year in its header, of a school year the one in which it ends.
    let year: Int?
    /// Its place in the file's rows.
    let index: Int
    /// The header as the file writes it.
    let header: String
    /// The layout's name, with the year filled in.
    let name: String
    /// What the header says of the period, such as `2019-2020`.
    var periodText: String?
  }

  /// In the layout's order, repeated columns year by year; columns the file lacks are absent. Columns
  /// that an open layout does not name come last, in the file's order.
  let slots: [Slot]

  /// The place in ``slots`` of this name; nil when the file lacks the column.
  func slot(_ name: String) -> Int? { slots.firstIndex { $0.name == name } }

  /// The place of a column that the layout requires, so that a binding without it cannot exist.
  func required(_ name: String) -> Int {
    guard let slot = slot(name) else { preconditionFailure("no required column \(name)") }
    return slot
  }

  /// The years of repeated columns, rising.
  var years: [Int] { Set(slots.compactMap(\.year)).sorted() }

  /// The newest period that a header names.
  func newestPeriod(_ form: Layout.PeriodForm) -> Period? {
    slots.compactMap { $0.periodText.flatMap(form.period) }.max()
  }
}

extension Layout {
  /// The layout's own name of the column that a file calls so; nil where it has none.
  public func columnName(of header: String) -> String? {
    HeaderMatch([header], self).slots.first?.name
  }
}

/// How well a file's header agrees with one layout.
struct HeaderMatch: Sendable {
  let layout: Layout
  var slots: [Binding.Slot] = []
  var missing: [String] = []
  var unexpected: [String] = []
  var duplicate: String?
  /// How many of the file's columns the layout names.
  var named = 0
  /// How many of those the layout requires.
  var requiredNamed = 0

  var fits: Bool { missing.isEmpty && unexpected.isEmpty }
  /// The share of columns that agree, 0–1.
  var score: Double { Double(named) / Double(max(1, named + missing.count + unexpected.count)) }

  init(layout: Layout) { self.layout = layout }

  /// The header seen from one layout alone.
  init(_ headers: [String], _ layout: Layout) {
    self = HeaderIndex([layout]).matches(headers)[0]
  }

  /// The header in capitals without blanks, underscores and a byte order mark: `BRIN NUMMER`,
  /// `BRIN_NUMMER`, `BRIN.NUMMER` and `brinnummer` are one. A point between two digits stays.
  static func normalised(_ header: String) -> String {
    let scalars = Array(header.unicodeScalars)
    var text = ""
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case " ", "_", "\t", "\u{A0}", "\u{FEFF}", "\n", "\r": continue
      case "–", "—": text.append("-")
      case ".":
        let isBetweenDigits =
          index > 0 && index + 1 < scalars.count && ("0"..."9").contains(scalars[index - 1])
          && ("0"..."9").contains(scalars[index + 1])
        if isBetweenDigits { text.append(".") }
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text.uppercased()
  }
}
