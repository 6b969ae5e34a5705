import Records
import Testing

@testable import Store

/// Of files that count the same pupils one counts. The laws of ``FileClaim`` and
/// ``LayoutFamily``, against sums that a test makes by itself.
@Suite struct PrecedenceTests {
  /// A small file: what it counts, written out.
  struct Sample: Hashable {
    var name: String
    var layout = "duo-leerlingen"
    /// Location, year, number of boys in BB 3.
    var counts: [String: [Int: Int]]
    var day: String?

    var periods: [Int] { counts.values.flatMap(\.keys).sorted() }

    func input(profiel: Profiel = .pie) throws -> Input {
      let layout = self.layout
      let hash = sha256(of: "\(name) \(layout) \(counts.sorted { $0.key < $1.key })")
      var rows: [SourceRow] = []
      for (code, years) in counts.sorted(by: { $0.key < $1.key }) {
        for (year, count) in years.sorted(by: { $0.key < $1.key }) {
          let fact = Fact(
            layout: layout, measure: .leerlingen, period: .peildatum(year),
            vestiging: try #require(VestigingCode(code)), leerweg: .bb, leerjaar: 3,
            profiel: profiel, geslacht: .man, count: .exact(count),
            source: SourceCell(file: hash, row: rows.count + 2, column: "MAN"))
          rows.append(
            SourceRow(
              row: rows.count + 2, text: "\(code);\(count)", fields: [code, "\(count)"],
              facts: [fact]))
        }
      }
      return Input(
        file: SourceFile(
          sha256: hash, name: name, bytes: 1, layout: layout, rows: rows.count, provisional: nil),
        rows: rows)
    }
  }

  private static func store(_ folder: Folder, _ samples: [Sample]) throws -> Store {
    let store = try Store(path: folder.file())
    for sample in samples { try store.add(sample.input(), knownFrom: sample.day) }
    return store
  }

  private static func sums(_ store: Store) throws -> [[Store.Value]] {
    try store.query(
      """
      SELECT vestiging, jaar, bestand, sum(aantal) FROM leerlingen
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      """
    ).rows
  }

  /// The same by hand: of each place and year the best file, by the rule as a person reads it.
  private static func expected(_ samples: [Sample]) -> [[Store.Value]] {
    let order = ["duo-leerlingen": 0, "duo-tabel-leerlingen": 1]
    var spots: Set<[String]> = []
    for sample in samples {
      for (code, years) in sample.counts {
        for year in years.keys { spots.insert([code, "\(year)"]) }
      }
    }
    return spots.map { spot -> [Store.Value] in
      let year = Int(spot[1]) ?? 0
      let holders = samples.filter { $0.counts[spot[0]]?[year] != nil }
      let winner = holders.sorted { a, b in
        if a.layout != b.layout { return order[a.layout, default: 9] < order[b.layout, default: 9] }
        if a.periods.last != b.periods.last {
          return a.periods.last ?? 0 > b.periods.last ?? 0
        }
        if a.day != b.day { return a.day ?? "" > b.day ?? "" }
        // By the file's own name, without its folder.
        return a.name.suffix(6) > b.name.suffix(6)
      }[0]
      return [
        .text(spot[0]), .integer(Int64(year)), .text(winner.name),
        .integer(Int64(winner.counts[spot[0]]?[year] ?? 0)),
      ]
    }.sorted { "\($0)" < "\($1)" }
  }

  /// Some files of two layouts, at places and in years that overlap now and then.
  private static func samples(seed: UInt64) -> [Sample] {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    return (0..<5).map { index in
      var counts: [String: [Int: Int]] = [:]
      for _ in 0..<6 { counts["0\(draw(4))AA00", default: [:]][2020 + draw(4)] = 1 + draw(90) }
      return Sample(
        name: "\(["noord/", "", "", "zuid/", ""][index])f\(index).csv",
        layout: index.isMultiple(of: 2) ? "duo-leerlingen" : "duo-tabel-leerlingen",
        counts: counts, day: draw(3) == 0 ? "202\(draw(4))-01-01" : nil)
    }
  }

