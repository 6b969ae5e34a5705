import Ingest
import Records
import Testing

@Suite struct DuoExamensLangTests {
  @Test func `pass rates and marks, by the school year's beginning`() throws {
    let file = try WholeFile(
      "03_voex.csv",
      table(
        "_id,SCHOOLJAAR,BRIN NUMMER,BRINVESTIGINGSNUMMER,INSTELLINGSNAAM VESTIGING,"
          + "GEMEENTENAAM VESTIGING,PROVINCIE VESTIGING,ONDERWIJSTYPE VO,EXAMENKANDIDATEN,"
          + "GESLAAGDEN,GEZAKTEN,SLAGINGSPERCENTAGE,GEMIDDELD CIJFER SCHOOLEXAMEN,"
          + "GEMIDDELD CIJFER CENTRAAL EXAMEN,GEMIDDELD CIJFER CIJFERLIJST",
        "1,2017,00AH,00AH07,\"locatie, Zuid\",ENSCHEDE,Overijssel,VMBO,80,76,4,95,6.4,6.2,6.5"))
    #expect(file.header.layout == "duo-slagingspercentages")
    #expect(file.findings == [])
    #expect(file.facts == [])
    let read = file.rows[0].observations
    #expect(
      read.map(\.value) == [
        .count(.exact(80)), .count(.exact(76)), .count(.exact(4)), .number(95), .number(6.4),
        .number(6.2), .number(6.5),
      ])
    #expect(read.allSatisfy { $0.period == .examenjaar(2018) })
    #expect(read.allSatisfy { $0.place == Place(.vestiging, "00AH07") })
    #expect(read[3].unit == .procent && read[4].unit == .cijfer)
  }

  @Test func `marks by subject`() throws {
    let file = try WholeFile(
      "04_voex.csv",
      table(
        "_id,SCHOOLJAAR,BRIN NUMMER,BRINVESTIGINGSNUMMER,INSTELLINGSNAAM VESTIGING,GEMEENTECODE,"
          + "GEMEENTENAAM,PLAATSNAAM,PROVINCIE,ONDERWIJSTYPE VO,LEERWEG,VAKCODE,"
          + "VAKNAAMAFKORTING,VAK,ONDERDEEL EXAMEN,SCHOOLEXAMEN BEOORDELING,AANTAL,"
          + "GEMIDDELD CIJFER",
        "1,2013,00AH,00AH07,x,153,ENSCHEDE,ENSCHEDE,Overijssel,VMBO,KL,131,ak,aardrijkskunde,"
          + "CENTRAAL EXAMEN,,33,6.0",
        "2,2013,00AH,00AH07,x,153,ENSCHEDE,ENSCHEDE,Overijssel,HAVO,,131,ak,aardrijkskunde,"
          + "SCHOOLEXAMEN,G,6,"))
    #expect(file.header.layout == "duo-vakcijfers")
    let read = file.rows.flatMap(\.observations)
    #expect(read.map(\.value) == [.count(.exact(33)), .number(6), .count(.exact(6))])
    #expect(
      read[0].dimensions.map(\.value) == [
        "VMBO", "KL", "131", "aardrijkskunde", "CENTRAAL EXAMEN",
      ])
    #expect(
      read[2].dimensions.map(\.name) == [
        "onderwijstype", "vakcode", "vak", "onderdeel", "beoordeling",
      ])
    #expect(read[0].period == .examenjaar(2014))
  }
}
