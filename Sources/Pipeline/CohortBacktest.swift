import Crosswalks
import Forecasting
import Foundation
import Ingest
public import Records
public import Reports

/// `doorstroom backtest cohort`: among files that are given, the pupils of a peildatum and the exams
/// before and after it; then a `CohortHoldout` of module Forecasting.
public enum CohortBacktest {
  private static let pupils = "duo-leerlingen"
  private static let exams = "duo-examenkandidaten"
  private static let moves = "duo-overgangen"

  /// Reads the files and makes the hold-out.
  ///
  /// Of files that overlap, an exam year is taken from the one with the newest years. Files of other
  /// layouts are passed over; one that cannot be read is told in the notes.
  ///
  /// - Parameters:
  ///   - paths: Files; those that do not belong here are not read beyond their shape.
  ///   - folds: How many groups of schools; each is predicted by rates of the others.
  ///   - progress: Told what is being done, from any thread.
  /// - Throws: ``PipelineError/backtestMissing(pupils:baseYear:examYears:given:refused:)``;
  ///   ``PipelineError/backtestTwice(year:files:)``; ``PipelineError/ingest(_:)``;
  ///   ``PipelineError/holdout(_:)``; ``PipelineError/successions(_:)``.
  public static func report(
    on paths: [String], folds: Int = 10, progress: @escaping @Sendable (Phrase) -> Void = { _ in }
  ) throws(PipelineError) -> HoldoutReport {
    let input = try Input(paths, progress: progress)
    let chosen = try input.chosen()
    var counts = HoldoutCounts(baseYear: chosen.baseYear)
    for fact in chosen.facts { counts.add(fact) }
    let years = chosen.horizons.map { chosen.baseYear + $0 }
    let (moves, unresolved) = try input.moves(counts.locations, from: chosen.baseYear, to: years)
    do throws(HoldoutError) {
      let result = try CohortHoldout(folds: folds, horizons: chosen.horizons).run(
        counts, moves: moves
      ) {
        done, all in
        guard done % 20 == 0 else { return }
        progress(
          Phrase(
            nl: "\(done) van \(all) schattingen gedaan", en: "\(done) of \(all) estimates done"))
      }
      return HoldoutReport(
        result: result, files: chosen.files + input.moveFiles,
        missingYears: (1...4).map { chosen.baseYear + $0 }.filter { !years.contains($0) },
        unresolved: unresolved, notes: input.notes + Self.missing(counts.missing))
    } catch {
      throw .holdout(error)
    }
  }

  private static func missing(_ cells: Int) -> [Phrase] {
    guard cells > 0 else { return [] }
    let number = Phrase.number(Double(cells))
    return [
      Phrase(
        nl:
          "\(number.nl) cellen van leerlingen of kandidaten zijn niet geleverd en tellen nergens.",
        en: "\(number.en) cells of pupils or candidates were not delivered and count nowhere.")
    ]
  }

  /// What the files hold.
  private struct Input {
    private struct File {
      let name: String
      let newest: Int
      var facts: [Fact] = []
    }

    private var pupils: [Int: [File]] = [:]
    private var exams: [File] = []
    private var overgangen: [Overgang] = []
    private(set) var moveFiles: [String] = []
    /// Files that cannot be read at all.
    private var refused: [String] = []
    private let given: [String]

    /// What the reader should know of the files.
    var notes: [Phrase] {
      var notes: [Phrase] = []
      if moveFiles.isEmpty {
        notes.append(
          Phrase(
            nl:
              "DUO’s bestand OVERGANGEN is niet gegeven: een vestiging die verhuisde telt als een "
              + "die sloot en een die opende.",
            en:
              "DUO’s file OVERGANGEN was not given: a location that moved counts as one that closed "
              + "and one that opened."))
      }
      if !refused.isEmpty {
        let names = refused.joined(separator: ", ")
        notes.append(
          Phrase(
            nl: "Niet te lezen en dus niet gebruikt (doorstroom inspect zegt waarom): \(names).",
            en: "Could not be read and was not used (doorstroom inspect says why): \(names)."))
      }
      return notes
    }

    init(
      _ paths: [String], progress: @Sendable (Phrase) -> Void
    ) throws(PipelineError) {
      given = paths.map(InputFiles.name)
      var seen: Set<String> = []
      for path in paths {
        let reader: SourceReader
        do throws(IngestError) {
          reader = try SourceReader(path: path, mapping: try Mapping(of: path)?.columns)
        } catch {
          refused.append(InputFiles.name(path))
          continue
        }
        let layout = reader.layout.id
        guard [CohortBacktest.pupils, CohortBacktest.exams, CohortBacktest.moves].contains(layout)
        else { continue }
        guard seen.insert(reader.header.sha256).inserted else { continue }
        progress(Phrase(path))
        do throws(ReadFailure<Never>) {
          try read(reader)
        } catch {
          switch error {
          case .ingest(let cause): throw .ingest(cause)
          }
        }
      }
    }

