import Ingest
import Records
import Testing

@Suite struct FileCheckTests {
  private func rules(_ name: String, _ lines: [String]) throws -> [String] {
    try findings(name, lines).map(\.rule).filter {
      !["voorlopig-jaar", "bestand-onvolledig", "rijen-zonder-telling"].contains($0)
    }
  }

  private func findings(_ name: String, _ lines: [String]) throws -> [Finding] {
    try withFile(name, lines.map { $0 + "\n" }.joined()) { path in
      try CheckedFile(path: path).findings
    }
  }

  private func pupils(_ rows: [String]) throws -> [String] {
    try rules("x-2019.csv", [Duo.leerlingenHeader] + rows)
  }

  /// A row of the pupil file with the name of its programme.
  private func pupil(
    code: String = "00ML;09", school: String = "Het Element", plaats: String = "AMERSFOORT",
    type: String = "VMBO KL lj 3-4", afdeling: String = "Bouwen, wonen en interieur",
    element: String = "6021", opleiding: String = "VMBO KB BWI",
    _ counts: String = "0;0;0;0;9;1;8;2;0;0;0;0"
  ) -> String {
    "\(code);\(school);\(plaats);Utrecht;\(type);Techniek;\(afdeling);\(element);\(opleiding);\(counts)"
  }

  @Test func `a sound row gives nothing`() throws {
    #expect(try pupils([pupil()]) == [])
  }

