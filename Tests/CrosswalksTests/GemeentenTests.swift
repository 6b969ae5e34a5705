import Crosswalks
import Testing

@Suite struct GemeentenTests {
  private let known = Gemeenten.known

  /// The numbers that CBS printed, as the press gave them: nu.nl 3966581 (2014, 2015), innolumis.com
  /// 2016-1-12, rd.nl 1.1362922 (2017), docslib 2066203 (2018), blikopnieuws.nl 269778 (2019),
  /// nu.nl 6020873 (2020), zeelandnet.nl (2021), blikopnieuws.nl 291735 and 296914 (2022, 2023).
  @Test(arguments: [
    ("2014-01-01", 403), ("2015-01-01", 393), ("2016-01-01", 390), ("2017-01-01", 388),
    ("2018-01-01", 380), ("2019-01-01", 355), ("2020-01-01", 355), ("2021-01-01", 352),
    ("2022-01-01", 345), ("2022-03-24", 344), ("2023-01-01", 342),
  ])
  func `as many gemeenten exist as CBS counted`(date: String, count: Int) {
    #expect(known.existing(on: day(date)).count == count)
  }

  /// Each as CBS or the Staatsblad tells it.
  @Test(arguments: [
    ("Maasdonk", "2015-01-01", ["'s-Hertogenbosch", "Oss"]),
    ("Spijkenisse", "2015-01-01", ["Nissewaard"]),
    ("De Friese Meren", "2015-07-01", ["De Fryske Marren"]),
    ("Bussum", "2016-01-01", ["Gooise Meren"]),
    ("Groesbeek", "2016-01-01", ["Berg en Dal"]),
    ("Veghel", "2017-01-01", ["Meierijstad"]),
    ("Littenseradiel", "2018-01-01", ["Leeuwarden", "Súdwest-Fryslân", "Waadhoeke"]),
    ("Rijnwaarden", "2018-01-01", ["Zevenaar"]),
    ("Winsum", "2019-01-01", ["Het Hogeland", "Westerkwartier"]),
    ("Haarlemmerliede en Spaarnwoude", "2019-01-01", ["Haarlemmermeer"]),
    ("Vianen", "2019-01-01", ["Vijfheerenlanden"]),
    ("Haren", "2019-01-01", ["Groningen"]),
    ("Haaren", "2021-01-01", ["Boxtel", "Oisterwijk", "Tilburg", "Vught"]),
    ("Delfzijl", "2021-01-01", ["Eemsdelta"]),
    ("Uden", "2022-01-01", ["Maashorst"]),
    ("Sint Anthonis", "2022-01-01", ["Land van Cuijk"]),
    ("Langedijk", "2022-01-01", ["Dijk en Waard"]),
    ("Weesp", "2022-03-24", ["Amsterdam"]),
    ("Hellevoetsluis", "2023-01-01", ["Voorne aan Zee"]),
  ])
  func `a herindeling is as it was published`(
    name: String, date: String, successors: [String]
  ) throws {
    let gemeente = try #require(known.gemeente(named: name))
    #expect(gemeente.until == day(date))
    #expect(known.present(of: gemeente.code).map(\.name).sorted() == successors.sorted())
  }

  @Test func `a chain of two is followed to its end`() {
    // Millingen aan de Rijn joined Groesbeek in 2015, which became Berg en Dal in 2016.
    #expect(known.present(of: "0265").map(\.name) == ["Berg en Dal"])
    #expect(known.present(of: "0241").map(\.code) == ["1945"])
  }

  @Test func `codes and names are found however a file writes them`() {
    for (text, code) in [
      ("307", "0307"), ("0307", "0307"), (" 637", "0637"), ("GM0034", "0034"), ("34", "0034"),
    ] {
      #expect(known.gemeente(code: text)?.code == code)
    }
    for (name, code) in [
      ("AMERSFOORT", "0307"), ("BERGEN NH", "0373"), ("Bergen (NH.)", "0373"),
      ("BERGEN LB", "0893"),
      ("Bergen (L)", "0893"), ("SUDWEST-FRYSLAN", "1900"), ("NUENEN C.A.", "0820"),
      ("'S-GRAVENHAGE", "0518"), ("Den Haag", "0518"), ("NIJKERK GLD", "0267"),
      ("Hengelo (O)", "0164"),
      ("Noardeast-Fryslân", "1970"), ("De Friese Meren", "1921"),
    ] {
      #expect(known.gemeente(named: name)?.code == code, "\(name)")
    }
    for text in ["", "Amersfort", "Spakenburg", "GLD", "12345", "03O7", "-307", "+307"] {
      #expect(known.gemeente(named: text) == nil)
      #expect(known.gemeente(code: text) == nil)
    }
    #expect(known.gemeente(code: "9999") == nil)
    #expect(known.present(of: "9999").isEmpty)
  }