    private mutating func read(_ reader: SourceReader) throws(ReadFailure<Never>) {
      var facts: [Fact] = []
      var found: [Overgang] = []
      _ = try reader.read { (row: SourceRow) throws(Never) in
        facts += row.facts.filter { fact in
          switch fact.measure {
          case .leerlingen: true
          case .examenkandidaten: fact.sector == .techniek
          default: false
          }
        }
        for case .overgang(let overgang) in row.references { found.append(overgang) }
      }
      let years = Set(facts.map(\.period.year))
      let file = File(name: reader.name, newest: years.max() ?? 0, facts: facts)
      switch reader.layout.id {
      case CohortBacktest.pupils: for year in years { pupils[year, default: []].append(file) }
      case CohortBacktest.exams: exams.append(file)
      default:
        overgangen += found
        moveFiles.append(reader.name)
      }
    }

    /// The peildatum with the most exam years after it, the newest of equals; and the facts of it.
    func chosen() throws(PipelineError) -> (
      baseYear: Int, horizons: [Int], facts: [Fact], files: [String]
    ) {
      let examYears = Set(exams.flatMap { $0.facts.map(\.period.year) })
      func horizons(_ year: Int) -> [Int] { (1...4).filter { examYears.contains(year + $0) } }
      let best = pupils.keys.sorted().reversed().max { left, right in
        (examYears.contains(left) ? 10 : 0) + horizons(left).count
          < (examYears.contains(right) ? 10 : 0) + horizons(right).count
      }
      guard let baseYear = best, examYears.contains(baseYear), !horizons(baseYear).isEmpty else {
        throw .backtestMissing(
          pupils: pupils.isEmpty, baseYear: best, examYears: examYears.sorted(), given: given,
          refused: refused)
      }
      let files = pupils[baseYear] ?? []
      guard files.count == 1, let file = files.first else {
        throw .backtestTwice(year: baseYear, files: files.map(\.name))
      }
      var facts = file.facts.filter { $0.period.year == baseYear }
      var names = [file.name]
      let wanted = Set((baseYear - 2)...(baseYear + 4))
      // The newest edition of a year first, names breaking a tie, so that the order given is nothing.
      var taken: Set<Int> = []
      for exam in exams.sorted(by: { ($0.newest, $0.name) > ($1.newest, $1.name) }) {
        let years = Set(exam.facts.map(\.period.year)).intersection(wanted).subtracting(taken)
        guard !years.isEmpty else { continue }
        facts += exam.facts.filter { years.contains($0.period.year) }
        taken.formUnion(years)
        names.append(exam.name)
      }
      return (baseYear, horizons(baseYear), facts, names)
    }

    /// Where each location's candidates of an exam year are found; and those of which DUO's moves leave
    /// no one successor.
    func moves(
      _ locations: Set<VestigingCode>, from baseYear: Int, to years: [Int]
    ) throws(PipelineError) -> (CohortMoves, unresolved: [Int: [VestigingCode]]) {
      let successions = try Opvolging(overgangen).successions
      guard let counted = Day(year: baseYear, month: 10, day: 1) else {
        return (CohortMoves(), [:])
      }
      var successors: [Int: [VestigingCode: VestigingCode]] = [:]
      var unresolved: [Int: [VestigingCode]] = [:]
      for year in years {
        // A school year's candidates are counted at the location that it ends at.
        guard let last = Day(year: year, month: 7, day: 31) else { continue }
        for code in locations.sorted() {
          let end = successions.current(of: code.text, countedOn: counted, by: last)
          if end.codes == [code.text] { continue }
          if let single = end.single, let to = VestigingCode(single) {
            successors[year, default: [:]][code] = to
          } else {
            unresolved[year, default: []].append(code)
          }
        }
      }
      return (CohortMoves(successors), unresolved)
    }
  }
}

extension HoldoutReport {
  /// The report for a terminal of 80 columns.
  public func terminalText(language: Language) -> String {
    HoldoutTerminal.render(self, language: language)
  }

  /// All outcomes and moves as JSON.
  public func jsonText() -> String { HoldoutJSON.render(self) }

  /// Writes the scores as CSV, in the form of the language.
  ///
  /// - Throws: ``PipelineError/file(path:reason:)``.
  public func writeCSV(to path: String, language: Language) throws(PipelineError) {
    do {
      try Data(CSVTable.render(table, language: language).utf8)
        .write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .file(path: path, reason: error.localizedDescription)
    }
  }
}