  @Test func `an elementcode stands for one profile and leerweg`() throws {
    #expect(
      try pupils([pupil(afdeling: "Produceren, installeren en energie")])
        == ["code-past-niet-bij-naam"])
    #expect(try pupils([pupil(type: "VMBO BL lj 3-4")]) == ["code-past-niet-bij-naam"])
    // The second code of each leerweg is that with LWOO; 7 begins leerwerktraject, always BB.
    #expect(try pupils([pupil(element: "6065")]) == [])
    #expect(try pupils([pupil(type: "VMBO BL lj 3-4", element: "7011")]) == [])
    // A vakmanschapsroute has no code in the table.
    #expect(try pupils([pupil(afdeling: "Vakmanschapsroute Techniek", element: "4512")]) == [])
  }

  @Test func `the second name of a code is named with both counts`() throws {
    let found = try findings(
      "x-2019.csv",
      [
        Duo.leerlingenHeader, pupil(), pupil(element: "6065", opleiding: "LWOO KB BWI"),
        pupil(
          school: "De Buren", type: "VMBO BL lj 3-4", element: "6011", opleiding: "VMBO BB BWI"),
      ]
    ).filter { $0.rule == "een-code-twee-namen" }
    #expect(found.map(\.row) == [4])
    #expect(found.first?.value == "00ML09")
    #expect(found.first?.text.nl.contains("“De Buren | AMERSFOORT | Utrecht” in 1 rijen") == true)
  }

  @Test func `pupils where the type has no leerjaar`() throws {
    let havo = "00ML;09;Het Element;AMERSFOORT;Utrecht;HAVO lj 4-5;N.v.t.;N.v.t.;0371;HAVO;"
    #expect(try pupils([havo + "0;0;0;0;0;0;3;3;3;3;0;0"]) == [])
    #expect(try pupils([havo + "0;0;0;0;1;0;3;3;3;3;0;0"]) == ["leerjaar-buiten-onderwijstype"])
    let tl = "00ML;09;Het Element;AMERSFOORT;Utrecht;VMBO TL lj 3-4;N.v.t.;N.v.t.;0474;MAVO;"
    #expect(try pupils([tl + "0;0;0;0;9;9;0;0;0;0;0;0"]) == [])
    #expect(try pupils([tl + "0;0;0;0;9;9;4;0;0;0;0;0"]) == ["leerjaar-buiten-onderwijstype"])
  }

  @Test(arguments: [("99", "12", false), ("100", "20", true), ("100", "21", false)])
  func `a number five times the next is out of tune`(largest: String, next: String, speaks: Bool)
    throws
  {
    #expect(
      try pupils([pupil("0;0;0;0;\(largest);1;\(next);2;0;0;0;0")])
        == (speaks ? ["getal-uit-de-toon"] : []))
  }

  @Test func `a blank cell is missing, not zero`() throws {
    let found = try findings(
      "x-2019.csv", [Duo.leerlingenHeader, pupil("0;0;0;0;9;1;8;;0;0;0;0")])
    #expect(
      found.contains {
        $0.rule == "lege-cellen" && $0.column == "LEER- OF VERBLIJFSJAAR 4 - VROUW" && $0.row == 2
      })
  }

  @Test func `the same row twice`() throws {
    #expect(try pupils([pupil(), pupil()]) == ["dubbele-sleutel", "rij-herhaald"])
  }

  @Test(arguments: ["Café", "Fryslân", "Het ’t Harde", "O'Brien", "Zoë’s", "Wat? Ja"])
  func `sound names are no damage`(name: String) throws {
    #expect(try pupils([pupil(school: name)]) == [])
  }

  @Test(arguments: ["Caf‘school", "Caf?school", "Caf\u{FFFD}", "CafŽ"])
  func `damaged names are found`(name: String) throws {
    #expect(try pupils([pupil(school: name)]) == ["verminkte-tekens"])
  }

  @Test(arguments: ["CafÃ©school", "GaÃ«l"])
  func `of UTF-8 written twice the reader gives the place, the check how many`(name: String) throws
  {
    #expect(try pupils([pupil(school: name)]) == ["letter-vreemd", "verminkte-tekens"])
  }

  private func exam(
    _ number: Int, _ counts: String, code: String = "38", opleiding: String = "VMBO K - techniek"
  ) -> String {
    let location = "01FP\(number < 10 ? "0" : "")\(number)"
    return "01FP;\(location);Het Baken;ALMERE;VMBO;\(code);\(opleiding);\(counts)"
  }

  @Test func `a percentage that does not follow from exact counts`() throws {
    func rules(_ counts: String) throws -> [String] {
      try self.rules("e.csv", [Duo.examensHeader, exam(1, counts)])
    }
    #expect(try rules("30;29;96.7;5;5;100;35;34;97.1") == [])
    #expect(try rules("30;29;96.6;5;5;100;35;34;97.1") == ["slaagpercentage-klopt-niet"])
    // Where one is withheld the percentage is not used to find it.
    #expect(try rules("30;29;96.7;<5;<5;75;33;31;93.9") == [])
    #expect(try rules("30;29;96.7;<5;<5;175;33;31;93.9") == ["slaagpercentage-klopt-niet"])
    #expect(try rules("0;0;0;5;0;0;5;0;0") == [])
  }

  @Test func `an inspectiecode stands for one programme`() throws {
    let counts = "30;29;96.7;5;5;100;35;34;97.1"
    #expect(
      try rules("e.csv", [Duo.examensHeader, exam(1, counts, opleiding: "VMBO K - economie")])
        == ["code-past-niet-bij-naam"])
    #expect(
      try rules(
        "e.csv", [Duo.examensHeader, exam(1, counts, code: "90", opleiding: "VMBO T - techniek")])
        == [])
  }

  @Test func `withheld cells that were filled in`() throws {
    func column(_ cells: [String]) throws -> [String] {
      let rows = cells.enumerated().map { number, cell in
        exam(number, "\(cell);\(cell);100;0;0;0;\(cell);\(cell);100")
      }
      return try rules("e.csv", [Duo.examensHeader] + rows)
        .filter { !["slaagpercentage-klopt-niet", "kolom-herhaald"].contains($0) }
    }
    let large = (0..<30).map { String(5 + $0 % 5) }
    #expect(try Set(column(large)) == ["kleine-aantallen-ontbreken"])
    #expect(try column(large + ["<5"]) == [])
    #expect(try Set(column(large + ["<5", "3"])) == ["afscherming-gemengd"])
    let fours = (0..<40).map { _ in "4" }
    #expect(try Set(column(fours)) == ["een-klein-aantal-overheerst"])
  }

  @Test func `many of one rule are a hundred in full and one with the rest`() throws {
    let rows = (1...120).map { number in
      exam(number % 100, "30;29;90;5;5;100;35;34;97.1").replacing("01FP", with: "01F\(number % 7)")
    }
    let found = try findings("e.csv", [Duo.examensHeader] + rows)
      .filter { $0.rule == "slaagpercentage-klopt-niet" }
    #expect(found.map(\.row) == Array(2...102))
    #expect(found.last?.value == "20" && found.last?.places == 20)
    #expect(found.last?.text.nl == "nog 20 keer hetzelfde, vanaf rij 102, 103, 104 …")
    #expect(found.reduce(0) { $0 + $1.places } == 120)
  }

  @Test func `rows that give no count are counted by their type`() throws {
    func other(_ type: String) -> String {
      "00ML;09;Het Element;AMERSFOORT;Utrecht;\(type);N.v.t.;N.v.t.;0371;X;0;0;0;0;0;0;0;0;0;0;0;0"
    }
    func text(_ rows: [String]) throws -> Phrase? {
      try findings("x-2019.csv", [Duo.leerlingenHeader] + rows)
        .first { $0.rule == "rijen-zonder-telling" }?.text
    }
    #expect(try text([pupil()]) == nil)
    let rows =
      [pupil()]
      + ["HAVO lj 4-5", "VWO lj 4-6", "VWO lj 4-6", "Praktijkonderwijs alle vj"].map(other)
      + ["HAVO uitbest. aan VAVO", "VMBO uitbest. aan VAVO", "Int. Baccelaureaat"].map(other)
    #expect(
      try text(rows)
        == Phrase(
          nl:
            "7 van 8 rijen geven geen telling van het vmbo: vavo 2, vwo 2, havo 1, internationaal "
            + "onderwijs 1, praktijkonderwijs 1",
          en: "7 of 8 rows give no vmbo count: vavo 2, vwo 2, havo 1, international education 1, "
            + "praktijkonderwijs 1"))
  }

  @Test func `zeros of TL by sector from before 2019 are said to be no count`() throws {
    let header = Duo.examensHeader.replacing("2023-2024", with: "2016-2017")
    let tl = exam(1, "0;0;0;0;0;0;0;0;0", opleiding: "VMBO T - techniek")
    let whole = exam(2, "30;29;96.7;5;5;100;35;34;97.1")
    let found = try findings("e.csv", [header, tl, whole]).first {
      $0.rule == "rijen-zonder-telling"
    }
    #expect(
      found?.text.nl == "1 van 2 rijen geven geen telling van het vmbo: vmbo zonder aantal 1")
  }

  @Test func `names of locations are handed on`() throws {
    let file = try withFile("x-2019.csv", Duo.leerlingenHeader + "\n" + pupil() + "\n") {
      try CheckedFile(path: $0)
    }
    #expect(
      file.names == [
        VestigingName(
          file: "x-2019.csv", vestiging: vestiging("00ML09"), naam: "Het Element",
          plaats: "AMERSFOORT", row: 2)
      ])
  }
}
