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

  @Test(arguments: Language.allCases)
  func `a file of flows is told within 80 columns, with its terms`(language: Language) throws {
    let stromen = try Stromen(path: path)
    #expect(stromen.forecast.findings.map(\.rule) == ["een-jaar", "een-jaar"])
    let text = stromen.summary(language: language)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    let words =
      language == .nl
      ? ["Kansen van B", "Verschillen de jaren?", "alle toestanden", "Uitgang: wie"]
      : ["Rates of B", "Do the years differ?", "all states", "Exit: who"]
    for word in words { #expect(text.contains(word), "\(word)") }
    #expect(try Stromen(path: path).summary(language: language) == text)
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
    #expect(text.contains("Ernstig, rij 5") || text.contains("ernstig, rij 5"), "\(text)")
    #expect(text.contains("niemand stroomt in"))
    #expect(text.contains("Zonder leerjaar 3"))
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
