import Records

/// The headers of several layouts, each alias looked up once, so that recognising a file among all
/// layouts costs one look-up a column.
struct HeaderIndex: Sendable {
  /// The layouts of the package.
  static let known = HeaderIndex(recognisedLayouts)

  /// What a header was found to be.
  enum Recognition {
    case found(HeaderMatch)
    /// Several layouts fit as well; their ids.
    case ambiguous([String])
    /// None fits; the nearest, where any column agrees.
    case unknown(nearest: HeaderMatch?)
  }

  /// A header with its year taken out.
  private struct Template {
    let text: String
    let year: Int?
    let periodText: String?
  }

  private struct Place {
    let layout: Int
    let column: Int
  }

  private let layouts: [Layout]
  private let places: [String: [Place]]
  /// By layout, the columns that repeat.
  private let repeated: [[Bool]]

  init(_ layouts: [Layout]) {
    self.layouts = layouts
    var places: [String: [Place]] = [:]
    for (layout, description) in layouts.enumerated() {
      for (column, declared) in description.columns.enumerated() {
        for alias in declared.aliases {
          places[HeaderMatch.normalised(alias), default: []].append(
            Place(layout: layout, column: column))
        }
      }
    }
    self.places = places
    repeated = layouts.map { $0.columns.map(\.isRepeated) }
  }

  /// The layout that the header fits. Of several the more specific one: it names more of the columns,
  /// and requires more of them.
  func recognise(_ headers: [String], mapping: ColumnMapping? = nil) -> Recognition {
    let found = look(headers, mapping)
    // A closed layout that does not name all columns cannot fit.
    let fitting = layouts.indices.filter {
      layouts[$0].isOpen || found.hits[$0].count + found.left.count == headers.count
    }.map { match($0, headers, found) }.filter(\.fits)
    guard let best = fitting.max(by: Self.isLessSpecific) else {
      let matches = matches(headers, mapping: mapping)
      let nearest = matches.first { match in matches.allSatisfy { $0.score <= match.score } }
      return .unknown(nearest: nearest)
    }
    let equals = fitting.filter { !Self.isLessSpecific($0, best) }
    return equals.count == 1 ? .found(best) : .ambiguous(equals.map(\.layout.id))
  }

  private static func isLessSpecific(_ left: HeaderMatch, _ right: HeaderMatch) -> Bool {
    (left.named, left.requiredNamed) < (right.named, right.requiredNamed)
  }

  /// Whether a column of one of the layouts (of the one of this id) has this header.
  func knows(_ header: String, layout id: String?) -> Bool {
    Self.templates(header).contains { template in
      places[template.text, default: []].contains { id == nil || layouts[$0.layout].id == id }
    }
  }

  /// How the header agrees with each layout, in their order; with only the one that a mapping names.
  func matches(_ headers: [String], mapping: ColumnMapping? = nil) -> [HeaderMatch] {
    let found = look(headers, mapping)
    return layouts.indices.filter { mapping?.layout == nil || layouts[$0].id == mapping?.layout }
      .map { match($0, headers, found) }
  }

  /// A header that is a column of a layout.
  private struct Hit {
    let column: Int
    let header: Int
    let template: Template
  }

  private struct Found {
    /// By layout.
    var hits: [[Hit]]
    /// The headers that are not read.
    var left: Set<Int> = []
  }

  private func look(_ headers: [String], _ mapping: ColumnMapping?) -> Found {
    var found = Found(hits: Array(repeating: [], count: layouts.count))
    for (index, header) in headers.enumerated() {
      let name = mapping?.name(of: header) ?? header
      if name.isEmpty, !header.isEmpty {
        found.left.insert(index)
        continue
      }
      for template in Self.templates(name) {
        for place in places[template.text] ?? [] {
          if let id = mapping?.layout, layouts[place.layout].id != id { continue }
          if found.hits[place.layout].last?.header == index { continue }
          found.hits[place.layout].append(
            Hit(column: place.column, header: index, template: template))
        }
      }
    }
    return found
  }

  private func match(_ place: Int, _ headers: [String], _ found: Found) -> HeaderMatch {
    let layout = layouts[place]
    var match = HeaderMatch(layout: layout)
    var slots: [[Binding.Slot]] = Array(repeating: [], count: layout.columns.count)
    var taken: Set<Int> = []
    for hit in found.hits[place] {
      let (column, year) = (layout.columns[hit.column], hit.template.year)
      if slots[hit.column].contains(where: { $0.year == year }) {
        match.duplicate = headers[hit.header]
      }
      slots[hit.column].append(
        Binding.Slot(
          column: column, year: year, index: hit.header, header: headers[hit.header],
          name: year.map { column.name.fillingYear(String($0)) } ?? column.name,
          periodText: hit.template.periodText))
      taken.insert(hit.header)
    }
    match.named = taken.count
    match.requiredNamed = zip(layout.columns, slots).count { $0.isRequired && !$1.isEmpty }
    arrange(slots, place, &match)
    for index in headers.indices where !taken.contains(index) && !found.left.contains(index) {
      if layout.isOpen, !headers[index].isEmpty {
        match.slots.append(Self.openSlot(headers[index], index))
      } else {
        match.unexpected.append(headers[index])
      }
    }
    return match
  }

