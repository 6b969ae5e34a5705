import Records
import Testing

@testable import Store

/// The law of the round trip: what comes out is equal to what went in.
@Suite struct StoreRecordsTests {
  static let counts: [Count] = [
    .exact(0), .exact(4), .exact(Int.max), .suppressed(1...4), .suppressed(0...0),
    .suppressed(3...Int.max), .missing, .notApplicable,
  ]

  static let periods: [Period] =
    [.peildatum(2019), .examenjaar(2019), .jaar(9999), .schooljaar(2022)]
    + (1...4).map { .kwartaal(2024, $0) } + (1...12).map { .maand(2024, $0) }

  /// A file of one row with these records.
  static func input(
    name: String = "f.csv", layout: String = "regio-indicatoren", region: String = "r",
    make: (SourceCell) throws -> SourceRow
  ) rethrows -> Input {
    let sha256 = sha256(of: name)
    let row = try make(SourceCell(file: sha256, row: 2, column: "Aantal \"één\""))
    return Input(
      file: SourceFile(
        sha256: sha256, name: name, bytes: 0, layout: layout, rows: 1, provisional: nil),
      fieldNames: row.fields.indices.map { "kolom \($0)" }, rows: [row])
  }

  @Test(arguments: counts) func `a count of every kind comes back equal`(count: Count) throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let code = try #require(VestigingCode("03WO01"))
    let input = Self.input { source in
      SourceRow(
        row: 2, text: "", fields: [],
        facts: [
          Fact(
            layout: "regio-indicatoren", measure: .geslaagden, period: .examenjaar(2019),
            vestiging: code, count: count, source: source)
        ],
        figures: [
          Figure(
            layout: "regio-indicatoren", region: "r", indicator: "i", area: "a",
            period: .jaar(2020), value: 1, unit: .aantal, denominator: count, section: "",
            source: source)
        ])
    }
    try store.add(input)
    #expect(try store.facts() == input.facts)
    #expect(try store.figures(region: "r") == input.rows[0].figures)
    try expectSound(store)
  }

  /// One fact for every value of every dimension, and for its absence.
  @Test func `a fact of every dimension comes back equal`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let code = try #require(VestigingCode("03WO01"))
    let input = Self.input { source in
      let plain = Fact(
        layout: "regio-indicatoren", measure: .leerlingen, period: .jaar(1), vestiging: code,
        count: .missing, source: source)
      func facts<Value>(_ values: [Value], _ set: (inout Fact, Value) -> Void) -> [Fact] {
        values.map { value in
          var fact = plain
          set(&fact, value)
          return fact
        }
      }
      let profielen = Profiel.all + [Profiel("Techniek Breed -ISP"), Profiel("Ünïcode 'q\"")]
      return SourceRow(
        row: 2, text: "", fields: [],
        facts: [plain]
          + facts(Fact.Measure.allCases) { $0.measure = $1 }
          + facts(Self.periods) { $0.period = $1 }
          + facts(Leerweg.allCases) { $0.leerweg = $1 } + facts([1, 6]) { $0.leerjaar = $1 }
          + facts(profielen) { $0.profiel = $1 } + facts(Sector.allCases) { $0.sector = $1 }
          + facts(Geslacht.allCases) { $0.geslacht = $1 } + facts([true]) { $0.lwt = $1 }
          + facts(["", "een andere kolom"]) {
            $0.source = SourceCell(file: $0.source.file, row: 2, column: $1)
          })
    }
    try store.add(input)
    let stored = try store.facts()
    #expect(stored.count == input.facts.count)
    #expect(counted(stored) == counted(input.facts))
    try expectSound(store)
  }

  @Test func `figures come back equal, in the order of the file, of their region only`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let input = Self.input { source in
      func figure(_ region: String, _ value: Double) -> Figure {
        Figure(
          layout: "regio-indicatoren", region: region, indicator: "doorstroom", name: "naam",
          area: "M&T", category: "niveau 2", period: .peildatum(2023), value: value, unit: .procent,
          section: "§ 4.4 “tabel”", source: source)
      }
      let values = [66.7, -0.1, 1e-300, 1e300, 0, 9562.589_928_057_55]
      var figures = values.map { figure("t-is-for-tech", $0) } + [figure("almere", 1)]
      for relation in Figure.Relation.allCases {
        for unit in Figure.Unit.allCases {
          figures.append(figure("t-is-for-tech", 7))
          figures[figures.count - 1].relation = relation
          figures[figures.count - 1].unit = unit
        }
      }
      return SourceRow(row: 2, text: "", fields: [], figures: figures)
    }
    try store.add(input)
    let figures = input.rows[0].figures
    #expect(try store.figures(region: "t-is-for-tech") == figures.filter { $0.region != "almere" })
    #expect(try store.figures(region: "almere") == figures.filter { $0.region == "almere" })
    #expect(try store.figures(region: "elders").isEmpty)
    try expectSound(store)
  }

  @Test func `observations come back equal, in the order of place, period and series`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let input = Self.input(layout: "duo-mbo") { source in
      func observation(_ value: Observation.Value) -> Observation {
        Observation(
          measure: "studenten", unit: .aantal, place: Place(.instelling, "25PL"),
          period: .peildatum(2024),
          dimensions: [.init("niveau", "4"), .init("a \"b\" \\ é", "\t;")], value: value,
          source: source)
      }
      var items = Self.counts.map { observation(.count($0)) }
      items += [.number(0.1), .number(-2), .secret].map(observation)
      items += Place.Kind.allCases.map { kind in
        var item = observation(.secret)
        item.place = Place(kind, kind == .vestiging ? "25PL00" : "x'é")
        return item
      }
      items += Self.periods.map { period in
        var item = observation(.number(1.5))
        item.period = period
        return item
      }
      items += Figure.Unit.allCases.map { unit in
        var item = observation(.number(2))
        item.unit = unit
        return item
      }
      var twice = observation(.count(.exact(1)))
      twice.dimensions = [.init("x", "2"), .init("x", "1")]
      var none = observation(.count(.exact(2)))
      none.dimensions = []
      items += [twice, none]
      return SourceRow(row: 2, text: "", fields: [], observations: items)
    }
    try store.add(input)
    let stored = try store.observations()
    let given = input.rows[0].observations
    #expect(Set(stored) == Set(given) && stored.count == given.count)
    #expect(stored.map(\.place.kind.rawValue) == stored.map(\.place.kind.rawValue).sorted())
    let places = [Place(.land, "x'é"), Place(.land, "elders")]
    #expect(try store.observations(places: places) == given.filter { $0.place == places[0] })
    #expect(try store.observations(measures: ["studenten"]) == stored)
    #expect(try store.observations(measures: ["x"]).isEmpty)
    #expect(try store.observations(layouts: []).isEmpty)
    #expect(try store.facts().isEmpty)
    #expect(
      try store.query("SELECT soort, waarde, count(*) FROM waarnemingen WHERE plaats = 'NL'").rows
        == [[.null, .null, .integer(0)]])
    try expectSound(store)
  }

  @Test func `references come back equal, each of its kind`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let code = try #require(VestigingCode("01FP00"))
    let input = Self.input(layout: "duo-adressen") { source in
      let adres = VestigingAdres(
        vestiging: code, naam: "Het Baken", postcode: "1333VD", plaats: "ALMERE", gemeente: "0034",
        gemeentenaam: "ALMERE", provincie: "Flevoland", bestuur: "40306", rmc: "18",
        rmcNaam: "Flevoland", structuur: "VBO/MAVO", source: source)
      let overgang = Overgang(
        van: "07KP00", naar: "17BI07", functie: "D", datum: "2024-08-01", soort: "Fusie",
        volledig: true, source: source)
      let half = Overgang(
        van: "07KP", naar: "", functie: "U", datum: "2024-08-01", soort: "Splitsing",
        volledig: false, source: source)
      let licentie = Licentie(
        vestiging: code, opleiding: "6021", begin: "2016-08-01", eind: "", source: source)
      return SourceRow(
        row: 2, text: "", fields: [],
        references: [.overgang(overgang), .adres(adres), .licentie(licentie), .overgang(half)])
    }
    try store.add(input)
    let given = input.rows[0].references
    #expect(try store.addresses().map(Reference.adres) == [given[1]])
    #expect(try store.overgangen().map(Reference.overgang) == [given[0], given[3]])
    #expect(try store.licenties().map(Reference.licentie) == [given[2]])
    #expect(
      try store.query("SELECT vestiging, rmc_naam, bestand, rij FROM adressen").rows
        == [[.text("01FP00"), .text("Flevoland"), .text("f.csv"), .integer(2)]])
    #expect(
      try store.query("SELECT van, naar, volledig FROM overgangen ORDER BY van").rows
        == [
          [.text("07KP"), .text(""), .integer(0)], [.text("07KP00"), .text("17BI07"), .integer(1)],
        ])
    #expect(try store.column("SELECT opleiding FROM licenties") == [.text("6021")])
    let early = try #require(Store.Day("1900-01-01"))
    #expect(try store.addresses(asOf: early).count == 1)
    try store.withdraw(sha256: input.file.sha256, name: input.file.name)
    #expect(try store.addresses().isEmpty)
    try expectSound(store)
  }

  @Test func `offers come back equal`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let code = try #require(VestigingCode("01FP00"))
    let input = Self.input(layout: "regio-aanbod") { source in
      SourceRow(
        row: 2, text: "", fields: [],
        offers: Offer.Kind.allCases.flatMap { kind in
          [nil, code].map { vestiging in
            Offer(
              region: "almere", kind: kind, school: "Het Baken", vestiging: vestiging, name: "PIE",
              group: "BB", mark: "X **", section: "tabel 2", source: source)
          }
        })
    }
    try store.add(input)
    #expect(try store.offers(region: "almere") == input.rows[0].offers)
    #expect(try store.offers(region: "").isEmpty)
    try expectSound(store)
  }

  @Test func `findings come back equal and in the reader's order`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    var input = try Input.pupils()
    input.findings = Finding.Level.allCases.reversed().flatMap { level in
      [
        Finding(
          rule: "z", level: level, file: input.file.name, text: Phrase("t"), remedy: Phrase("")),
        Finding(
          rule: "a", level: level, file: "", row: 12, column: "K", value: "1.234,5",
          text: Phrase(nl: "één", en: "one"), remedy: Phrase(nl: "twéé", en: "two")),
      ]
    }
    try store.add(input)
    #expect(try store.findings() == input.findings)
    try expectSound(store)
  }

  @Test(arguments: [nil, Period.peildatum(2019), .examenjaar(2024), .jaar(2020)])
  func `a file comes back equal`(provisional: Period?) throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let input = try Input.pupils(name: "l'été \"2019\" €.csv", provisional: provisional)
    try store.add(input)
    #expect(try store.files() == [input.file])
  }

  @Test func `fields are kept under their names, whatever they hold`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let fields = ["", " ", "\"", "\\", "a;b", "\t\u{1}\u{1f}", "é€😀", "\u{7f}", "null"]
    try store.add(
      Self.input { _ in SourceRow(row: 2, text: "een \"rij\"", fields: fields) })
    let sql = """
      SELECT staging_column.name, json_extract(fields, '$[' || position || ']')
      FROM staging_row JOIN staging_column USING (file_id) ORDER BY position
      """
    #expect(
      try store.query(sql).rows
        == fields.enumerated().map { [.text("kolom \($0.offset)"), .text($0.element)] })
  }

  private func counted(_ facts: [Fact]) -> [Fact: Int] {
    Dictionary(facts.map { ($0, 1) }, uniquingKeysWith: +)
  }
}
