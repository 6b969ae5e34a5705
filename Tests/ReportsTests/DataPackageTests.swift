import Foundation
import Records
import Testing

@testable import Reports

@Suite struct DataPackageTests {
  struct Package: Decodable {
    struct Resource: Decodable {
      struct Schema: Decodable {
        struct Field: Decodable, Equatable {
          let name: String
          let type: String
          let decimalChar: String?
        }
        let fields: [Field]
      }
      struct Dialect: Decodable { let delimiter: String }
      let name: String
      let path: String
      let title: String
      let dialect: Dialect
      let schema: Schema
    }
    let name: String
    let title: String
    let resources: [Resource]
  }

  static func package(_ language: Language, title: String = "T is for Tech") throws -> Package {
    let text = DataPackage.render(
      ReportTables.all(of: SampleReport.report), name: "t-is-for-tech", title: title,
      version: "1.0.0", language: language)
    return try JSONDecoder().decode(Package.self, from: Data(text.utf8))
  }

  @Test(arguments: Language.allCases) func `it describes the files as they are written`(
    language: Language
  ) throws {
    let package = try Self.package(language)
    let tables = ReportTables.all(of: SampleReport.report)
    #expect(package.resources.map(\.path) == tables.map { $0.id + ".csv" })
    for (resource, table) in zip(package.resources, tables) {
      let csv = CSVTable.render(table, language: language)
      let header = resource.schema.fields.map(\.name).joined(separator: resource.dialect.delimiter)
      #expect(csv.hasPrefix(header + "\r\n"))
    }
  }

  @Test func `a column with withheld counts is text, others are numbers with their decimal sign`()
    throws
  {
    let fields = try Self.package(.nl).resources[1].schema.fields
    #expect(fields[2].type == "string")  // 2019 holds 1..4
    #expect(fields[3].type == "number")  // 2020 holds a missing value only
    #expect(fields[4].type == "string")  // 2021 holds n.v.t.
    #expect(fields[5].decimalChar == ",")
    #expect(try Self.package(.en).resources[1].schema.fields[5].decimalChar == ".")
  }

  @Test func `any text survives`() throws {
    let title = "a \"b\" \\ \n\t\u{1} é"
    #expect(try Self.package(.nl, title: title).title == title)
  }
}
