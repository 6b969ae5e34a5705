import Ingest
import Records
import Store

/// What a file is about, as far as two files of one layout could count the same pupils: the vestigingen
/// and periods of its counts of vmbo pupils, and the periods of all its numbers.
struct Coverage {
  private(set) var periods: Set<Period> = []
  private(set) var vestigingen: Set<VestigingCode> = []
  private var counted: Set<Period> = []

  mutating func add(_ row: SourceRow) {
    for fact in row.facts { add(fact.vestiging, fact.period) }
    for observation in row.observations { periods.insert(observation.period) }
  }

  /// Of a batch with plans: a vestiging is taken to have all periods of the batch, as in DUO's files.
  mutating func add(_ batch: FactBatch) {
    vestigingen.formUnion(batch.vestigingen)
    for cell in batch.plans.flatMap(\.cells) {
      periods.insert(cell.period)
      counted.insert(cell.period)
    }
  }

  mutating func add(_ vestiging: VestigingCode, _ period: Period) {
    vestigingen.insert(vestiging)
    counted.insert(period)
    periods.insert(period)
  }

  /// The periods of which both count pupils of the same vestigingen, rising. Two files of a layout that
  /// are about other places, such as one municipality each, share none.
  func shared(with other: Coverage) -> [Period] {
    guard !vestigingen.isDisjoint(with: other.vestigingen) else { return [] }
    return counted.intersection(other.counted).sorted()
  }
}

extension Finding {
  /// A file that is a copy of one that was read: it is left out.
  static func sameBytes(_ file: String, as twin: String) -> Finding {
    Finding(
      rule: "zelfde-bestand", level: .ernstig, file: file,
      text: Phrase(
        nl: "dezelfde bytes als \(twin); niet nog eens gelezen",
        en: "the same bytes as \(twin); not read again"),
      remedy: Phrase(
        nl: "gooi een van de twee weg; een ander jaar in de naam maakt geen ander jaar",
        en: "throw one of the two away; another year in the name makes no other year"))
  }

  /// Two files that count the same pupils; nil where they share no period.
  static func countedTwice(_ file: String, _ other: String, in shared: [Period]) -> Finding? {
    guard let first = shared.first, let last = shared.last else { return nil }
    let span =
      first == last
      ? "\(first.kind) \(first.year)" : "\(first.kind) \(first.year)–\(last.year)"
    return Finding(
      rule: "periode-in-twee-bestanden", level: .ernstig, file: file, value: span,
      text: Phrase(
        nl: "\(span) staat ook in \(other); wie over beide optelt, telt dubbel",
        en: "\(span) is in \(other) too; a sum over both counts twice"),
      remedy: Phrase(
        nl: "vraag per bestand (kolom bestand), of zet elk in een database van zichzelf",
        en: "ask by file (column bestand), or keep each in a store of its own"))
  }
}

extension Store {
  /// What a file in the store counts pupils of.
  func coverage(of file: SourceFile) throws(StoreError) -> Coverage {
    let name = file.name.replacing("'", with: "''")
    let answer = try query(
      """
      SELECT DISTINCT place.code, period.kind, period.year
      FROM raw_file JOIN fact ON fact.file_id = raw_file.id
        JOIN place ON place.id = fact.place JOIN period ON period.id = fact.period
      WHERE raw_file.sha256 = '\(file.sha256)' AND raw_file.name = '\(name)'
      """)
    var coverage = Coverage()
    for row in answer.rows {
      guard case .text(let code) = row[0], let vestiging = VestigingCode(code),
        case .text(let kind) = row[1], case .integer(let year) = row[2],
        let period = Period(kind: kind, year: Int(year))
      else { continue }
      coverage.add(vestiging, period)
    }
    return coverage
  }
}
