/// How the columns of one file stand under a layout: found by header, never by position.
struct Binding: Sendable {
  /// One column of the file under its layout's name.
  struct Slot: Sendable {
    let column: Layout.Column
    /// The exam year, for a column that repeats.
    let year: Int?
    /// Its place in the file's rows.
    let index: Int
    /// The header as the file writes it.
    let header: String
    /// The layout's name, with the year filled in.
    let name: String
  }

  /// In the layout's order, repeated columns year by year; columns the file lacks are absent.
  let slots: [Slot]

  /// The place in ``slots`` of this name; nil when the file lacks the column.
  func slot(_ name: String) -> Int? { slots.firstIndex { $0.name == name } }

  /// The place of a column that the layout requires, so that a binding without it cannot exist.
  func required(_ name: String) -> Int {
    guard let slot = slot(name) else { preconditionFailure("no required column \(name)") }
    return slot
  }

  /// The exam years of repeated columns, rising.
  var years: [Int] { Set(slots.compactMap(\.year)).sorted() }
}

/// How well a file's header agrees with one layout.
struct HeaderMatch {
  let layout: Layout
  private(set) var slots: [Binding.Slot] = []
  private(set) var missing: [String] = []
  private(set) var unexpected: [String] = []
  private(set) var duplicate: String?

  var fits: Bool { missing.isEmpty && unexpected.isEmpty }
  /// The share of columns that agree, 0–1.
  var score: Double {
    Double(slots.count) / Double(max(1, slots.count + missing.count + unexpected.count))
  }

  init(_ headers: [String], _ layout: Layout) {
    self.layout = layout
    var columnOfAlias: [String: Int] = [:]
    for (index, column) in layout.columns.enumerated() {
      for alias in column.aliases { columnOfAlias[Self.normalised(alias)] = index }
    }
    var found: [Int: [Binding.Slot]] = [:]
    for (index, header) in headers.enumerated() {
      let (template, year) = Self.splitSchoolYear(Self.normalised(header))
      guard let place = columnOfAlias[template] else {
        unexpected.append(header)
        continue
      }
      let column = layout.columns[place]
      if found[place, default: []].contains(where: { $0.year == year }) { duplicate = header }
      let name = year.map { column.name.replacingMark(with: String($0)) } ?? column.name
      found[place, default: []].append(
        Binding.Slot(column: column, year: year, index: index, header: header, name: name))
    }
    let years = Set(found.values.joined().compactMap(\.year)).sorted()
    for (place, column) in layout.columns.enumerated() where !column.aliases[0].contains("#") {
      slots += found[place] ?? []
      if column.isRequired, found[place] == nil { missing.append(column.aliases[0]) }
    }
    let repeated = layout.columns.indices.filter { layout.columns[$0].aliases[0].contains("#") }
    for year in years {
      for place in repeated {
        let column = layout.columns[place]
        if let slot = found[place]?.first(where: { $0.year == year }) {
          slots.append(slot)
        } else if column.isRequired {
          missing.append(column.aliases[0].replacingMark(with: "\(year - 1)-\(year)"))
        }
      }
    }
    if years.isEmpty {
      missing += repeated.map { layout.columns[$0] }.filter(\.isRequired).map {
        $0.aliases[0].replacingMark(with: "JJJJ-JJJJ")
      }
    }
  }

  /// The header in capitals without blanks, underscores and a byte order mark: `BRIN NUMMER`,
  /// `BRIN_NUMMER` and `brinnummer` are one.
  static func normalised(_ header: String) -> String {
    var text = ""
    for scalar in header.unicodeScalars {
      switch scalar {
      case " ", "_", "\t", "\u{A0}", "\u{FEFF}", "\n", "\r": continue
      case "–", "—": text.append("-")
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text.uppercased()
  }

  /// The header with `#` for the school year in it, and the year in which that school year ends.
  private static func splitSchoolYear(_ header: String) -> (template: String, year: Int?) {
    let utf8 = Array(header.utf8)
    guard utf8.count >= 9 else { return (header, nil) }
    for start in 0...(utf8.count - 9) where utf8[start + 4] == 0x2D || utf8[start + 4] == 0x2F {
      guard let first = Int(String(decoding: utf8[start..<start + 4], as: UTF8.self)),
        let last = Int(String(decoding: utf8[start + 5..<start + 9], as: UTF8.self)),
        (1900...2100).contains(first), last == first + 1
      else { continue }
      let template =
        String(decoding: utf8[..<start], as: UTF8.self) + "#"
        + String(decoding: utf8[(start + 9)...], as: UTF8.self)
      return (template, last)
    }
    return (header, nil)
  }
}

extension String {
  fileprivate func replacingMark(with text: String) -> String {
    split(separator: "#", omittingEmptySubsequences: false).joined(separator: text)
  }
}