  /// Puts columns in the layout's order, repeated ones year by year, and says which are missing.
  private func arrange(_ found: [[Binding.Slot]], _ place: Int, _ match: inout HeaderMatch) {
    let columns = layouts[place].columns
    for (index, column) in columns.enumerated() where !repeated[place][index] {
      match.slots += found[index]
      if column.isRequired, found[index].isEmpty { match.missing.append(column.aliases[0]) }
    }
    let again = columns.indices.filter { repeated[place][$0] }
    let years = Set(again.flatMap { found[$0].compactMap(\.year) }).sorted()
    for year in years {
      for index in again {
        if let slot = found[index].first(where: { $0.year == year }) {
          match.slots.append(slot)
        } else if columns[index].isRequired {
          match.missing.append(columns[index].aliases[0].fillingHeader(year))
        }
      }
    }
    if years.isEmpty {
      match.missing += again.filter { columns[$0].isRequired }.map {
        columns[$0].aliases[0].fillingYear("JJJJ", schoolYear: "JJJJ-JJJJ")
      }
    }
  }

  /// A column that an open layout does not name: a number when its header ends in `_1` and the like,
  /// else a split.
  private static func openSlot(_ header: String, _ index: Int) -> Binding.Slot {
    let name = header.split(separator: " ").joined(separator: " ")
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    var column = Layout.Column(name, [name], .text, isRequired: false, role: .dimension)
    if digits > 0, name.dropLast(digits).hasSuffix("_") {
      let measure = String(name.dropLast(digits + 1))
      let isShare = ["percentage", "procent"].contains { measure.lowercased().contains($0) }
      column = Layout.Column(
        name, [name], .decimal, isRequired: false,
        role: .measure(measure, isShare ? .procent : .aantal, []))
    }
    return Binding.Slot(column: column, year: nil, index: index, header: header, name: name)
  }

  /// The header as it is, then with `#` for the school year in it, then with `@` for each year.
  private static func templates(_ header: String) -> [Template] {
    let normalised = HeaderMatch.normalised(header)
    var templates = [Template(text: normalised, year: nil, periodText: nil)]
    let utf8 = Array(normalised.utf8)
    func text(_ range: Range<Int>) -> String { String(decoding: utf8[range], as: UTF8.self) }
    let years = fourDigitYears(utf8)
    for (at, first) in years {
      let second = at + 5
      if second + 4 <= utf8.count, utf8[at + 4] == 0x2D || utf8[at + 4] == 0x2F,
        years.contains(where: { $0 == (second, first + 1) })
      {
        templates.append(
          Template(
            text: text(0..<at) + "#" + text(second + 4..<utf8.count), year: first + 1,
            periodText: "\(first)-\(first + 1)"))
      }
    }
    for (at, year) in years {
      templates.append(
        Template(
          text: text(0..<at) + "@" + text(at + 4..<utf8.count), year: year,
          periodText: String(year)))
    }
    return templates
  }

  /// Where exactly four digits stand that are a year.
  private static func fourDigitYears(_ utf8: [UInt8]) -> [(Int, Int)] {
    var (years, at) = ([(Int, Int)](), 0)
    while at < utf8.count {
      var (end, number) = (at, 0)
      while end < utf8.count, (0x30...0x39).contains(utf8[end]) {
        number = min(number * 10 + Int(utf8[end]) - 0x30, 99_999)
        end += 1
      }
      if end - at == 4, (1900...2100).contains(number) { years.append((at, number)) }
      at = max(end, at + 1)
    }
    return years
  }
}

extension Layout.Column {
  /// Whether the file has it once a year.
  var isRepeated: Bool { aliases[0].utf8.contains { $0 == 0x23 || $0 == 0x40 } }
}

extension String {
  /// The text with a year for `@`, and the same or a school year for `#`.
  func fillingYear(_ year: String, schoolYear: String? = nil) -> String {
    var text = ""
    for character in self {
      switch character {
      case "@": text += year
      case "#": text += schoolYear ?? year
      default: text.append(character)
      }
    }
    return text
  }

  /// The header of this year; a school year ends in it.
  func fillingHeader(_ year: Int) -> String {
    fillingYear(String(year), schoolYear: "\(year - 1)-\(year)")
  }
}
