import Crosswalks
import Records
import Testing

@testable import Ingest

@Suite struct VocabularyTests {
  @Test func `each afdeling of DUO is one of the ten profiles`() {
    let names = [
      "Bouwen, wonen en interieur", "Produceren, installeren en energie",
      "Mobiliteit en transport", "Media, vormgeving en ICT", "Maritiem en Techniek",
      "Dienstverlening en producten", "Zorg en welzijn", "Economie en ondernemen",
      "Horeca, bakkerij en recreatie", "Groen",
    ]
    #expect(names.map(Vocabulary.profiel) == Profiel.all)
  }

  @Test func `an afdeling outside the table stays under its own name`() {
    #expect(
      Vocabulary.profiel("Vakmanschapsroute Techniek") == Profiel("Vakmanschapsroute Techniek"))
    #expect(Vocabulary.profiel("N.v.t.") == nil)
    #expect(Vocabulary.profiel("") == nil)
  }

  @Test func `the crosswalk of afdelingen agrees on every name and code of today`() {
    let names = [
      "Bouwen, wonen en interieur", "PRODUCEREN, INSTALLEREN EN ENERGIE", "Mobiliteit en transport",
      "Media, vormgeving en ICT", "Maritiem en Techniek", "Dienstverlening en producten",
      "Zorg en welzijn", "Economie en ondernemen", "Horeca, bakkerij en recreatie", "Groen",
      "Vakmanschapsroute Techniek", "Beroepsroute Landbouw", "N.v.t.", "",
    ]
    for name in names {
      #expect(Profielen.profielOrOwnName(afdeling: name) == Vocabulary.profiel(name))
    }
    for code in ["BWI", "PIE", "MTR", "MVI", "MTE", "DP", "ZWE", "EO", "HBR", "G", "BP"] {
      #expect(Profielen.profielOrOwnName(afdeling: code) == Vocabulary.profiel(code))
    }
    // Only an afdeling from before 2016 keeps its own name here.
    #expect(Profielen.profielOrOwnName(afdeling: "Metaaltechniek") == .pie)
    #expect(Vocabulary.profiel("Metaaltechniek") == Profiel("Metaaltechniek"))
  }

  @Test func `an exam programme is leerweg, mark and sector`() {
    typealias Examen = Vocabulary.Examen
    #expect(
      Vocabulary.examen("VMBO K - techniek") == Examen(leerweg: .kb, lwt: false, sector: .techniek))
    #expect(
      Vocabulary.examen("VMBO LWT - zorg & welzijn")
        == Examen(leerweg: .bb, lwt: true, sector: .zorgEnWelzijn))
    #expect(
      Vocabulary.examen("VMBO B - intersectoraal")
        == Examen(leerweg: .bb, lwt: false, sector: .intersectoraal))
    #expect(
      Vocabulary.examen("VMBO T") == Examen(leerweg: .tl, lwt: false, sector: .onverdeeld))
    for name in ["VMBO K", "VMBO X - techniek", "VMBO K - N&T", "HAVO - N&T", "VMBO", ""] {
      #expect(Vocabulary.examen(name) == nil)
    }
  }

  @Test func `the nearest name needs the fewest letters changed`() {
    #expect(editDistance("doorstrom", "doorstroom") == 1)
    #expect(editDistance("kitten", "sitting") == 3)
    #expect(nearest(to: "keuzetechniek", in: Indicator.registry.map(\.id)) == "keuze-techniek")
  }
}
