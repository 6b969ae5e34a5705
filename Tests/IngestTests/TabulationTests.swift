import Ingest
import Records
import Testing

@Suite struct TabulationTests {
  private let region = Region(
    id: "almere", name: "Almere", document: "Plan", years: 2020...2023,
    vestigingen: [
      Region.Vestiging(
        code: vestiging("17BI07"), name: "Maarsbergen",
        alsoKnownAs: [vestiging("00ML09")]),
      Region.Vestiging(code: vestiging("99ZZ00"), name: "Nergens"),
    ], gemeenten: ["Almere"], arbeidsmarktregios: [])

  private typealias Tables = (leerlingen: String, examens: String, findings: [Finding])

  private func tables(
    pupils: [String], exams: [String], then body: (Tables) throws -> Void = { _ in }
  ) throws {
    let a = ([Duo.leerlingenHeader] + pupils).joined(separator: "\n") + "\n"
    let d = ([Duo.examensHeader] + exams).joined(separator: "\n") + "\n"
    try withFile("a-2019.csv", a) { pupils in
      try withFile("d.csv", d) { exams in
        try body(try Tabulation.tables(files: [pupils, exams], region: region))
      }
    }
  }

  @Test func `rows of LWOO are added, withheld cells stay intervals, and the rows are named`()
    throws
  {
    try tables(
      pupils: [
        Duo.leerlingen(element: "6021", "2;<5;<5;0"), Duo.leerlingen(element: "6065", "3;0;<5;0"),
        Duo.leerlingen(element: "6075", "0;0;0;0"),
        Duo.leerlingen(code: "88XX00;00", "9;9;9;9"),
      ].map { $0.replacing("88XX00;00", with: "88XX;00") },
      exams: [Duo.examens(code: "00ML;00ML09", gemeente: "LEUSDEN", "5;5;100;<5;<5;100;7;6;90.0")]
    ) { tables in
      #expect(
        tables.leerlingen
          == """
          vestiging;school;gemeente;leerweg;profiel;sector;leerjaar;geslacht;peildatum;leerlingen;bron
          00ML09;Het Baken;LEUSDEN;KB;BWI;techniek;3;man;2019;5;a-2019.csv rij 2,3
          00ML09;Het Baken;LEUSDEN;KB;BWI;techniek;3;vrouw;2019;<5;a-2019.csv rij 2,3
          00ML09;Het Baken;LEUSDEN;KB;BWI;techniek;4;man;2019;2..8;a-2019.csv rij 2,3
          00ML09;Het Baken;LEUSDEN;KB;BWI;techniek;4;vrouw;2019;0;a-2019.csv rij 2,3

          """)
      #expect(
        tables.examens == """
          vestiging;school;gemeente;leerweg;lwt;sector;geslacht;examenjaar;examenkandidaten;geslaagden;bron
          00ML09;Het Baken;LEUSDEN;KB;nee;techniek;man;2024;5;5;d.csv rij 2
          00ML09;Het Baken;LEUSDEN;KB;nee;techniek;totaal;2024;7;6;d.csv rij 2
          00ML09;Het Baken;LEUSDEN;KB;nee;techniek;vrouw;2024;<5;<5;d.csv rij 2

          """)
      #expect(
        tables.findings.map { "\($0.rule) \($0.value ?? "")" } == [
          "vestiging-zonder-gegevens 99ZZ00"
        ])
    }
  }

  @Test func `a location in a municipality of the region comes in, and is reported with numbers`()
    throws
  {
    try tables(
      pupils: [Duo.leerlingen(code: "01FP;00", "1;2;3;4")],
      exams: [
        Duo.examens("15;10;66.7;7;6;85.7;22;16;72.7"),
        Duo.examens(opleiding: "VMBO B - economie", "4;4;100;4;4;100;8;8;100"),
        Duo.examens(code: "77XX;77XX00", gemeente: "ZWOLLE", "1;1;100;1;1;100;2;2;100"),
        Duo.examens(
          code: "66XX;66XX00", type: "HAVO", opleiding: "HAVO - N&T", "1;1;100;1;1;100;2;2;100"),
      ]
    ) { tables in
      #expect(tables.leerlingen.split(separator: "\n").count == 5)
      #expect(!tables.examens.contains("77XX00"))
      #expect(!tables.examens.contains("66XX00"))
      let finding = try #require(
        tables.findings.first { $0.rule == "vestiging-niet-in-regiobestand" })
      #expect(finding.value == "01FP00")
      #expect(finding.text.nl.contains("30 kandidaten vmbo, 22 in techniek"))
      #expect(finding.level == .waarschuwing)
    }
  }

  @Test func `the order of the files changes nothing`() throws {
    try withFile("a-2019.csv", Duo.leerlingenHeader + "\n" + Duo.leerlingen("1;2;3;4")) { a in
      try withFile("d.csv", Duo.examensHeader + "\n" + Duo.examens("1;1;1;1;1;1;2;2;1")) { d in
        let one = try Tabulation.tables(files: [a, d], region: region)
        let other = try Tabulation.tables(files: [d, a], region: region)
        #expect(one == other)
      }
    }
  }

  @Test func `two files about one year are refused, and a file of another layout`() throws {
    let text = Duo.leerlingenHeader + "\n" + Duo.leerlingen("1;2;3;4")
    try withFile("a-2019.csv", text) { a in
      try withFile("b-2019.csv", text) { b in
        #expect(
          throws: IngestError.samePeriodTwice(
            file: "b-2019.csv", other: "a-2019.csv", period: "peildatum 2019")
        ) {
          try Tabulation.tables(files: [b, a], region: region)
        }
      }
    }
    try withFile("d.csv", "regio;groep;jaar;percentage;noemer;bron\n") { path in
      #expect(
        throws: IngestError.wrongLayout(
          file: "d.csv", found: "regio-doorstroom",
          expected: ["duo-leerlingen", "duo-examenkandidaten"])
      ) {
        try Tabulation.tables(files: [path], region: region)
      }
    }
  }
}
