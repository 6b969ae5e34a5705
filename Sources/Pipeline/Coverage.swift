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

  /// The overlap of two files of one family; nil where they share nothing. The one with the weaker
  /// claim gives way.
  static func overlap(
    _ one: (file: SourceFile, coverage: Coverage), _ other: (file: SourceFile, coverage: Coverage)
  ) -> Overlap? {
    let shared = one.coverage.shared(with: other.coverage)
    guard !shared.isEmpty else { return nil }
    func claim(_ side: (file: SourceFile, coverage: Coverage)) -> FileClaim {
      FileClaim(side.file, last: side.coverage.periods.max(), knownFrom: nil)
    }
    let (loser, winner) = claim(one) < claim(other) ? (one, other) : (other, one)
    return Overlap(
      file: loser.file.name, others: [winner.file.name], periods: shared,
      places: loser.coverage.vestigingen.intersection(winner.coverage.vestigingen).count,
      onlyHere: loser.coverage.vestigingen.subtracting(winner.coverage.vestigingen).count,
      pupils: nil)
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
}
