import Forecasting
import Foundation
import Ingest
import Pipeline
import Records
import TestSupport
import Testing

/// A file of flows from bytes to tables.
@Suite struct StromenTests {
  let scratch: ScratchFolder
  static let example = Repository.data.appendingPathComponent("voorbeeld-stromen.csv").path
  static let stocks = Repository.data.appendingPathComponent("voorbeeld-standen.csv").path

  /// Two schools, which take no time.
  static let two = """
    vestiging;jaar;van;naar;leerlingen
    A;2021;leerjaar 3;leerjaar 4;30
    A;2021;leerjaar 3;weg;6
    A;2021;leerjaar 4;mbo;28
    A;2021;instroom;leerjaar 3;35
    B;2021;leerjaar 3;leerjaar 4;20
    B;2021;leerjaar 3;weg;9
    B;2021;leerjaar 4;mbo;18
    B;2021;instroom;leerjaar 3;25
    """
  let path: String

  init() throws {
    scratch = try ScratchFolder()
    path = try scratch.write(Self.two, to: "Twee.csv")
  }

  /// Without the line breaks of 80 columns.
  private func unbroken(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test(arguments: Language.allCases)
  func `a file of flows is told within 80 columns, with its terms`(language: Language) throws {
    let stromen = try Stromen(path: path)
    #expect(stromen.forecast.findings.map(\.rule) == ["een-jaar", "een-jaar"])
    let text = stromen.summary(language: language, showsEach: true)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    let short = unbroken(stromen.summary(language: language))
    #expect(short.contains("--per-vestiging") && !short.contains("Kansen van B"))
    let words =
      language == .nl
      ? ["Kansen van B", "Verschillen de jaren?", "alle toestanden", "Uitgang: wie"]
      : ["Rates of B", "Do the years differ?", "all states", "Exit: who"]
    for word in words { #expect(unbroken(text).contains(word), "\(word)") }
    #expect(try Stromen(path: path).summary(language: language, showsEach: true) == text)
  }

  @Test func `tables are written under the file's name, and the same each time`() throws {
    let stromen = try Stromen(path: path, years: 2)
    let paths = try stromen.write(to: scratch.path("uit"), language: .nl)
    #expect(
      paths.map { URL(fileURLWithPath: $0).lastPathComponent } == [
        "Twee-kansen.csv", "Twee-toetsen.csv",
        "Twee-projectie.csv", "Twee-bevindingen.csv",
      ])
    let lines = try String(contentsOfFile: paths[2], encoding: .utf8).split(separator: "\r\n")
    #expect(
      lines[0]
        == "vestiging;toestand;soort;peildatum;waargenomen;midden;laag_80;hoog_80;laag_95;hoog_95")
    // Two locations and all, four states and all, one peildatum counted and two years ahead.
    #expect(lines.count == 1 + 3 * 5 * 3)
    _ = try Stromen(path: path, years: 2).write(to: scratch.path("weer"), language: .nl)
    #expect(try scratch.contents(of: "uit") == scratch.contents(of: "weer"))
  }

  @Test func `the example that comes with the package is a file of flows`() throws {
    let rows = try StroomFile.read(path: Self.example)
    #expect(rows.count == 376)
    #expect(Set(rows.map(\.vestiging)) == ["00AA00", "00BB00", "00CC00", "00DD00"])
    #expect(rows.contains { $0.count == .suppressed(1...4) })
  }

  @Test func `the example of stocks is the example of flows added up`() throws {
    var expected: [String: Count] = [:]
    var entered: [String: Count] = [:]
    for row in try StroomFile.read(path: Self.example) {
      switch row.way {
      case .stock(let of): expected["\(row.vestiging) \(row.jaar) \(of)"] = row.count
      case .inflow(let to): entered["\(row.vestiging) \(row.jaar + 1) \(to)"] = row.count
      case .flow(_, let to) where to.hasSuffix("mbo"):
        let key = "\(row.vestiging) \(row.jaar + 1) \(to)"
        expected[key] = (expected[key] ?? .exact(0)) + row.count
      case .flow: continue
      }
    }
    let stocks = try StandFile.read(path: Self.stocks)
    #expect(stocks.count == 136 && expected.count == 136)
    for row in stocks {
      let key = "\(row.vestiging) \(row.jaar) \(row.toestand)"
      #expect(row.count == expected[key], "row \(row.row)")
      let isFirst = row.jaar == 2019 || row.toestand.hasSuffix("mbo")
      #expect(row.instroom == (isFirst ? .missing : entered[key] ?? .exact(0)), "row \(row.row)")
    }
  }

