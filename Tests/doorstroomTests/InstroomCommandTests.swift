import Foundation
import TestSupport
import Testing

extension CommandTests {
  @Test(arguments: ["t-is-for-tech", "almere"])
  func `instroom prints the years to come within 80 columns, and the same as CSV`(region: String)
    throws
  {
    let result = try run("instroom", "--regio", region, "--data", Repository.data.path)
    #expect(result.code == 0, "\(result.error)")
    #expect(result.error.isEmpty)
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(result.output.hasPrefix("Instroom in leerjaar 3 van de technische profielen"))
    #expect(result.output.contains("1 oktober 2017"))
    for year in 2023...2027 { #expect(result.output.contains("\n\(year) ")) }
    // Nothing is written, also no store.
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)

    let csv = try run("instroom", "--regio", region, "--csv", "--data", Repository.data.path).output
      .split(separator: "\r\n").map {
        $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
      }
    #expect(
      csv[0].prefix(7) == [
        "regio", "vestiging", "naam", "peildatum", "kinderen", "index", "instroom",
      ])
    func number(_ text: String) throws -> Double {
      try #require(Double(text.replacing(",", with: ".")))
    }
    for year in 2023...2027 {
      let rows = csv.filter { $0[3] == "\(year)" && $0[11] == "alle" }
      let total = try #require(rows.first { $0[1] == "alle" })
      // Means add up, to the decimals printed.
      let parts = try rows.filter { $0[1] != "alle" }.reduce(0) { try $0 + number($1[6]) }
      expectClose(parts, try number(total[6]), absolute: 0.05 * Double(rows.count))
      #expect(try number(total[9]) <= number(total[7]) && number(total[8]) <= number(total[10]))
      // So do the profiles of each location.
      for row in rows {
        let profiles = csv.filter { $0[3] == row[3] && $0[1] == row[1] && $0[11] != "alle" }
        #expect(!profiles.isEmpty && profiles.allSatisfy { $0[15].contains("20") })
        expectClose(
          try profiles.reduce(0) { try $0 + number($1[6]) }, try number(row[6]),
          absolute: 0.05 * Double(profiles.count + 1))
      }
    }
    // What could have been used is named.
    #expect(result.output.contains("Niet gebruikt, want niet in hand: schooladviezen"))
    #expect(result.output.contains("duo-po-leeftijd.csv"))
    let english = try run(
      "instroom", "--regio", region, "--lang", "en", "--data", Repository.data.path)
    #expect(english.output.hasPrefix("Inflow into leerjaar 3"))
  }

  @Test func `instroom without children, or of a region that is not there, is refused with advice`()
    throws
  {
    let data = scratch.path("leeg")
    try FileManager.default.copyItem(atPath: Repository.data.path, toPath: data)
    try FileManager.default.removeItem(atPath: data + "/almere/duo-po-leeftijd.csv")
    let none = try run("instroom", "--regio", "almere", "--data", data)
    #expect(none.code == 1)
    #expect(none.error.contains("doorstroom tabulate"), "\(none.error)")
    let other = try run("instroom", "--regio", "utopia", "--data", data)
    #expect(other.code == 1 && other.error.contains("almere"), "\(other.error)")
  }

  /// Synthetic files in the layouts of DUO's: real ones are in hand as a few rows only.
  private static func adviceFile(_ year: Int, gemeente: String, vmbo: Int) -> String {
    let columns = [
      "PEILDATUM_LEERLINGEN", "PRIKDATUM", "INSTELLINGSCODE", "VESTIGINGSCODE",
      "INSTELLINGSNAAM_VESTIGING", "POSTCODE_VESTIGING", "PLAATSNAAM", "GEMEENTENUMMER",
      "GEMEENTENAAM", "PROVINCIE", "SOORT_PO", "DENOMINATIE_VESTIGING", "BEVOEGD_GEZAG_NUMMER",
      "VSO", "PRO", "VMBO_B", "VMBO_B_K", "VMBO_K", "VMBO_K_GT", "VMBO_GT", "VMBO_GT_HAVO", "HAVO",
      "HAVO_VWO", "VWO", "ADVIES_NIET_MOGELIJK",
    ]
    let rows = ["90AA", "90BB"].map { brin in
      [
        "\(year)1001", "\(year + 1)0904", brin, "00", "Proefschool", "1311AA",
        gemeente.uppercased(), "0034", gemeente, "Flevoland", "Bo", "Openbaar", "12345", "0", "<5",
        "<5", "10", "0", "0", "\(vmbo)", "20", "60", "20", "30", "<5",
      ]
    }
    return ([columns] + rows).map { row in
      row.map { "\"\($0)\"" }.joined(separator: ";") + "\r\n"
    }.joined()
  }

  private static func prognosisFile(_ institutions: [String]) -> String {
    var text = "INSTELLINGSCODE,ONDERWIJSNIVEAU,JAAR,PROGNOSEAANTALLEN\r\n"
    for institution in institutions {
      for year in 2024...2043 {
        text += "\(institution),VMBO_,\(year),\(600 - 6 * (year - 2024)).5\r\n"
        text += "\(institution),VWO_,\(year),300\r\n"
      }
    }
    return text
  }

  private func almere() throws -> String {
    let data = scratch.path("bronnen")
    try FileManager.default.copyItem(atPath: Repository.data.path, toPath: data)
    return data
  }

  private static let adviceName = "04-leerlingen-bo-sbo-schooladviezen"

  @Test func `advice and the vo forecast in the folder are used and said, in both languages`()
    throws
  {
    let data = try almere()
    for year in [2018, 2019, 2023] {
      try Self.adviceFile(year, gemeente: "Almere", vmbo: 40 - (year - 2018)).write(
        toFile: data + "/almere/\(Self.adviceName)-\(year)-\(year + 1).csv", atomically: true,
        encoding: .utf8)
    }
    try Self.prognosisFile(["01FP", "77ZZ"]).write(
      toFile: data + "/almere/brin4_prognosesvo.csv", atomically: true, encoding: .utf8)
    let po =
      "INSTELLINGSCODE,VESTIGINGSCODE,TYPE_PO,JAAR,PROGNOSEAANTALLEN\r\n90AA,00,BO,2026,80.5\r\n"
    try po.write(
      toFile: data + "/almere/brin6_prognosespo.csv", atomically: true, encoding: .utf8)
    let result = try run("instroom", "--regio", "almere", "--data", data)
    #expect(result.code == 0, "\(result.error)")
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(result.output.contains("\n2031 ~") && result.output.contains("\n2032 *"))
    #expect(result.output.contains("op 1 scholen"))
    #expect(result.output.contains("kinderen met een vmbo-advies"))
    #expect(result.output.contains("Vo-prognose van DUO: vanaf 2024"))
    #expect(result.output.contains("niet in de prognose"))
    #expect(result.output.contains("brin4_prognosesvo.csv"))
    #expect(!result.output.contains("niet in hand: schooladviezen"))
    let english = try run("instroom", "--regio", "almere", "--lang", "en", "--data", data)
    #expect(english.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(english.output.contains("DUO's vo forecast: from 2024 on"))
  }

  @Test
  func `advice of other municipalities, advice in numbers and other institutions are refused`()
    throws
  {
    let data = try almere()
    func refused(_ name: String, _ text: String) throws -> String {
      let path = data + "/almere/" + name
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      let result = try run("instroom", "--regio", "almere", "--data", data)
      try FileManager.default.removeItem(atPath: path)
      #expect(result.code == 1 && result.output.isEmpty)
      // Lines are broken at blanks.
      return result.error.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(
      try refused(
        Self.adviceName + "-2023-2024.csv",
        Self.adviceFile(2023, gemeente: "Zwolle", vmbo: 40)
      ).contains("geen enkele basisschool"))
    #expect(
      try refused(
        "brin6_advies.csv",
        "INSTELLINGSCODE,VESTIGINGSCODE,TYPE_PO,PEILJAAR,ADVIES,AANTAL_LEERLINGEN\r\n"
          + "90AA,0,BO,2023,3,12\r\n"
      ).contains("nummers 1 tot en met 12"))
    #expect(
      try refused(
        "brin6_prognosespo.csv",
        "INSTELLINGSCODE,VESTIGINGSCODE,TYPE_PO,JAAR,PROGNOSEAANTALLEN\r\n90AA,00,BO,2026,80.5\r\n"
      ).contains("adressen van het basisonderwijs"))
    #expect(
      try refused("brin4_prognosesvo.csv", Self.prognosisFile(["77ZZ"])).contains("01FP"))
  }

  @Test func `loose files in the store are used where the folder has none`() throws {
    let store = scratch.path("opslag.sqlite")
    let prognosis = scratch.path("brin4_prognosesvo.csv")
    try Self.prognosisFile(["01FP", "17DN"]).write(
      toFile: prognosis, atomically: true, encoding: .utf8)
    let taken = try run("ingest", prognosis, "--store", store)
    #expect(taken.code == 0, "\(taken.error)")
    let result = try run(
      "instroom", "--regio", "almere", "--data", Repository.data.path, "--store", store)
    #expect(result.code == 0, "\(result.error)")
    #expect(result.output.contains("Vo-prognose van DUO: vanaf 2024"))
    #expect(result.output.contains("brin4_prognosesvo.csv"))
  }

  @Test(.enabled(if: Repository.hasDUO, Comment(rawValue: Repository.noDUO)))
  func `tabulate makes again the children that the package holds`() throws {
    let duo = Repository.duo.appendingPathComponent("po-postcode-2017")
    let names = try FileManager.default.contentsOfDirectory(atPath: duo.path)
      .filter { $0.hasSuffix(".csv") }
    for region in ["t-is-for-tech", "almere"] {
      let folder = scratch.path("kinderen/" + region)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let source = Repository.data.appendingPathComponent(region)
      try FileManager.default.copyItem(
        atPath: source.appendingPathComponent("regio.yaml").path, toPath: folder + "/regio.yaml")
      let paths = names.map { duo.appendingPathComponent($0).path }
      let result = try run(["tabulate", "--regio", folder] + paths)
      #expect(result.code == 0, "\(result.error)")
      #expect(result.output == folder + "/duo-po-leeftijd.csv\n")
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: folder + "/duo-po-leeftijd.csv"))
          == Data(contentsOf: source.appendingPathComponent("duo-po-leeftijd.csv")),
        "\(region)/duo-po-leeftijd.csv is not what tabulate makes")
    }
  }
}
