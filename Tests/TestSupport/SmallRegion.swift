public import Records

/// A region small enough to check by hand: two schools, three technical profiles, five years.
///
///     school A (00AA00)  BWI  60 62 58 61 60     leerjaar 3 / 4 in 2019: 31 / 29
///                        PIE  40 38 41 40 39                             20 / 20
///     school B (00BB00)  M&T  20 21 19 20 20                             10 / 10
///     exams techniek     A    48 47 49 50 48     in 2020…2024
///                        B    10  9 [1,4]+5 10 9
public enum SmallRegion {
  /// The region's file hashes, as facts and files name them.
  public static let statement = String(repeating: "a", count: 64)
  /// The hash of DUO's pupil table.
  public static let pupils = String(repeating: "b", count: 64)
  /// The hash of DUO's exam table.
  public static let exams = String(repeating: "c", count: 64)

  /// Two schools, one of which had another code before.
  public static let region = Region(
    id: "proef", name: "Proefregio", document: "Proefplan 2024", years: 2025...2029,
    vestigingen: [
      .init(code: code("00AA00"), name: "School A"),
      .init(code: code("00BB00"), name: "School B", alsoKnownAs: [code("99BB09")]),
    ], gemeenten: ["Proefstad"], arbeidsmarktregios: ["Proefland"])

  /// The three files that the facts come from.
  public static let files = [
    SourceFile(
      sha256: statement, name: "proef/profielen.csv", bytes: 1, layout: "regio-profielen", rows: 15,
      provisional: nil),
    SourceFile(
      sha256: pupils, name: "proef/duo-leerlingen.csv", bytes: 1, layout: "duo-tabel-leerlingen",
      rows: 12, provisional: nil),
    SourceFile(
      sha256: exams, name: "proef/duo-examens.csv", bytes: 1, layout: "duo-tabel-examens", rows: 11,
      provisional: .examenjaar(2024)),
  ]

  /// All facts of the table above.
  public static var facts: [Fact] {
    stock("00AA00", .bwi, [60, 62, 58, 61, 60]) + stock("00AA00", .pie, [40, 38, 41, 40, 39])
      + stock("00BB00", .mt, [20, 21, 19, 20, 20])
      + leerjaren("00AA00", .bwi, third: 31, fourth: 29)
      + leerjaren("00AA00", .pie, third: 20, fourth: 20)
      + leerjaren("00BB00", .mt, third: 10, fourth: 10)
      + exams("00AA00", [48, 47, 49, 50, 48].map(Count.exact))
      + exams("00BB00", [.exact(10), .exact(9), .exact(5), .exact(10), .exact(9)])
      + [exam("99BB09", 2022, .suppressed(1...4), row: 99)]
  }

  /// A stated percentage of doorstroom.
  public static func doorstroom(
    _ group: String, _ percent: Double, of: Count = .missing, in year: Int = 2023,
    definition: String = "", regional: Bool = false
  ) -> Figure {
    Figure(
      layout: "regio-doorstroom", region: "proef",
      indicator: "doorstroom-technisch-mbo" + (regional ? "-regio" : ""), name: definition,
      area: group, period: .jaar(year), value: percent, unit: .procent, denominator: of,
      section: "§1",
      source: SourceCell(file: statement, row: year - 2021, column: "percentage"))
  }

  /// Leerjaar 3 and 4 together, from 2019 on.
  public static func stock(_ vestiging: String, _ profiel: Profiel, _ counts: [Int]) -> [Fact] {
    counts.enumerated().map { index, count in
      Fact(
        layout: "regio-profielen", measure: .leerlingen, period: .peildatum(2019 + index),
        vestiging: code(vestiging), profiel: profiel, count: .exact(count),
        source: SourceCell(file: statement, row: 2 + index, column: "leerlingen"))
    }
  }

  /// DUO's count of 2019, all in KB and all boys.
  public static func leerjaren(
    _ vestiging: String, _ profiel: Profiel, third: Int, fourth: Int
  ) -> [Fact] {
    [(3, third), (4, fourth)].map { leerjaar, count in
      Fact(
        layout: "duo-tabel-leerlingen", measure: .leerlingen, period: .peildatum(2019),
        vestiging: code(vestiging), leerweg: .kb, leerjaar: leerjaar, profiel: profiel,
        sector: .techniek, geslacht: .man, count: .exact(count),
        source: SourceCell(file: pupils, row: leerjaar, column: "leerlingen"))
    }
  }

  /// Exam candidates techniek from exam year 2020 on.
  public static func exams(_ vestiging: String, _ counts: [Count]) -> [Fact] {
    counts.enumerated().map { exam(vestiging, 2020 + $0, $1, row: 2 + $0) }
  }

  /// One count of exam candidates.
  public static func exam(
    _ vestiging: String, _ year: Int, _ count: Count, row: Int, leerweg: Leerweg = .kb,
    sector: Sector = .techniek
  ) -> Fact {
    Fact(
      layout: "duo-tabel-examens", measure: .examenkandidaten, period: .examenjaar(year),
      vestiging: code(vestiging), leerweg: leerweg, sector: sector, count: count,
      source: SourceCell(file: exams, row: row, column: "examenkandidaten"))
  }

  /// The code of a location that is known to be well formed.
  public static func code(_ text: String) -> VestigingCode {
    guard let code = VestigingCode(text) else { preconditionFailure("\(text) is no code") }
    return code
  }
}
