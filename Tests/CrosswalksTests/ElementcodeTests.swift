import Records
import Testing

@testable import Crosswalks

@Suite struct ElementcodeTests {
  @Test func `a code is leerweg, profile, sector and marks`() throws {
    let plain = try #require(Elementcode("6021"))
    #expect(plain.leerweg == .kb && plain.profiel == .bwi && plain.sector == .techniek)
    #expect(plain.marks.isEmpty)
    let lwoo = try #require(Elementcode("6065"))
    #expect(lwoo.leerweg == .kb && lwoo.profiel == .bwi && lwoo.marks == [.lwoo])
    // In the seventies digit 3 no longer tells the leerweg: 7x21 is entree within BB, not KB.
    let entree = try #require(Elementcode("7021"))
    #expect(entree.leerweg == .bb && entree.marks == [.entree])
    let lwt = try #require(Elementcode("7155"))
    #expect(lwt.leerweg == .bb && lwt.profiel == .pie && lwt.marks == [.lwoo, .lwt])
    let route = try #require(Elementcode("4412"))
    #expect(route.leerweg == .kb && route.marks == [.lwoo, .vakmanschapsroute])
    #expect(route.profiel == Profiel("Vakmanschapsroute Techniek") && route.sector == .techniek)
    let dp = try #require(Elementcode("6911"))
    #expect(dp.profiel == .dp && dp.sector == .intersectoraal)
  }

  @Test func `the theoretische leerweg has a sector and no profile`() throws {
    let techniek = try #require(Elementcode("0470"))
    #expect(techniek.leerweg == .tl && techniek.profiel == nil && techniek.sector == .techniek)
    #expect(Elementcode("470") == techniek)
    #expect(Elementcode("0474")?.sector == nil)
    #expect(Elementcode("2213")?.marks == [.lwoo])
    #expect(Elementcode("2213")?.sector == .economie)
  }

  @Test(arguments: ["", "0011", "0300", "9999", "60211", "6O21", "21", "-470", "4040"])
  func `other codes are unknown`(text: String) {
    #expect(Elementcode(text) == nil)
  }

  @Test func `no code stands twice, and every word of the table is known`() {
    let header = "code;leerweg;profiel;sector;merken;bron\n"
    #expect(
      throws: CrosswalkError.badCell(table: "elementcodes", row: 3, column: "code", value: "6011")
    ) { try Elementcode.read(header + "6011;BB;BWI;techniek;;x\n6011;KB;BWI;techniek;;x\n") }
    #expect(
      throws: CrosswalkError.badCell(table: "elementcodes", row: 2, column: "merken", value: "lwo")
    ) { try Elementcode.read(header + "6011;BB;BWI;techniek;lwo;x\n") }
    #expect(
      throws: CrosswalkError.badCell(table: "elementcodes", row: 2, column: "leerweg", value: "BL")
    ) { try Elementcode.read(header + "6011;BL;BWI;techniek;;x\n") }
    let profielen = Elementcode.all.compactMap(\.profiel).filter(\.isKnown)
    #expect(Set(profielen) == Set(Profiel.all))
    #expect(Elementcode.all.count == 128)
  }

  /// Every distinct row head of DUO's pupil file, read by name, says the same as the code.
  @Test(.enabled(if: SharedData.isPresent, "../shared/data/duo is absent"))
  func `the pupil file of 2019 agrees with the table in every combination`() throws {
    struct Head: Hashable {
      let code: String
      let name: String
      let afdeling: String
      let sector: String
      let type: String
    }
    let heads = Set(
      try SharedData.rows(SharedData.leerlingen).map {
        Head(
          code: $0["ELEMENTCODE"] ?? "", name: $0["OPLEIDINGSNAAM"] ?? "",
          afdeling: $0["AFDELING"] ?? "", sector: $0["VMBO SECTOR"] ?? "",
          type: $0["ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR"] ?? "")
      })
    let sectors: [String: Sector] = [
      "Techniek": .techniek, "Economie": .economie, "Zorg & Welzijn": .zorgEnWelzijn,
      "Landbouw": .landbouw, "Intersect. programma": .intersectoraal,
    ]
    let leerwegen: [String: Leerweg] = ["BL": .bb, "KL": .kb, "GL": .gl, "TL": .tl]
    var agreed = 0
    var unmapped: Set<String> = []
    for head in heads {
      guard let code = Elementcode(head.code) else {
        unmapped.insert(head.type)
        continue
      }
      let words = head.type.split(separator: " ").map(String.init)
      let leerweg = words[0] == "VMBO" ? leerwegen[words[1]] : nil
      #expect(code.leerweg == leerweg, "\(head)")
      #expect(code.sector == sectors[head.sector], "\(head)")
      #expect(code.profiel == Profielen.profielOrOwnName(afdeling: head.afdeling), "\(head)")
      #expect(code.marks.contains(.lwoo) == head.name.hasPrefix("LWOO"), "\(head)")
      #expect(code.marks.contains(.lwt) == head.name.contains(" LWT "), "\(head)")
      #expect(code.marks.contains(.entree) == head.name.contains(" ENT "), "\(head)")
      #expect(
        code.marks.contains(.vakmanschapsroute) == head.name.contains("Vakmanschapsroute"))
      #expect(code.marks.contains(.beroepsroute) == head.name.contains("Beroepsroute"))
      agreed += 1
    }
    #expect(heads.count == 198)
    #expect(agreed == 123)
    // What has no code in the table is not vmbo from leerjaar 3 on.
    #expect(
      unmapped == [
        "Brugjaar 1-2", "HAVO/VWO lj 3", "HAVO lj 4-5", "VWO lj 4-6", "Praktijkonderwijs alle vj",
        "VMBO uitbest. aan VAVO", "HAVO uitbest. aan VAVO", "VWO uitbest. aan VAVO",
        "Int. Baccelaureaat", "Engelse Stroom", "European Secondary School",
      ])
  }
}
