import Testing

@testable import Ingest

@Suite struct GemeenteTests {
  @Test func `capitals and a province behind the name do not matter`() {
    #expect(Gemeente.matches("AMERSFOORT", anyOf: ["Almere", "Amersfoort"]))
    #expect(Gemeente.matches("NIJKERK GLD", anyOf: ["Nijkerk"]))
    #expect(Gemeente.matches("BERGEN NH", anyOf: ["Bergen NH"]))
  }

  @Test func `a longer name is another municipality`() {
    #expect(!Gemeente.matches("UTRECHTSE HEUVELRUG", anyOf: ["Utrecht"]))
    #expect(!Gemeente.matches("HOORN AAN ZEE", anyOf: ["Hoorn"]))
    #expect(!Gemeente.matches("BERGEN LB", anyOf: ["Bergen NH"]))
  }
}
