import Testing

@testable import Crosswalks

@Suite struct GemeentenRefusalTests {
  private let areas = "soort;code;naam;bron\nrmc;16;Eem en Vallei;x\n"
  private let header =
    "code;naam;ook;provincie;rmc;corop;rpa;arbeidsmarktregio;van;tot;bron\n"
  private let moves = "van;naar;datum;bron\n"

  private func table(_ rows: String, _ more: String = "") throws -> Gemeenten {
    try Gemeenten(gemeenten: header + rows, herindelingen: moves + more, gebieden: areas)
  }

  @Test func `a region that no table has is refused`() {
    #expect(
      throws: CrosswalkError.badCell(table: "gemeenten", row: 2, column: "rmc", value: "99")
    ) { try table("0001;A;;X;99;;;;;;x\n") }
  }

  @Test func `a day that does not exist is refused`() {
    #expect(
      throws: CrosswalkError.badCell(
        table: "gemeenten", row: 2, column: "tot", value: "2019-02-30")
    ) { try table("0001;A;;X;16;;;;;2019-02-30;x\n") }
  }

  @Test func `a move to a gemeente that the table does not have is refused`() {
    #expect(
      throws: CrosswalkError.badCell(
        table: "herindelingen", row: 2, column: "naar", value: "0002")
    ) { try table("0001;A;;X;16;;;;;2019-01-01;x\n", "0001;0002;2019-01-01;x\n") }
  }
}
