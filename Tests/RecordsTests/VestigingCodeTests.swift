import Records
import Testing

@Suite struct VestigingCodeTests {
  @Test(arguments: [("01FP", "00"), ("01FP", "0"), ("01FP", " 0"), ("01fp", "01FP00")])
  func `the location may have lost its zero or be six characters`(brin: String, location: String) {
    #expect(VestigingCode(brin: brin, vestiging: location)?.text == "01FP00")
  }

  @Test(arguments: [
    ("01F", "00"), ("01FPX", "00"), ("01FP", ""), ("01FP", "000"), ("01FP", "02FP00"),
    ("01FP", "é"), ("", ""),
  ])
  func `a malformed pair is no code`(brin: String, location: String) {
    #expect(VestigingCode(brin: brin, vestiging: location) == nil)
  }

  @Test func `a code is six letters or digits, in capitals, blanks around it ignored`() {
    #expect(VestigingCode(" 03wo01 ")?.text == "03WO01")
    #expect(VestigingCode("03WO01")?.brin == "03WO")
    #expect(VestigingCode("03WO") == nil)
    #expect(VestigingCode("03WO0101") == nil)
    #expect(VestigingCode("03 O01") == nil)
  }
}
