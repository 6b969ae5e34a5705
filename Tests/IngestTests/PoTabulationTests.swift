import Foundation
import Ingest
import Records
import TestSupport
import Testing

@Suite struct PoTabulationTests {
  private static let ages = ["JONGER"] + (4...24).map(String.init) + ["OUDER"]
  private static let header =
    "PEILDATUM;GEMEENTENUMMER;GEMEENTENAAM;POSTCODE_LEERLING;GEMEENTENAAM_LEERLING;BRIN_NUMMER;"
    + "VESTIGINGSNUMMER;INSTELLINGSNAAM_VESTIGING;POSTCODE_VESTIGING;PLAATSNAAM;PROVINCIE;SOORT_PO;"
    + "DENOMINATIE_VESTIGING;BEVOEGD_GEZAG_NUMMER;"
    + ages.map { "LEEFTIJD_\($0)" }.joined(separator: ";") + ";TOTAAL"

  /// A row of a school in `school` with pupils who live in `home`, by age.
  private static func row(
    _ school: String, _ home: String, _ counts: [String: String], soort: String = "Bo",
    postcode: String = "3811", year: Int = 2017
  ) -> String {
    "\(year)1001;308;\(school);\(postcode);\(home);04QC;00;School;3743HZ;PLAATS;Utrecht;\(soort);"
      + "Openbaar;37545;" + ages.map { counts[$0] ?? "0" }.joined(separator: ";") + ";99"
  }

  private func region(_ gemeenten: [String]) -> Region {
    Region(
      id: "proef", name: "Proef", document: "Plan", years: 2020...2023, vestigingen: [],
      gemeenten: gemeenten, arbeidsmarktregios: [])
  }

  /// The table of some files, by name and rows.
  private func table(
    _ files: [(String, [String])], gemeenten: [String]
  ) throws -> (text: String, findings: [Finding]) {
    let scratch = try ScratchFolder()
    let paths = try files.map { name, rows in
      try scratch.write(([Self.header] + rows).joined(separator: "\n") + "\n", to: name)
    }
    return try PoTabulation.table(files: paths, region: region(gemeenten))
  }