  @Test func `a misspelt name has a nearest one`() {
    #expect(known.nearest(to: "Amersfort").name == "Amersfoort")
    #expect(known.nearest(to: "Utrechtse Heuvelrg").name == "Utrechtse Heuvelrug")
    #expect(known.nearest(to: "LEUSDE").name == "Leusden")
  }

  @Test func `the regions of the two programmes are as DUO and UWV have them`() throws {
    for (name, rmc, market) in [
      ("Amersfoort", "16", "Amersfoort"), ("Nijkerk", "16", "Amersfoort"),
      ("Utrechtse Heuvelrug", "19", "Midden-Utrecht"), ("Almere", "18", "Flevoland"),
    ] {
      let gemeente = try #require(known.gemeente(named: name))
      #expect(gemeente.rmc?.code == rmc)
      #expect(gemeente.arbeidsmarktregio == market)
    }
    #expect(
      known.existing(inArbeidsmarktregio: "Amersfoort").map(\.name).sorted() == [
        "Amersfoort", "Baarn", "Bunschoten", "Leusden", "Nijkerk", "Soest", "Woudenberg",
      ])
    #expect(
      known.existing(inArbeidsmarktregio: "Food Valley").map(\.name).sorted() == [
        "Barneveld", "Ede", "Renswoude", "Rhenen", "Scherpenzeel", "Veenendaal", "Wageningen",
      ])
    #expect(known.existing(inArbeidsmarktregio: "Atlantis").isEmpty)
  }

  /// How many gemeenten each region had on 1 January 2020, in VNG's list (with Vijfheerenlanden in
  /// Gorinchem), counted in it by hand; together the 355 of that day.
  @Test func `each arbeidsmarktregio has as many gemeenten as in the list of 2020`() {
    let counts = [
      "AM01": 16, "AM02": 18, "AM15": 18, "AM03": 6, "AM36": 13, "AM11": 5, "AM17": 8, "AM37": 7,
      "AM05": 14, "AM18": 8, "AM06": 15, "AM12": 8, "AM19": 12, "AM13": 14, "AM14": 7, "AM38": 7,
      "AM09": 8, "AM34": 6, "AM20": 4, "AM21": 5, "AM07": 10, "AM22": 16, "AM10": 8, "AM35": 4,
      "AM08": 7, "AM23": 6, "AM27": 16, "AM25": 14, "AM24": 13, "AM26": 11, "AM29": 7, "AM32": 7,
      "AM28": 13, "AM33": 8, "AM30": 16,
    ]
    #expect(counts.values.reduce(0, +) == 355)
    let gemeenten = known.existing(on: day("2020-01-01"))
    for regio in Arbeidsmarktregio.all {
      #expect(
        gemeenten.count { $0.arbeidsmarktregio == regio.name } == counts[regio.code],
        "\(regio.name)")
    }
  }

  // MARK: Laws

  @Test func `codes and names belong to one gemeente each`() {
    #expect(Set(known.all.map(\.code)).count == known.all.count)
    for gemeente in known.all {
      for name in [gemeente.name] + gemeente.otherNames {
        #expect(known.gemeente(named: name)?.code == gemeente.code, "\(name)")
      }
      #expect(known.gemeente(code: gemeente.code) == gemeente)
    }
  }

  @Test func `a gemeente that ended went over on that day, to one that existed then`() {
    for gemeente in known.all {
      let moves = known.herindelingen.filter { $0.from == gemeente.code }
      #expect(moves.isEmpty == (gemeente.until == nil), "\(gemeente.name)")
      #expect(moves.allSatisfy { $0.date == gemeente.until })
      for move in moves {
        let next = known.gemeente(code: move.to)
        #expect(next?.exists(on: move.date) == true, "\(gemeente.name) → \(move.to)")
        #expect(move.to != move.from)
      }
      if let from = gemeente.from, let until = gemeente.until { #expect(from < until) }
    }
  }

  @Test func `a gemeente that began has a predecessor that ended that day`() {
    for gemeente in known.all where gemeente.from != nil && gemeente.from != day("2014-01-01") {
      let before = known.herindelingen.filter { $0.to == gemeente.code && $0.date == gemeente.from }
      #expect(!before.isEmpty, "\(gemeente.name)")
    }
  }

  @Test func `every gemeente of any year has a present one, which is its own present`() {
    for gemeente in known.all {
      let present = known.present(of: gemeente.code)
      #expect(!present.isEmpty)
      for one in present {
        #expect(one.until == nil)
        #expect(known.present(of: one.code) == [one])
      }
    }
    let divided = known.all.filter { known.present(of: $0.code).count > 1 }
    #expect(divided.map(\.name).sorted() == ["Haaren", "Littenseradiel", "Maasdonk", "Winsum"])
  }

  @Test func `every region is known, and only a divided gemeente lacks one`() {
    let lacking = known.all.filter { $0.rmc == nil || $0.corop == nil || $0.rpa == nil }
    #expect(lacking.map(\.name).sorted() == ["Littenseradiel", "Winsum"])
    #expect(Set(known.all.compactMap { $0.rmc?.code }).count == 39)
    #expect(Set(known.all.compactMap { $0.corop?.code }).count == 40)
    #expect(Set(known.all.map(\.province)).count == 12)
    let markets = Set(Arbeidsmarktregio.all.map(\.name))
    #expect(markets.count == 35)
    #expect(Set(known.all.compactMap(\.arbeidsmarktregio)) == markets)
    #expect(known.all.allSatisfy { $0.arbeidsmarktregio != nil })
    for regio in Set(known.all.compactMap { $0.rmc?.code }) {
      #expect(!known.existing(inRMC: regio).isEmpty)
    }
  }

  @Test func `an arbeidsmarktregio is found in all its spellings`() {
    for (name, code) in [
      ("FoodValley", "AM38"), ("Food Valley", "AM38"), ("Gooi- en Vechtstreek", "AM12"),
      ("Regio Zwolle", "AM36"), ("IJsselvechtstreek", "AM36"), ("Noord-Holland (Noord)", "AM15"),
    ] {
      #expect(Arbeidsmarktregio.named(name)?.code == code)
    }
    #expect(Arbeidsmarktregio.named("Overig") == nil)
    let names = Arbeidsmarktregio.all.flatMap { [$0.name] + $0.otherNames }
    #expect(Set(names).count == names.count)
  }

  @Test func `every row says where it was found`() {
    #expect(known.all.allSatisfy { !$0.source.isEmpty })
    #expect(known.herindelingen.allSatisfy { !$0.source.isEmpty })
  }

  // MARK: Real files

  @Test(.enabled(if: SharedData.isPresent, "../shared/data/duo is absent"))
  func `DUO's file of October 2018 has exactly the gemeenten of that day`() throws {
    let rows = try SharedData.rows(SharedData.eindscores)
    let codes = Set(rows.compactMap { known.gemeente(code: $0["GEMEENTENUMMER"] ?? "")?.code })
    #expect(codes.count == 380)
    #expect(codes == Set(known.existing(on: day("2018-10-01")).map(\.code)))
    for row in rows {
      let gemeente = known.gemeente(code: row["GEMEENTENUMMER"] ?? "")
      #expect(gemeente?.province == row["PROVINCIE"])
    }
  }

  @Test(.enabled(if: SharedData.isPresent, "../shared/data/duo is absent"))
  func `DUO's addresses of 2020 have exactly the gemeenten of that day, with these regions`() throws
  {
    var codes: Set<String> = []
    for file in [SharedData.adressenVo, SharedData.adressenBo] {
      for row in try SharedData.rows(file) {
        let gemeente = try #require(known.gemeente(code: row["GEMEENTENUMMER"] ?? ""))
        codes.insert(gemeente.code)
        #expect(known.gemeente(named: row["GEMEENTENAAM"] ?? "") == gemeente)
        #expect(gemeente.rmc?.code == row["RMC-REGIO CODE"])
        #expect(gemeente.rmc?.name == row["RMC-REGIO NAAM"])
        #expect(gemeente.corop?.code == row["COROPGEBIED CODE"])
        #expect(gemeente.rpa?.code == row["RPA-GEBIED CODE"])
        #expect(gemeente.province == row["PROVINCIE"])
      }
    }
    #expect(codes == Set(known.existing(on: day("2020-10-01")).map(\.code)))
  }

  @Test(.enabled(if: SharedData.isPresent, "../shared/data/duo is absent"))
  func `every gemeente of the exam and marks files is known`() throws {
    for file in [SharedData.examens2019, SharedData.examens2024, SharedData.cijfers] {
      let rows = try SharedData.rows(file)
      let names = Set(rows.compactMap { $0["GEMEENTENAAM"] ?? $0["GEMEENTENAAM VESTIGING"] })
      #expect(names.count > 280)
      for name in names { #expect(known.gemeente(named: name) != nil, "\(name)") }
    }
  }
}
