import Records
import Testing

@testable import Crosswalks

@Suite struct SuccessionTests {
  private let header = "van;naar;datum;soort;volledig;bron\n"

  @Test func `a hand-kept table is read, in both ways to write a day`() throws {
    let moves = try Succession.read(
      "# moves of our region\n" + header
        + "07kp00;17BI07;2024-08-01;fusie;ja;DUO\n14RC;00ML;1-8-2023;verhuizing;nee;\"a; b\"\n",
      name: "proef")
    #expect(
      moves == [
        move("07KP00", "17BI07", "2024-08-01").from("DUO"),
        move("14RC", "00ML", "2023-08-01", isComplete: false, kind: .verhuizing).from("a; b"),
      ])
  }

  @Test func `a line that is written is read back`() throws {
    let moves = [
      move("07KP00", "17BI07", "2024-08-01").from("a; \"b\" c"),
      move("14RC", "00ML", "2023-08-01", isComplete: false, kind: .verhuizing),
    ]
    let text = header + moves.map(\.line).joined(separator: "\n") + "\n"
    #expect(try Succession.read(text, name: "proef") == moves)
  }

  @Test(arguments: [
    ("07KP0;17BI07;2024-08-01;fusie;ja;x", "van", "07KP0"),
    ("07KP00;;2024-08-01;fusie;ja;x", "naar", ""),
    ("07KP00;17BI07;2024-02-30;fusie;ja;x", "datum", "2024-02-30"),
    ("07KP00;17BI07;2024-08-01;Fusie;ja;x", "soort", "Fusie"),
    ("07KP00;17BI07;2024-08-01;fusie;J;x", "volledig", "J"),
    ("07KP00;17BI07;2024-08-01;fusie;ja; ", "bron", " "),
  ])
  func `a bad cell is refused by its name`(line: String, column: String, value: String) {
    #expect(
      throws: CrosswalkError.badCell(table: "proef", row: 2, column: column, value: value)
    ) { try Succession.read(header + line + "\n", name: "proef") }
  }

  @Test func `a row of DUO's file is a move of an institution or a location only`() {
    func overgang(_ functie: String, _ van: String, _ naar: String) -> Overgang {
      Overgang(
        van: van, naar: naar, functie: functie, datum: "2024-08-01", soort: "Fusie", volledig: true,
        source: SourceCell(file: "f", row: 7, column: "NR_ADMIN_VAN"))
    }
    let location = Succession(overgang("D", "07KP00", "17BI07"))
    #expect(
      location
        == move("07KP00", "17BI07", "2024-08-01").from("DUO OVERGANGEN, rij 7"))
    #expect(Succession(overgang("U", "07KP", "17BI"))?.to == "17BI")
    #expect(Succession(overgang("B", "40306", "41000")) == nil)
    #expect(Succession(overgang("S", "00AE", "01WI")) == nil)
    #expect(Succession(overgang("D", "07KP00", "")) == nil)
  }

  @Test func `the built-in table can be read`() {
    let lines = Succession.handKept.map {
      $0.line.split(separator: ";").prefix(5).joined(separator: ";")
    }
    #expect(lines == ["07KP00;17BI07;2024-08-01;fusie;ja"])
    #expect(Succession.handKept.allSatisfy { !$0.source.isEmpty })
  }
}

extension Succession {
  /// The same move with another source.
  func from(_ source: String) -> Succession {
    Succession(
      from: from, to: to, date: date, kind: kind, isComplete: isComplete, source: source) ?? self
  }
}
