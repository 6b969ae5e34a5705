public import Records

/// Looks at the rows of one file while it is read: what its codes, names, percentages and columns say
/// about each other. It holds no rows, only what it must compare them with.
///
/// Findings speak of columns as the file writes them. What a layout does not have is not looked at.
public struct FileCheck: Sendable {
  private let header: SourceFile
  private let columns: CheckColumns
  private var numbers: [CellNumber]
  private var cells: ColumnCheck
  private var codes: NameCheck
  private var exams: ExamCheck
  private var pupils: PupilCheck
  private var texts: TextCheck
  private var scale: ScaleCheck
  private var collector: FindingCollector
  /// How many rows gave numbers, and what the others are.
  public private(set) var tally: RowTally
  private var firstOfRow: [UInt64: Int] = [:]

  /// - Parameters:
  ///   - header: The file.
  ///   - fieldNames: The names of `SourceRow.fields`, as ``SourceReader/fieldNames`` gives them.
  ///   - headers: The same columns as the file writes them, as ``SourceReader/headers`` gives them; nil
  ///     to speak of them by the layout's own names.
  public init(header: SourceFile, fieldNames: [String], headers: [String]? = nil) {
    self.header = header
    columns = CheckColumns(fieldNames, headers: headers)
    tally = RowTally(columns)
    numbers = Array(repeating: .other, count: fieldNames.count)
    cells = ColumnCheck(columns)
    codes = NameCheck(columns)
    exams = ExamCheck(columns)
    pupils = PupilCheck(columns)
    texts = TextCheck(columns)
    scale = ScaleCheck(columns, layout: header.layout)
    collector = FindingCollector(file: header.name)
  }

  /// Takes the next row of the file.
  public mutating func add(_ row: SourceRow) {
    checkRepeated(row)
    for slot in columns.counts { numbers[slot] = CellNumber(row.fields[slot]) }
    cells.add(row, numbers)
    codes.add(row, &collector)
    exams.add(row, numbers, &collector)
    pupils.add(row, numbers, &collector)
    texts.add(row)
    scale.add(row)
    tally.add(row)
  }

  /// What is doubtful; of each rule the first hundred places, then how many more there are.
  public var findings: [Finding] {
    var all = collector
    codes.finish(&all)
    cells.finish(&all, layout: header.layout)
    exams.finish(&all)
    pupils.finish(&all)
    texts.finish(&all)
    scale.finish(&all)
    if let period = header.provisional, !header.isTable {
      all.add(
        .voorlopig,
        text: .period(period) + Phrase(nl: " is voorlopig", en: " is provisional"))
    }
    if !header.isTable, let text = tally.text { all.add(.zonderTelling, text: text) }
    // A plan writes a school's name as each of its tables does.
    if header.layout == "regio-aanbod" {
      return all.findings.filter { $0.rule != CheckRule.codeEnNaam.id }
    }
    return all.findings
  }

  /// What the file calls each of its locations, by code, for comparison with other files.
  public var names: [VestigingName] { codes.names(file: header) }

  /// Whole rows by a 64-bit hash (FNV-1a) of their text.
  private mutating func checkRepeated(_ row: SourceRow) {
    guard !header.isTable else { return }
    var hash = Hash64()
    hash.add(row.text)
    guard let first = firstOfRow[hash.value] else {
      firstOfRow[hash.value] = row.row
      return
    }
    collector.add(
      .dubbeleRij, row: row.row,
      text: Phrase(nl: "dezelfde rij als rij \(first)", en: "the same row as row \(first)"))
  }
}

extension SourceFile {
  /// Whether it was re-tabulated or filled in by people, so that DUO's conventions do not hold.
  var isTable: Bool { layout.hasPrefix("duo-tabel-") || layout.hasPrefix("regio-") }
}

/// FNV-1a over 64 bits.
struct Hash64 {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ text: String) {
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    value = (value ^ 0xFF) &* 0x100_0000_01b3
  }

  mutating func add(_ number: Int) {
    value = (value ^ UInt64(bitPattern: Int64(number))) &* 0x100_0000_01b3
    value ^= value >> 29
  }
}

/// What the text of a cell of counts says.
enum CellNumber: Equatable, Sendable {
  case exact(Int)
  /// `<5` or another interval.
  case withheld(ClosedRange<Int>)
  case blank
  /// Not a count.
  case other

  init(_ text: String) {
    if text.isEmpty {
      self = .blank
      return
    }
    var number = 0
    for byte in text.utf8 {
      guard (0x30...0x39).contains(byte), number < 100_000_000 else {
        self = text == "<5" || text == "< 5" || text == "-1" ? .withheld(1...4) : .other
        return
      }
      number = number * 10 + Int(byte) - 0x30
    }
    self = .exact(number)
  }

  var bounds: ClosedRange<Int>? {
    switch self {
    case .exact(let number): number...number
    case .withheld(let bounds): bounds
    case .blank, .other: nil
    }
  }

  var exactValue: Int? {
    if case .exact(let number) = self { number } else { nil }
  }
}

/// What a file calls one of its locations.
public struct VestigingName: Hashable, Sendable {
  /// The file's name.
  public var file: String
  /// The location.
  public var vestiging: VestigingCode
  /// The name as the file has it.
  public var naam: String
  /// The place; empty where the file has none.
  public var plaats: String
  /// The municipality; empty where the file has none.
  public var gemeente: String
  /// The first row in which it stands so.
  public var row: Int

  /// A name with its place in a file.
  public init(
    file: String, vestiging: VestigingCode, naam: String, plaats: String = "",
    gemeente: String = "", row: Int
  ) {
    self.file = file
    self.vestiging = vestiging
    self.naam = naam
    self.plaats = plaats
    self.gemeente = gemeente
    self.row = row
  }
}
