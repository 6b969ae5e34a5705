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
      .split(separator: "\r\n").map { $0.split(separator: ";").map(String.init) }
    #expect(
      csv[0].prefix(7) == [
        "regio", "vestiging", "naam", "peildatum", "kinderen", "index", "instroom",
      ])
    func number(_ text: String) throws -> Double {
      try #require(Double(text.replacing(",", with: ".")))
    }
    for year in 2023...2027 {
      let rows = csv.filter { $0[3] == "\(year)" }
      let total = try #require(rows.first { $0[1] == "alle" })
      // Means add up, to the decimals printed.
      let parts = try rows.filter { $0[1] != "alle" }.reduce(0) { try $0 + number($1[6]) }
      expectClose(parts, try number(total[6]), absolute: 0.05 * Double(rows.count))
      #expect(try number(total[9]) <= number(total[7]) && number(total[8]) <= number(total[10]))
    }
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