  @Test(arguments: Language.allCases)
  func `the example of stocks is read as a file of stocks, within 80 columns`(
    language: Language
  ) throws {
    let stromen = try Stromen(path: Self.stocks, years: 2)
    #expect(stromen.forecast.findings.isEmpty, "\(stromen.forecast.findings)")
    // The rates from which the pupils of the example were drawn.
    let truth = [
      "leerjaar 3 BB>leerjaar 4 BB": 0.87, "leerjaar 3 KB>leerjaar 4 KB": 0.9,
      "leerjaar 4 BB>technisch mbo": 0.6, "leerjaar 4 KB>technisch mbo": 0.52,
    ]
    for rate in stromen.forecast.rates {
      guard let true_ = truth["\(rate.from)>\(rate.to)"] else { continue }
      #expect(rate.interval95.contains(true_), "\(rate)")
    }
    let text = stromen.summary(language: language)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    let words =
      language == .nl
      ? [
        "standen van peildatum 2019 tot 2024", "volgen uit 120 standen met die van het jaar ervoor",
        "posterior",
      ]
      : [
        "stocks from peildatum 2019 to 2024",
        "follow from 120 stocks with those of the year before", "posterior",
      ]
    for word in words { #expect(unbroken(text).contains(word), "\(word)") }
    #expect(!text.contains("Kansen van 00AA00") && !text.contains("Verschillen"))
    #expect(try Stromen(path: Self.stocks, years: 2).summary(language: language) == text)
  }

  @Test func `rates that stocks leave open stand in a column of their own, also as CSV`() throws {
    let path = try scratch.write(
      """
      vestiging;jaar;toestand;aantal
      A;2019;leerjaar 3;100
      A;2019;leerjaar 4;80
      A;2020;leerjaar 3;60
      A;2020;leerjaar 4;92
      A;2021;leerjaar 3;120
      A;2021;leerjaar 4;60
      """, to: "Kaal.csv")
    let stromen = try Stromen(path: path, years: 1, estimator: .weighted)
    let text = stromen.summary(language: .nl)
    #expect(text.contains("kan zijn") && unbroken(text).contains("laten 2 van de 5 kansen open"))
    let paths = try stromen.write(to: scratch.path("uit"), language: .nl)
    #expect(paths.count == 3)
    let lines = try String(contentsOfFile: paths[0], encoding: .utf8).split(separator: "\r\n")
    #expect(lines[0].hasSuffix("hoog_95;kan_laag;kan_hoog;weinig"))
    #expect(lines.count == 6 && lines[1].hasPrefix("alle vestigingen;leerjaar 3;leerjaar 3;;160;"))
    #expect(lines[5].hasSuffix(";;;nee"))
  }

  @Test func `the chances of goals are printed and written`() throws {
    let stromen = try Stromen(
      path: path, years: 3, goals: ["mbo>=10"])
    let text = stromen.summary(language: .nl)
    #expect(text.contains("Kans op de doelen") && text.contains("mbo ≥ 10"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    let written = try stromen.write(to: scratch.path("doel"), language: .nl)
    let file = try #require(written.first { $0.hasSuffix("-doelen.csv") })
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\r\n")
    #expect(lines.count == 5 && lines[4].hasPrefix("mbo ≥ 10;elk jaar;"))
    #expect(throws: PipelineError.stroom(.goal("mbo"))) { try Stromen(path: path, goals: ["mbo"]) }
  }

  @Test func `an estimator for stocks is refused where flows were counted`() throws {
    #expect(throws: PipelineError.stroom(.flowsAreCounted(file: "Twee.csv"))) {
      try Stromen(path: path, estimator: .posterior)
    }
    #expect(throws: PipelineError.stroom(.stocksAreCounted(file: "voorbeeld-standen.csv"))) {
      try Stromen(path: Self.stocks, estimator: .wandering)
    }
    let text = try Stromen(path: Self.example, years: 1, estimator: .wandering)
      .summary(language: .nl)
    #expect(unbroken(text).contains("een stap van een jaar naar schatting 2,5 punten"))
  }

  @Test func `findings and withheld cells are told in plain words`() throws {
    let path = try scratch.write(
      """
      vestiging;jaar;van;naar;leerlingen
      A;2021;leerjaar 3;leerjaar 4;30
      A;2021;leerjaar 3;weg;<5
      A;2021;leerjaar 4;mbo;28
      A;2022;leerjaar 4;mbo;33
      """, to: "klein.csv")
    let text = try Stromen(path: path, years: 1).summary(language: .nl)
    let words = unbroken(text)
    #expect(
      words.contains("ernstig, rij 5: A, peildatum 2022: uit leerjaar 4 vertrekken"), "\(text)")
    #expect(words.contains("niemand stroomt in"))
    #expect(words.contains("Zonder leerjaar 3: daarvan zijn cellen achtergehouden."))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
  }

  @Test func `a bad cell and a file without flows are refused in one message`() throws {
    let header = "vestiging;jaar;van;naar;leerlingen\n"
    let bad = try scratch.write(header + "A;2021;a;b;-4\n", to: "min.csv")
    let error = #expect(throws: PipelineError.self) { try Stromen(path: bad) }
    #expect(
      error?.message.nl.hasPrefix("min.csv, rij 2, kolom “leerlingen”: gevonden “-4”") == true)
    let none = try scratch.write(header + "A;2021;instroom;a;4\n", to: "geen.csv")
    #expect(throws: PipelineError.stroom(.noFlows(file: "geen.csv"))) { try Stromen(path: none) }
  }
}
