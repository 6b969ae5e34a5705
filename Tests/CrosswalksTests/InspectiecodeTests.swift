import Records
import Testing

@testable import Crosswalks

@Suite struct InspectiecodeTests {
  @Test func `a code is leerweg, sector and mark`() throws {
    let kader = try #require(Inspectiecode("38"))
    #expect(kader.leerweg == .kb && kader.sector == .techniek && !kader.lwt)
    let lwt = try #require(Inspectiecode("  31"))
    #expect(lwt.leerweg == .bb && lwt.sector == .zorgEnWelzijn && lwt.lwt)
    #expect(Inspectiecode("46")?.sector == .onverdeeld)
    #expect(Inspectiecode("93")?.leerweg == .tl)
    for text in ["", "50", "3", "380", "9O"] { #expect(Inspectiecode(text) == nil) }
  }

  @Test(.enabled(if: SharedData.isPresent, "../shared/data/duo is absent"))
  func `both exam files agree with the table in every combination`() throws {
    let leerwegen: [String: Leerweg] = ["B": .bb, "LWT": .bb, "K": .kb, "G": .gl, "T": .tl]
    var heads: Set<[String]> = []
    for file in [SharedData.examens2019, SharedData.examens2024] {
      for row in try SharedData.rows(file) where row["ONDERWIJSTYPE VO"] == "VMBO" {
        heads.insert([row["INSPECTIECODE"] ?? "", row["OPLEIDINGSNAAM"] ?? ""])
      }
    }
    #expect(heads.count == 25)
    #expect(Set(heads.map { $0[0] }) == Set(Inspectiecode.all.map(\.code)))
    for head in heads {
      let code = try #require(Inspectiecode(head[0]))
      let words = head[1].split(separator: " ").map(String.init)
      #expect(code.leerweg == leerwegen[words[1]])
      #expect(code.lwt == (words[1] == "LWT"))
      let sector = words.dropFirst(3).joined(separator: " ").replacing("&", with: "en")
      #expect(code.sector == (sector.isEmpty ? .onverdeeld : Sector(rawValue: sector)), "\(head)")
    }
  }
}
