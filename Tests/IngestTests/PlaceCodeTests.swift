import Records
import Testing

@testable import Ingest

@Suite struct PlaceCodeTests {
  @Test(arguments: [
    (Place.Kind.gemeente, "307", "0307"), (.gemeente, "0307", "0307"),
    (.gemeente, "GM0307", "0307"), (.gemeente, "50", "0050"), (.postcode, "3811 AB", "3811AB"),
    (.postcode, "3811ab", "3811AB"), (.postcode, "3811", "3811"), (.postcode, "30", "30"),
    (.rmc, "7", "07"), (.rmc, "16", "16"), (.vestiging, "03wo01", "03WO01"),
    (.instelling, "25pw", "25PW"), (.bestuur, "40306", "40306"),
    (.arbeidsmarktregio, "FoodValley", "FoodValley"), (.gebied, "NL01", "NL01"),
    (.land, "", "NL"), (.provincie, "Fryslân", "Fryslân"),
    (.samenwerkingsverband, "VO0001", "VO0001"),
  ])
  func `a code has one form`(kind: Place.Kind, text: String, code: String) {
    #expect(kind.code(text) == code)
  }

  @Test(arguments: [
    (Place.Kind.gemeente, ""), (.gemeente, "03071"), (.gemeente, "Almere"), (.postcode, "3811A"),
    (.postcode, ""), (.postcode, "38111"), (.postcode, "381 AB"), (.rmc, "160"),
    (.vestiging, "03WO"), (.instelling, "03WO01"), (.bestuur, ""), (.gebied, ""),
    (.bestuur, "4030-6"),
  ])
  func `a text that is no such code is refused`(kind: Place.Kind, text: String) {
    #expect(kind.code(text) == nil)
  }
}
