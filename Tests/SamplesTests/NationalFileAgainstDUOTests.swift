import Foundation
import Samples
import TestSupport
import Testing

@Suite(.enabled(if: Repository.hasDUO, Comment(rawValue: Repository.noDUO)))
struct NationalFileAgainstDUOTests {
  private let pupils = NationalFile(.leerlingen(year: 2019), generation: .old, seed: 1)

  private func real(_ name: String) throws -> String {
    let data = try Data(contentsOf: Repository.duo.appendingPathComponent(name))
    return String(data: data, encoding: .windowsCP1252) ?? ""
  }

  @Test func `headers are DUO's`() throws {
    let readme = try String(
      contentsOf: Repository.duo.deletingLastPathComponent().appendingPathComponent("README.md"),
      encoding: .utf8)
    #expect(readme.contains(pupils.headers.joined(separator: ";")))
    for (file, name) in [
      (pupils, "leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv"),
      (
        NationalFile(.examens(lastYear: 2019), generation: .old, seed: 1),
        "examenkandidaten-en-geslaagden-2014-2019.csv"
      ),
      (
        NationalFile(.examens(lastYear: 2024), generation: .new, seed: 1),
        "examenkandidaten-en-geslaagden-2019-2024.csv"
      ),
    ] {
      let first = try real(name).prefix { $0 != "\n" && $0 != "\r\n" }
        .replacing("\"", with: "")
      #expect(first == file.headers.joined(separator: ";"))
    }
  }

  @Test func `a national file is made up as DUO's is, and names none of its schools`() throws {
    let text = try real("leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv")
    var decoded = pupils
    decoded.encoding = .utf8
    let duo = TinyCSV(Array(text.utf8), decoded)
    let (bytes, truth) = pupils.whole()
    let ours = TinyCSV(bytes, pupils)
    #expect(duo.rows.count == 24_243)
    #expect(abs(ours.rows.count - duo.rows.count) < duo.rows.count * 3 / 100)
    #expect(abs(truth.exact - 956_857) < 956_857 * 4 / 100)
    let types = Dictionary(grouping: duo.rows) { $0[5] }.filter { $0.value.count >= 500 }
    #expect(types.count == 11)
    for (type, rows) in types {
      let count = ours.rows.count { $0[5] == type }
      #expect(abs(count - rows.count) < rows.count * 15 / 100, "\(type): \(count), \(rows.count)")
    }
    #expect(Set(ours.rows.map { $0[0] }).isDisjoint(with: duo.rows.map { $0[0] }))
    #expect(ours.rows.allSatisfy { $0[0] >= "90AA" && $0[0] <= "99ZZ" })
    #expect(duo.rows.allSatisfy { $0[0] < "40" })
    #expect(Set(ours.rows.map { $0[2] }).isDisjoint(with: duo.rows.map { $0[2] }))
  }
}