  @Test(arguments: 1...25) func `the views count what one file of each place and year says`(
    seed: Int
  ) throws {
    let samples = Self.samples(seed: UInt64(seed))
    let folder = try Folder()
    let store = try Self.store(folder, samples)
    #expect(try Self.sums(store) == Self.expected(samples))
    try expectSound(store)
    // Nothing is lost: the view of everything has each count, and says which of them count.
    let all = samples.flatMap { $0.counts.values.flatMap(\.values) }.reduce(0, +)
    #expect(
      try store.column("SELECT sum(aantal) FROM alle_tellingen") == [.integer(Int64(all))])
    #expect(
      try store.query("SELECT sum(aantal * telt) FROM alle_tellingen").rows
        == store.query("SELECT sum(aantal) FROM leerlingen").rows)
    // In another order the same, findings too.
    let other = try Folder()
    let again = try Self.store(other, samples.shuffled(by: seed))
    #expect(try Self.sums(again) == Self.sums(store))
    #expect(try again.sharedFindings() == store.sharedFindings())
    // What was known on a day is what a store says that has only those files.
    for day in ["2019-12-31", "2021-06-01", "2022-06-01"] {
      let third = try Folder()
      let then = try Self.store(third, samples.filter { $0.day ?? "" <= day })
      let known = try #require(Store.Day(day))
      #expect(
        try store.facts(asOf: known, counting: .once) == then.facts(counting: .once))
      #expect(try store.overlaps(asOf: known) == then.overlaps())
    }
    // Each taken out again gives what is there without it.
    for (index, sample) in samples.enumerated() {
      let input = try sample.input()
      try again.withdraw(sha256: input.file.sha256, name: input.file.name)
      let rest = samples.suffix(from: index + 1)
      #expect(try Self.sums(again) == Self.expected(Array(rest)))
      try expectSound(again)
    }
    #expect(try again.sharedFindings().isEmpty)
  }

  @Test func `a national file counts before a table, the later year before the earlier`() throws {
    let folder = try Folder()
    let old = Sample(name: "b.csv", counts: ["01AA00": [2020: 1, 2021: 2]])
    let new = Sample(name: "a.csv", counts: ["01AA00": [2021: 4, 2022: 8]])
    let table = Sample(
      name: "noord/t.csv", layout: "duo-tabel-leerlingen",
      counts: ["01AA00": [2021: 16, 2022: 32, 2023: 64]])
    let store = try Self.store(folder, [new, table, old])
    #expect(
      try store.column("SELECT sum(aantal) FROM leerlingen") == [.integer(1 + 4 + 8 + 64)])
    // The region's own figures are asked by file and are as they were.
    #expect(
      try store.facts(files: ["noord/t.csv"]).map(\.count)
        == [.exact(16), .exact(32), .exact(64)])
  }

  @Test func `a correction of a year counts, whatever it is called, when its day is later`() throws
  {
    let folder = try Folder()
    let first = Sample(name: "z.csv", counts: ["01AA00": [2020: 1]], day: "2021-01-01")
    let correction = Sample(name: "a.csv", counts: ["01AA00": [2020: 2]], day: "2021-05-01")
    let store = try Self.store(folder, [correction, first])
    #expect(try store.column("SELECT sum(aantal) FROM leerlingen") == [.integer(2)])
    // Without days by name: a second download counts before the first.
    let plain = try Folder()
    let names = try Self.store(
      plain,
      [
        Sample(name: "x (1).csv", counts: ["01AA00": [2020: 4]]),
        Sample(name: "x.csv", counts: ["01AA00": [2020: 1]]),
      ])
    #expect(try names.column("SELECT sum(aantal) FROM leerlingen") == [.integer(4)])
  }

  @Test func `a copy in two regions counts once, and the finding says which`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    var input = try Sample(name: "noord/t.csv", counts: ["01AA00": [2020: 7]]).input()
    try store.add(input)
    input.file = SourceFile(
      sha256: input.file.sha256, name: "zuid/t.csv", bytes: 1, layout: input.file.layout, rows: 1,
      provisional: nil)
    try store.add(input)
    #expect(try store.column("SELECT sum(aantal) FROM leerlingen") == [.integer(7)])
    let finding = try #require(try store.sharedFindings().first)
    #expect(finding.file == "noord/t.csv" && finding.level == .opmerking)
    #expect(finding.text.nl.contains("staat ook in zuid/t.csv: dat telt mee, voor 1 plaats"))
    #expect(
      try store.query("SELECT regel, bestand, niveau FROM bevindingen").rows
        == [
          [.text("periode-in-twee-bestanden"), .text("noord/t.csv"), .text("opmerking")]
        ])
  }

  @Test func `a location that only the older file has counts, and is a warning with its pupils`()
    throws
  {
    let folder = try Folder()
    let store = try Self.store(
      folder,
      [
        Sample(
          name: "oud.csv",
          counts: ["01AA00": [2020: 30], "02AA00": [2020: 11], "03AA00": [2019: 5]]
        ),
        Sample(name: "nieuw.csv", counts: ["01AA00": [2020: 31, 2021: 1], "09AA00": [2020: 11]]),
      ])
    // 02AA00 and 09AA00 may be one school: nobody can tell, so a person is asked.
    #expect(
      try store.column("SELECT sum(aantal) FROM leerlingen WHERE jaar = 2020")
        == [.integer(31 + 11 + 11)])
    let overlap = try #require(try store.overlaps().first)
    #expect(
      overlap
        == Overlap(
          file: "oud.csv", others: ["nieuw.csv"], periods: [.peildatum(2020)], places: 1,
          onlyHere: 1, pupils: 11...11))
    #expect(overlap.finding.level == .waarschuwing)
    #expect(
      overlap.finding.text.nl.hasSuffix("alleen hier en wel geteld: 1 plaats met 11 leerlingen"))
  }

  @Test func `people's tables that hold a profile each both count; the same profile counts once`()
    throws
  {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    func add(_ name: String, _ profiel: Profiel, _ count: Int) throws {
      let sample = Sample(
        name: name, layout: "regio-profielen", counts: ["01AA00": [2020: count]])
      try store.add(sample.input(profiel: profiel))
    }
    try add("pie.csv", .pie, 3)
    try add("bwi.csv", .bwi, 5)
    #expect(try store.column("SELECT sum(aantal) FROM leerlingen") == [.integer(8)])
    #expect(try store.sharedFindings().isEmpty)
    try add("pie-2.csv", .pie, 4)
    #expect(try store.column("SELECT sum(aantal) FROM leerlingen") == [.integer(9)])
    #expect(try store.sharedFindings().map(\.file) == ["pie.csv"])
    try expectSound(store)
  }

  @Test func `other numbers give way cell by cell`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    func add(_ name: String, _ cells: [(String, Int, Double)], layout: String = "cbs-statline")
      throws
    {
      let hash = sha256(of: name)
      let rows = cells.enumerated().map { index, cell in
        SourceRow(
          row: index + 2, text: "\(cell)", fields: [cell.0],
          observations: [
            Observation(
              measure: cell.0, unit: .procent, place: Place(.land, "NL"),
              period: .jaar(cell.1), dimensions: [], value: .number(cell.2),
              source: SourceCell(file: hash, row: index + 2, column: "x"))
          ])
      }
      let file = SourceFile(
        sha256: hash, name: name, bytes: 1, layout: layout, rows: rows.count, provisional: nil)
      try store.add(Input(file: file, fieldNames: ["x"], rows: rows))
    }
    try add("a.csv", [("werk", 2020, 1), ("werk", 2021, 2), ("zoek", 2021, 4)])
    try add("b.csv", [("werk", 2021, 8), ("werk", 2022, 16)])
    try add("c.csv", [("werk", 2020, 32)], layout: "cbs-85353ned")  // another table
    let sum = "SELECT sum(waarde) FROM waarnemingen"
    #expect(try store.column(sum) == [.real(1 + 4 + 8 + 16 + 32)])
    #expect(
      try store.query("SELECT maat, jaar, waarde FROM alle_waarnemingen WHERE telt = 0").rows
        == [[.text("werk"), .integer(2021), .real(2)]])
    #expect(try store.observations(counting: .once).count == 5)
    #expect(try store.observations().count == 6)
    try expectSound(store)
    try store.withdraw(sha256: sha256(of: "b.csv"), name: "b.csv")
    #expect(try store.column(sum) == [.real(1 + 2 + 4 + 32)])
  }

  @Test func `a sum over both sexes takes the printed total where there is one`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let hash = sha256(of: "t")
    let code = try #require(VestigingCode("01AA00"))
    func fact(_ leerweg: Leerweg, _ geslacht: Geslacht, _ count: Count, _ row: Int) -> Fact {
      Fact(
        layout: "duo-examenkandidaten", measure: .examenkandidaten, period: .examenjaar(2020),
        vestiging: code, leerweg: leerweg, geslacht: geslacht, count: count,
        source: SourceCell(file: hash, row: row, column: "x"))
    }
    let facts: [[Fact]] = [
      // BB: boys withheld, the total printed. KB: no total; one part withheld. TL: one part missing.
      [
        fact(.bb, .man, .suppressed(1...4), 2), fact(.bb, .vrouw, .exact(8), 2),
        fact(.bb, .totaal, .exact(11), 2),
      ],
      [fact(.kb, .man, .exact(5), 3), fact(.kb, .vrouw, .suppressed(1...4), 3)],
      [fact(.tl, .man, .exact(6), 4), fact(.tl, .vrouw, .missing, 4)],
    ]
    let rows = facts.enumerated().map {
      SourceRow(row: $0.offset + 2, text: "\($0.offset)", fields: ["x"], facts: $0.element)
    }
    let file = SourceFile(
      sha256: hash, name: "t.csv", bytes: 1, layout: "duo-examenkandidaten", rows: 3,
      provisional: nil)
    try store.add(Input(file: file, fieldNames: ["x"], rows: rows))
    #expect(
      try store.query(
        """
        SELECT leerweg, aantal, ondergrens, bovengrens, bron FROM totalen
        WHERE maat = 'examenkandidaten' AND jaar = 2020 ORDER BY leerweg
        """
      ).rows
        == [
          [.text("BB"), .integer(11), .integer(11), .integer(11), .text("duo-examens")],
          [.text("KB"), .null, .integer(6), .integer(9), .text("duo-examens")],
          [.text("TL"), .null, .integer(6), .null, .text("duo-examens")],
        ])
  }

  @Test(arguments: [
    ("DELETE FROM counted_elsewhere", "counted_elsewhere is not what"),
    ("UPDATE raw_file SET yields = 1 - yields", "marked wrongly"),
    ("DELETE FROM coverage WHERE file_id = 2", "coverage of the file"),
    ("DELETE FROM shared_finding", "findings about overlaps"),
    ("UPDATE shared_finding SET text_nl = 'x'", "shared_finding is not as it was"),
  ]) func `damage to what counts is found`(damage: (sql: String, words: String)) throws {
    let folder = try Folder()
    let store = try Self.store(
      folder,
      [
        Sample(name: "a.csv", counts: ["01AA00": [2020: 1]]),
        Sample(name: "b.csv", counts: ["01AA00": [2020: 2]]),
      ])
    #expect(try store.integrityCheck() == [])
    try store.execute(damage.sql)
    let faults = try store.integrityCheck()
    #expect(faults.contains { $0.contains(damage.words) }, "\(faults)")
  }

  /// The views name the families: another list is another schema.
  @Test func `the families are those of the third schema`() {
    #expect(
      LayoutFamily.all.map { "\($0.id): \($0.layouts.joined(separator: " "))" } == [
        "duo-leerlingen: duo-leerlingen duo-leerlingen-lang duo-tabel-leerlingen",
        "duo-examens: duo-examenkandidaten duo-tabel-examens", "duo-geslaagden: duo-geslaagden",
      ])
    #expect(LayoutFamily(of: "cbs-statline").layouts == ["cbs-statline"])
    #expect(LayoutFamily(of: "cbs-statline").grain == .cell)
  }
}

extension [PrecedenceTests.Sample] {
  /// Another order, the same for the same seed.
  fileprivate func shuffled(by seed: Int) -> Self {
    var rest = self
    var state = seed
    var result: Self = []
    while !rest.isEmpty {
      state = (state * 7 + 3) % 101
      result.append(rest.remove(at: state % rest.count))
    }
    return result
  }
}
