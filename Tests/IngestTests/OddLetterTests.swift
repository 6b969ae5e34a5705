import Foundation
import Records
import Testing

@testable import Ingest

@Suite struct OddLetterTests {
  private static let header = Array("regio;groep;jaar;percentage;noemer;bron\n".utf8)

  /// The findings of a file whose source is called so, by rows and by batches.
  private func findings(_ name: [UInt8]) throws -> [Finding] {
    let row = Array("a;PIE;2023;90,5;10;".utf8) + name + [0x0A]
    let plain = Array("a;BWI;2023;90,5;10;b\n".utf8)
    return try withFile("d.csv", Self.header + plain + row) { path in
      let reader = try SourceReader(path: path)
      let findings = try reader.read { _ in }
      #expect(try reader.batches { _ in } == findings)
      return findings
    }
  }

  @Test(
    arguments: [
      // Mac Roman: Zoë, Café, Coöperatie, CAFÉ, École
      [0x5A, 0x6F, 0x91], [0x43, 0x61, 0x66, 0x8E], [0x43, 0x6F, 0x9A, 0x70], [0x43, 0x41, 0x83],
      [0x83, 0x63, 0x6F],
      // Code page 850: Café, Zoë, façade
      [0x43, 0x61, 0x66, 0x82], [0x5A, 0x6F, 0x89, 0x20], [0x66, 0x61, 0x87, 0x61],
      // UTF-8 among windows-1252: Zoë, É, É
      [0x5A, 0x6F, 0xC3, 0xAB, 0x20, 0xC9, 0x20, 0xC9],
    ] as [[UInt8]])
  func `a letter that no name has there is reported with its place`(name: [UInt8]) throws {
    let found = try findings(name)
    #expect(found.map(\.rule) == ["letter-vreemd"])
    #expect(found.first?.row == 3)
    #expect(found.first?.column == "bron")
    #expect(found.first?.value == TextEncoding.windows1252.text(name.span).trimmed)
  }

  @Test(arguments: [
    "’t Hooghe Landt", "d’Arc", "Noord–Zuid", "Sacré-Cœur", "Žižek", "‘t Gooi", "“De Brug”", "20€",
    "Zoë…", "Škoda", "ƒ 5", "ALIŠIĆ".replacing("Ć", with: "C"), "Merk™", "Één – École", "Naïef",
  ])
  func `names as people write them are not reported`(name: String) throws {
    let bytes = try #require(name.data(using: .windowsCP1252))
    #expect(try findings(Array(bytes)) == [])
    #expect(try findings(Array(name.utf8)) == [])
  }

  @Test(arguments: ["ZoÃ«", "â€™t Gooi", "Ã‰cole"])
  func `UTF-8 that was taken for windows-1252 and written again is reported`(name: String) throws {
    let found = try findings(Array(name.utf8))
    #expect(found.map(\.rule) == ["letter-vreemd"])
    #expect(found.first?.value == name)
  }

  @Test func `letters of other languages in UTF-8 are letters`() throws {
    for name in ["João", "Ãbc", "SÃO", "Ångström", "Łódź", "Ča‘va"] {
      #expect(try findings(Array(name.utf8)) == [])
    }
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
