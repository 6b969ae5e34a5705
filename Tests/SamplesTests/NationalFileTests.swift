import Foundation
import Testing

@testable import Samples

/// One file of every style, of 150 locations.
private let styles: [NationalFile] = {
  func file(
    _ kind: NationalFile.Kind, _ generation: NationalFile.Generation,
    _ change: (inout NationalFile) -> Void = { _ in }
  ) -> NationalFile {
    var file = NationalFile(kind, generation: generation, seed: 7, extent: .vestigingen(150))
    change(&file)
    return file
  }
  return [
    file(.leerlingen(year: 2019), .old),
    file(.leerlingen(year: 2019), .old) { $0.quoting = .never },
    file(.leerlingen(year: 2024), .new),
    file(.leerlingen(year: 2024), .new) {
      $0.encoding = .windows1252
      $0.quoting = .needed
    },
    file(.leerlingen(year: 2018), .old) {
      $0.delimiter = .comma
      $0.lineEnd = .crlf
      $0.suppression = .lessThanFive
    },
    file(.examens(lastYear: 2019), .old),
    file(.examens(lastYear: 2024), .new),
    file(.examens(lastYear: 2024), .new) { $0.quoting = .never },
  ]
}()

@Suite struct NationalFileTests {
  @Test func `same options give the same bytes, here and elsewhere`() {
    let checksums = styles.map { CRC32.of($0.whole().bytes) }
    #expect(
      checksums == [
        3_007_704_622, 2_539_273_592, 3_614_743_921, 1_647_624_540, 1_856_430_175, 1_837_812_446,
        4_233_451_530, 2_859_550_739,
      ])
    #expect(checksums == styles.map { CRC32.of($0.whole().bytes) })
  }

  @Test func `another seed gives other schools and numbers`() {
    for var file in styles {
      let before = TinyCSV(file.whole().bytes, file)
      file.seed += 1
      let after = TinyCSV(file.whole().bytes, file)
      #expect(before.header == after.header)
      #expect(Set(before.rows.map { $0[2] }) != Set(after.rows.map { $0[2] }))
      #expect(before.rows.map { $0.suffix(6) } != after.rows.map { $0.suffix(6) })
    }
  }

  @Test(arguments: styles.indices)
  func `the truth is what an independent reader counts`(style: Int) {
    let file = styles[style]
    let (bytes, truth) = file.whole()
    let table = TinyCSV(bytes, file)
    #expect(truth.bytes == bytes.count)
    #expect(truth.rows == table.rows.count)
    #expect(table.header == file.headers)
    #expect(table.rows.allSatisfy { $0.count == file.headers.count })
    for column in truth.columns {
      let cells = table.rows.map { $0[table.index(column.name)] }
      let suppressed = cells.count { $0 == "<5" }
      let numbers = cells.compactMap { Int($0) }
      #expect(suppressed + numbers.count == cells.count, "\(column.name)")
      #expect(column.suppressed == suppressed)
      #expect(column.exact == numbers.reduce(0, +))
    }
    let names = Set(table.rows.map { $0[2] })
    #expect(truth.names == names.count)
    #expect(truth.namesChecksum == names.reduce(0) { $0 + Int(CRC32.of($1.utf8)) })
    let text = file.headers.firstIndex(of: truth.columns[0].name) ?? 0
    #expect(
      truth.characters
        == table.rows.reduce(0) { $0 + $1.prefix(text).joined().unicodeScalars.count })
    #expect(truth.low == truth.exact + truth.suppressed)
    #expect(truth.high == truth.exact + 4 * truth.suppressed)
    #expect((truth.suppressed > 0) == (file.suppression == .lessThanFive))
  }

  @Test(arguments: styles.indices)
  func `every promised trouble is there`(style: Int) {
    let file = styles[style]
    let (bytes, _) = file.whole()
    let table = TinyCSV(bytes, file)
    switch file.encoding {
    case .windows1252:
      #expect(String(validating: bytes, as: UTF8.self) == nil)
      #expect(bytes.contains { (0x80...0x9F).contains($0) })
      #expect(bytes.contains { (0xC0...0xFF).contains($0) })
    case .utf8: #expect(String(validating: bytes, as: UTF8.self) != nil)
    }
    let names = table.rows.map { $0[2] }
    for mark in ["€", "’", "–", "Š", "Œ", "é", "ç"] {
      #expect(names.contains { $0.contains(mark) }, "\(mark)")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("<5") == (file.suppression == .lessThanFive))
    let lines = bytes.split(separator: 0x0A)
    #expect(lines.allSatisfy { ($0.last == 0x0D) == (file.lineEnd == .crlf) })
    switch file.quoting {
    case .never:
      #expect(!bytes.contains(UInt8(ascii: "\"")))
    case .needed, .all:
      #expect(table.quotedTroubles > 0)
      #expect(names.contains { $0.contains(";") && $0.contains("Bouwen") })
      #expect(names.contains { $0.contains("\"") })
      #expect(text.contains("\"\""))
    }
    let quoted = lines.allSatisfy { $0.first == UInt8(ascii: "\"") }
    #expect(quoted == (file.quoting == .all))
  }

  @Test func `totals add up, and nobody passes who is no candidate`() {
    for file in styles where !file.examYears.isEmpty && file.suppression == .none {
      let table = TinyCSV(file.whole().bytes, file)
      func number(_ row: [String], _ name: String) -> Int { Int(row[table.index(name)]) ?? -1 }
      for row in table.rows {
        for year in file.examYears {
          let label = "SCHOOLJAAR \(year - 1)-\(year)"
          for what in ["EXAMENKANDIDATEN", "GESLAAGDEN"] {
            let parts = ["MAN", "VROUW", "ONBEKEND"].map { number(row, "\(what) \(label) - \($0)") }
            #expect(parts.reduce(0, +) == number(row, "\(what) \(label) - TOTAAL"))
          }
          let candidates = number(row, "EXAMENKANDIDATEN \(label) - TOTAAL")
          let passed = number(row, "GESLAAGDEN \(label) - TOTAAL")
          #expect(passed <= candidates)
          let share = row[table.index("SLAAGPERC \(label) - TOTAAL")]
          if passed == candidates { #expect(share == (passed == 0 ? ",0%" : "100,0%")) }
        }
      }
    }
    #expect(styles.contains { !$0.examYears.isEmpty && $0.suppression == .none })
  }

  @Test func `shares are printed as each generation does`() {
    let old = styles[5]
    let new = styles[6]
    func shares(_ file: NationalFile) -> Set<String> {
      let table = TinyCSV(file.whole().bytes, file)
      return Set(
        table.rows.flatMap { row in stride(from: 9, to: row.count, by: 3).map { row[$0] } })
    }
    #expect(shares(old).isSuperset(of: ["100,0%", ",0%", "50,0%", "66,7%"]))
    #expect(shares(new).isSuperset(of: ["100", "0", "50", "66.7"]))
    #expect(!shares(new).contains { $0.contains(",") || $0.hasSuffix(".0") })
  }

  @Test func `leerjaar 4 follows leerjaar 3 of the year before`() {
    func file(_ year: Int) -> TinyCSV {
      let file = NationalFile(
        .leerlingen(year: year), generation: .old, seed: 7, extent: .vestigingen(150))
      return TinyCSV(file.whole().bytes, file)
    }
    func key(_ row: [String]) -> String { row[0] + row[1] + row[5] + row[7] + row[8] }
    let (before, after) = (file(2019), file(2020))
    let later = Dictionary(uniqueKeysWithValues: after.rows.map { (key($0), $0) })
    let vmbo = Dictionary(
      uniqueKeysWithValues: Opleiding.all.filter { $0.onderwijstype.hasSuffix("lj 3-4") }.map {
        ($0.onderwijstype + $0.afdeling + $0.elementcode, $0)
      })
    var (followed, sameYear) = (0, 0)
    for row in before.rows {
      guard let opleiding = vmbo[row[5] + row[7] + row[8]], opleiding.tenths.count == 4,
        let next = later[key(row)]
      else { continue }
      for sex in 0...1 where opleiding.tenths[sex] >= 5 {
        let ratio = Double(opleiding.tenths[2 + sex]) / Double(opleiding.tenths[sex])
        let expected = Double(Int(row[14 + sex]) ?? -1) * ratio
        followed += 1
        #expect(abs(Double(Int(next[16 + sex]) ?? -1) - expected) < 1.01)
        if abs(Double(Int(row[16 + sex]) ?? -1) - expected) > 1.01 { sameYear += 1 }
      }
    }
    #expect(followed > 1_000)
    #expect(sameYear > followed / 4)
  }

  @Test func `exam candidates are the leerjaar 4 of the autumn before`() {
    let pupils = NationalFile(
      .leerlingen(year: 2018), generation: .old, seed: 7, extent: .vestigingen(150))
    let leerlingen = TinyCSV(pupils.whole().bytes, pupils)
    let examens = TinyCSV(styles[5].whole().bytes, styles[5])
    let total = examens.index("EXAMENKANDIDATEN SCHOOLJAAR 2018-2019 - TOTAAL")
    func candidates(_ code: String) -> Int {
      examens.rows.filter { $0[5] == code }.reduce(0) { $0 + (Int($1[total]) ?? -1) }
    }
    func leerjaar4(_ type: String, _ sectors: Set<String>) -> Int {
      leerlingen.rows.filter { $0[5] == type && sectors.contains($0[6]) }
        .reduce(0) { $0 + (Int($1[16]) ?? -1) + (Int($1[17]) ?? -1) }
    }
    // D&P is counted in economie from exam year 2018, and TL by sector from 2019, as DUO does.
    #expect(candidates("38") > 100)
    #expect(candidates("38") == leerjaar4("VMBO KL lj 3-4", ["Techniek"]))
    #expect(
      candidates("40") == leerjaar4("VMBO KL lj 3-4", ["Economie", "Intersect. programma"]))
    #expect(candidates("28") == 0)
    #expect(candidates("91") == leerjaar4("VMBO TL lj 3-4", ["Zorg & Welzijn"]))
    #expect(candidates("46") == 0)
  }

  @Test(arguments: [1_000_000, 10_000_000])
  func `a size is reached within one percent, by other schools`(target: Int) {
    let file = NationalFiles.troubled(bytes: target, seed: 3)
    let (bytes, truth) = file.whole()
    #expect(abs(bytes.count - target) < target / 100)
    let rows = bytes.split(separator: 0x0A)
    #expect(Set(rows).count == rows.count)
    #expect(truth.rows == rows.count - 1)
    #expect(truth.suppressed > truth.rows)
  }

  @Test func `fifteen years are fifteen files of the same schools`() {
    let files = NationalFiles.fifteenYears(seed: 5, vestigingen: 30)
    #expect(files.count == 15)
    #expect(Set(files.map(\.name)).count == 15)
    #expect(files.count { $0.generation == .new } == 3)
    let names = files.map { file in
      Set(TinyCSV(file.whole().bytes, file).rows.map { $0[2] })
    }
    for other in names { #expect(other.symmetricDifference(names[0]).count <= 2) }
    let ten = NationalFiles.tenYears(seed: 5)
    #expect(ten.count == 12)
    #expect(ten.suffix(2).map(\.examYears.count) == [5, 5])
  }

  @Test func `writes the same to a file, and says where it cannot`() throws {
    let file = styles[0]
    let path = NSTemporaryDirectory() + "samples-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let truth = try file.write(to: path)
    let (bytes, expected) = file.whole()
    #expect(truth == expected)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(bytes))
    #expect(throws: SamplesError.self) { try file.write(to: path + "/no/such/folder.csv") }
  }

  @Test func `the checksum is zlib's`() {
    #expect(CRC32.of("123456789".utf8) == 0xCBF4_3926)
  }

  @Test func `commas without quotes are refused`() async {
    await #expect(processExitsWith: .failure) {
      var file = NationalFile(.leerlingen(year: 2019), generation: .old, seed: 1)
      (file.delimiter, file.quoting) = (.comma, .never)
      _ = file.write { (_) throws(Never) in }
    }
  }
}
