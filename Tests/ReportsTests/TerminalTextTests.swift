import Reports
import Testing

@Suite struct TerminalTextTests {
  @Test func `a long line is broken at a blank, and its rest indented`() {
    let text = TerminalText.wrapped("Fout: a.csv, rij 3: dit kan niet", width: 20)
    #expect(text == "Fout: a.csv, rij 3:\n  dit kan niet")
  }

  @Test func `the blanks that a line begins with are kept, also on its rest`() {
    let text = TerminalText.wrapped("kop\n    vier vijf zes zeven acht", width: 20, hanging: 1)
    #expect(text == "kop\n    vier vijf zes\n     zeven acht")
  }

  @Test func `a short line stays as it is, with its columns`() {
    #expect(TerminalText.wrapped("a   b\n\nc") == "a   b\n\nc")
  }

  @Test(arguments: [20, 33, 80]) func `no line is wider, also of one endless word`(width: Int) {
    let text = TerminalText.wrapped(
      "  " + String(repeating: "x", count: 500) + " en 🇳🇱 nog é wat", width: width)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
    #expect(text.filter { $0 == "x" }.count == 500)
  }
}
