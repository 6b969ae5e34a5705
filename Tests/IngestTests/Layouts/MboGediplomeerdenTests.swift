import Records
import Testing

@testable import Ingest

@Suite struct MboGediplomeerdenTests {
  private static let header =
    "INSTELLINGSCODE,INSTELLINGSNAAM,PLAATSNAAM INSTELLING,LEERWEG,NIVEAU,"
    + "ERKENDE OPLEIDING CODE,ERKENDE OPLEIDING NAAM,SECTORKAMER NAAM,HOOFDGROEP NAAM"

  @Test func `a diploma is of the school year that ends in the year of the header`() throws {
    let file = try WholeFile(
      "2020-2024-gediplomeerden.csv",
      csv(
        Self.header + ",DIPMAN2021,DIPVROUW2021,DIPMAN2025,DIPVROUW2025",
        "25PX,ROC van Flevoland,ALMERE,OVO,2,25103,Metselaar,Techniek en gebouwde omgeving,"
          + "Bouw en infra,33,-1,41,0"))
    let split =
      "leerweg=OVO, niveau=2, opleiding=25103, sectorkamer=Techniek en gebouwde omgeving, "
      + "hoofdgroep=Bouw en infra, geslacht="
    let start = "gediplomeerden (aantal) | instelling 25PX | schooljaar "
    #expect(
      file.observationLines == [
        start + "2020 | \(split)man, techniek=ja | 33 | rij 2 DIPMAN2021",
        start + "2020 | \(split)vrouw, techniek=ja | 1..4 | rij 2 DIPVROUW2021",
        start + "2024 | \(split)man, techniek=ja | 41 | rij 2 DIPMAN2025",
        start + "2024 | \(split)vrouw, techniek=ja | 0 | rij 2 DIPVROUW2025",
      ])
    #expect(file.header.provisional == .schooljaar(2024))
  }

  @Test func `a year with men and without women is refused`() throws {
    #expect(
      try refusal(
        "x.csv",
        csv(
          Self.header + ",DIPMAN2021,DIPVROUW2021,DIPMAN2022",
          "25PX,ROC,ALMERE,BBL,2,25103,Metselaar,Handel,Bouw en infra,33,5,41"))
        == .unknownHeader(
          file: "x.csv", nearest: "duo-mbo-gediplomeerden", missing: ["DIPVROUW2022"],
          unexpected: []))
  }
}