  @Test func `a child counts where it lives, and no cell under five is printed`() throws {
    let made = try table(
      [
        (
          "Baarn.csv",
          [
            Self.row("Baarn", "Baarn", ["4": "3", "5": "7", "12": "1"]),
            Self.row("Baarn", "Soest", ["5": "2"], postcode: "3761"),
            Self.row("Baarn", "Hilversum", ["5": "50"], postcode: "1213"),
          ]
        ),
        (
          "Soest.csv",
          [
            Self.row("Soest", "Baarn", ["4": "3", "14": "6"]),
            Self.row("Soest", "Soest", ["5": "20"], postcode: "3761"),
            Self.row("Soest", "Soest", ["11": "4"], soort: "Sbo", postcode: "3762"),
          ]
        ),
      ], gemeenten: ["Baarn", "Soest"])
    #expect(made.findings.isEmpty)
    let lines = made.text.split(separator: "\n").map(String.init)
    #expect(
      lines[0] == "gemeente;soort po;leeftijd;peildatum;leerlingen;schoolgemeenten;bron")
    // 10 ages of Baarn and one that somebody has, 10 of Soest in each kind.
    #expect(lines.count == 1 + 11 + 20)
    #expect(lines[1] == "Baarn;Bo;4;2017;6;Baarn, Soest;Baarn.csv, Soest.csv")
    #expect(lines[2] == "Baarn;Bo;5;2017;7;Baarn, Soest;Baarn.csv, Soest.csv")
    #expect(lines[3].hasPrefix("Baarn;Bo;6;2017;0;"))
    #expect(lines[9].hasPrefix("Baarn;Bo;12;2017;<5;"))
    #expect(lines[11].hasPrefix("Baarn;Bo;14;2017;6;"))
    #expect(lines[13].hasPrefix("Soest;Bo;5;2017;22;"))
    #expect(lines.contains { $0.hasPrefix("Soest;Sbo;11;2017;<5;") })
    #expect(!made.text.contains("Hilversum"))
  }

  @Test func `withheld cells add up to an interval`() throws {
    let made = try table(
      [
        (
          "Baarn.csv",
          [
            Self.row("Baarn", "Baarn", ["4": "<5", "5": "7"]),
            Self.row("Baarn", "Baarn", ["4": "<5", "5": "<5", "6": "<5"], postcode: "3742"),
          ]
        )
      ], gemeenten: ["Baarn"])
    let lines = made.text.split(separator: "\n")
    #expect(lines[1].hasPrefix("Baarn;Bo;4;2017;2..8;"))
    #expect(lines[2].hasPrefix("Baarn;Bo;5;2017;8..11;"))
    #expect(lines[3].hasPrefix("Baarn;Bo;6;2017;<5;"))
  }

  @Test func `a municipality whose schools no file holds is left out and named`() throws {
    let made = try table(
      [("Baarn.csv", [Self.row("Baarn", "Soest", ["5": "50"], postcode: "3761")])],
      gemeenten: ["Baarn", "Soest"])
    #expect(!made.text.contains("Soest"))
    #expect(made.findings.map { "\($0.rule) \($0.value ?? "")" } == ["po-gemeente-ontbreekt Soest"])
  }

  @Test func `years stay apart, the order of the files changes nothing`() throws {
    let files = [
      ("a.csv", [Self.row("Baarn", "Baarn", ["5": "50"])]),
      ("b.csv", [Self.row("Baarn", "Baarn", ["5": "60"], year: 2018)]),
    ]
    let one = try table(files, gemeenten: ["Baarn"])
    let other = try table(files.reversed(), gemeenten: ["Baarn"])
    #expect(one.text == other.text)
    let numbers = one.text.split(separator: "\n").filter { $0.contains(";5;20") }
      .map { $0.split(separator: ";")[3...4].joined(separator: " ") }
    #expect(numbers == ["2017 50", "2018 60"])
  }

  @Test func `schools that come twice are refused, and a file of another kind`() throws {
    #expect(
      throws: IngestError.samePeriodTwice(
        file: "b.csv", other: "a.csv", period: "peildatum 2017, Baarn")
    ) {
      try table(
        [
          ("a.csv", [Self.row("Baarn", "Baarn", ["5": "50"])]),
          ("b.csv", [Self.row("Baarn", "Baarn", ["5": "50"])]),
        ], gemeenten: ["Baarn"])
    }
    try withFile("d.csv", "regio;groep;jaar;percentage;noemer;bron\n") { path in
      #expect(
        throws: IngestError.wrongLayout(
          file: "d.csv", found: "regio-doorstroom", expected: ["duo-leerlingen-po-postcode"])
      ) {
        try PoTabulation.table(files: [path], region: region(["Baarn"]))
      }
    }
  }

  @Test func `the table is read back as children of a municipality`() throws {
    let text = try table(
      [("Baarn.csv", [Self.row("Baarn", "Baarn", ["4": "3", "5": "7"])])], gemeenten: ["Baarn"]
    ).text
    let file = try WholeFile("duo-po-leeftijd.csv", text)
    #expect(file.header.layout == "duo-tabel-po-leeftijd")
    #expect(file.header.provisional == nil)
    let read = try #require(file.rows.first?.observations.first)
    #expect(read.place == Place(.gebied, "Baarn"))
    #expect(read.period == .peildatum(2017))
    #expect(read.measure == "leerlingen" && read.unit == .aantal)
    #expect(read.dimensions == [.init("soort po", "Bo"), .init("leeftijd", "4")])
    #expect(read.value == .count(.suppressed(1...4)))
    #expect(file.rows.flatMap(\.observations).count == 10)
  }

  @Test(.enabled(if: Repository.hasDUO, Comment(rawValue: Repository.noDUO)))
  func `the children of the real files are those that Python counts`() throws {
    let folder = Repository.duo.appendingPathComponent("po-postcode-2017")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".csv") }.sorted()
    let gemeenten = names.map { String($0.dropLast(4)) }
    let made = try PoTabulation.table(
      files: names.map { folder.appendingPathComponent($0).path }, region: region(gemeenten))
    #expect(made.findings.isEmpty)
    let reference = try ReferenceNumbers("IngestTests", "po-leeftijd.txt")
    var compared = 0
    for line in made.text.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ";")
      guard let age = Int(fields[2]), (4...13).contains(age) else { continue }
      let key = "\(fields[0]) \(fields[1]):".replacing(" ", with: "_")
      let expected = Int(reference[key][age - 4])
      #expect(
        fields[4] == ((1...4).contains(expected) ? "<5" : "\(expected)"), "\(key) \(age)")
      compared += 1
    }
    // 58 municipalities and kinds of school, ten ages each.
    #expect(compared == 10 * 58)
  }
}
