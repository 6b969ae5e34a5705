import Records
import Testing

@testable import Ingest

@Suite struct RoleInterpreterTests {
  private static func layout(
    _ columns: [Layout.Column], suppression: Set<Layout.Suppression> = [.lessThanFive],
    period: Layout.PeriodSource = .fileName(.jaar)
  ) -> Layout {
    Layout(
      id: "proef", title: Phrase(""), description: Phrase(""), columns: columns,
      suppression: suppression, key: [], period: period, isProvisional: false)
  }

  /// The observations of one row, with its cells as text, and as counts and numbers where given.
  private static func read(
    _ layout: Layout, _ fields: [String], counts: [Int: Count] = [:], numbers: [Int: Double] = [:],
    headers: [String]? = nil
  ) throws -> [Observation] {
    let match = HeaderMatch(headers ?? layout.columns.map { $0.aliases[0] }, layout)
    let binding = Binding(slots: match.slots)
    var cells = Cells(
      file: "f.csv", sha256: "0f", layout: layout.id, slots: binding.slots, filePeriod: .jaar(2020))
    cells.row = 7
    cells.fields = fields
    for (slot, count) in counts { cells.counts[slot] = count }
    for (slot, number) in numbers { cells.numbers[slot] = number }
    var row = SourceRow(row: 7, text: "", fields: fields)
    var findings: [Finding] = []
    try layout.interpreter(binding)(cells, &row, &findings)
    #expect(findings == [])
    return row.observations
  }

  private static let count = Layout.Column(
    "aantal", ["AANTAL"], .count,
    role: .measure("leerlingen", .aantal, [Observation.Dimension("leerjaar", "3")]))

  @Test func `place, period and splits come from the columns, the header's split last`() throws {
    let layout = Self.layout([
      Layout.Column("brin", ["BRIN"], role: .brin), Self.count,
      Layout.Column("vestiging", ["VEST"], role: .location),
      Layout.Column("niveau", ["NIVEAU"], role: .dimension),
      Layout.Column("woon", ["WOON"], role: .placeDimension(.gemeente)),
      Layout.Column("naam", ["NAAM"]),
    ])
    let read = try Self.read(
      layout, ["03wo", "12", "1", "4", "307", "x"], counts: [1: .exact(12)])
    #expect(
      read == [
        Observation(
          measure: "leerlingen", unit: .aantal, place: Place(.vestiging, "03WO01"),
          period: .jaar(2020),
          dimensions: [
            Observation.Dimension("niveau", "4"), Observation.Dimension("woon", "0307"),
            Observation.Dimension("leerjaar", "3"),
          ], value: .count(.exact(12)),
          source: SourceCell(file: "0f", row: 7, column: "AANTAL"))
      ])
    let blank = try Self.read(layout, ["03WO", "12", "00", "", "", ""], counts: [1: .exact(12)])
    #expect(blank[0].dimensions == [Observation.Dimension("leerjaar", "3")])
  }

  @Test func `an institution without a location is a place, and no place is the country`() throws {
    let brin = Self.layout([Layout.Column("brin", ["BRIN"], role: .brin), Self.count])
    #expect(
      try Self.read(brin, ["25pw", "1"], counts: [1: .exact(1)])[0].place
        == Place(.instelling, "25PW"))
    #expect(
      try Self.read(Self.layout([Self.count]), ["1"], counts: [0: .exact(1)])[0].place
        == .nederland)
    #expect(throws: IngestError.self) { try Self.read(brin, ["25P", "1"]) }
  }

  @Test func `a blank count is missing, a blank decimal and n.v.t. are nothing`() throws {
    let layout = Self.layout([
      Self.count, Layout.Column("p", ["P"], .decimal, role: .measure("deel", .procent, [])),
    ])
    let read = try Self.read(layout, ["", ""], counts: [0: .missing])
    #expect(read.map(\.value) == [.count(.missing)])
    #expect(try Self.read(layout, ["nvt", ""], counts: [0: .notApplicable]) == [])
    #expect(
      try Self.read(layout, ["<5", "12,5"], counts: [0: .suppressed(1...4)], numbers: [1: 12.5])
        .map(\.value) == [.count(.suppressed(1...4)), .number(12.5)])
  }

  @Test func `StatLine's signs stay apart`() throws {
    let layout = Self.layout(
      [
        Layout.Column("p", ["Perioden"], .required, role: .period),
        Layout.Column("n", ["N_1"], .decimal, role: .measure("n", .aantal, [])),
      ], suppression: [.statLine], period: .column("p", .statLine))
    for (text, value) in [
      (".", Observation.Value.count(.missing)), ("x", .secret), ("X", .secret),
    ] {
      #expect(try Self.read(layout, ["2022SJ00", text])[0].value == value)
    }
    #expect(try Self.read(layout, ["2022SJ00", ""]) == [])
    let number = try Self.read(layout, ["2022KW03", "5"], numbers: [1: 5])
    #expect(number[0].value == .number(5))
    #expect(number[0].period == .kwartaal(2022, 3))
    #expect(
      throws: IngestError.badValue(
        file: "f.csv", row: 7, column: "Perioden", found: "2022",
        expected: Layout.PeriodForm.statLine.expected)
    ) { try Self.read(layout, ["2022", "5"], numbers: [1: 5]) }
  }

  @Test func `a 4 is withheld only in rows that their mark says so of`() throws {
    let layout = Self.layout([
      Layout.Column("avg", ["INDICATIEAVG"], role: .withheldMark("J")), Self.count,
    ])
    func value(_ mark: String, _ count: Int) throws -> Observation.Value {
      try Self.read(layout, [mark, "\(count)"], counts: [1: .exact(count)])[0].value
    }
    #expect(try value("J", 4) == .count(.suppressed(1...4)))
    #expect(try value("J", 5) == .count(.exact(5)))
    #expect(try value("N", 4) == .count(.exact(4)))
  }

  @Test func `a header with a year gives the period`() throws {
    let layout = Self.layout(
      [
        Layout.Column("man @", ["DIPMAN@"], .count, role: .measure("diploma's", .aantal, [])),
        Layout.Column("kandidaten #", ["K #"], .count, role: .measure("k", .aantal, [])),
      ], period: .headers(.schooljaarByEnd))
    let read = try Self.read(
      layout, ["1", "2", "3", "4"],
      counts: [0: .exact(1), 1: .exact(2), 2: .exact(3), 3: .exact(4)],
      headers: ["K 2020-2021", "DIPMAN2021", "DIPMAN2022", "K 2021-2022"])
    #expect(read.map(\.period.year) == [2020, 2020, 2021, 2021])
    #expect(read.map(\.measure) == ["diploma's", "k", "diploma's", "k"])
    #expect(read.map(\.period.kind) == Array(repeating: "schooljaar", count: 4))
  }
}
