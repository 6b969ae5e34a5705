import Crosswalks
import Foundation
import Ingest
public import Records
public import Reports
import Store

/// What is doubtful in files, without putting them into a store: each file by itself, and all of them
/// against each other.
public struct QualityCheck: Sendable {
  private var input = CheckInput(files: [])
  private var files: [QualityReport.File] = []
  private var findings: [Finding] = []
  /// What each file that was read is about.
  private var covered: [(file: SourceFile, coverage: Coverage)] = []
  private var overgangen: [Overgang] = []
  private var exams: [VestigingCode: [Period: Count]] = [:]
  /// All candidates of the vmbo, likewise.
  private var all: [VestigingCode: [Period: Count]] = [:]
  private var places: [VestigingCode: VestigingName] = [:]

  private init() {}

  /// Looks at these files, in this order; a file that is refused is a finding of the gravest level.
  ///
  /// - Parameters:
  ///   - paths: CSV files of any known layout.
  ///   - title: What is looked at, for the head of the report.
  ///   - progress: Told which file is being read.
  /// - Throws: ``PipelineError/successions(_:)``.
  public static func report(
    on paths: [String], title: Phrase, progress: (String) -> Void = { _ in }
  ) throws(PipelineError) -> QualityReport {
    var check = QualityCheck()
    var opened: [(path: String, result: Result<SourceReader, IngestError>)] = []
    var first: [String: String] = [:]
    for path in paths {
      do throws(IngestError) {
        let mapping = try Mapping(of: path)?.columns
        let reader = try SourceReader(path: path, mapping: mapping)
        let header = reader.header
        if let twin = first[header.sha256] {
          check.findings.append(.sameBytes(header.name, as: twin))
        } else {
          first[header.sha256] = header.name
          opened.append((path, .success(reader)))
        }
      } catch {
        opened.append((path, .failure(error)))
      }
    }
    check.input = CheckInput(
      files: opened.compactMap { file in
        if case .success(let reader) = file.result { reader.header } else { nil }
      })
    for (path, result) in opened {
      progress(path)
      switch result {
      case .success(let reader): check.read(reader)
      case .failure(let error): check.refuse(error, path: path)
      }
    }
    check.findings += Checks.findings(check.input)
    check.findings += check.overlaps()
    check.findings += try check.moves()
    return QualityReport(
      title: title, files: check.files, findings: check.findings,
      rules: CheckRule.registry.map {
        QualityReport.Rule(
          id: $0.id, level: $0.level, compares: $0.compares, threshold: $0.threshold)
      }, version: Run.version)
  }

  /// The files, and the CSV files of the folders, in the order given; those of a folder by name.
  ///
  /// - Throws: ``PipelineError/noFolder(path:)`` for a folder that cannot be read,
  ///   ``PipelineError/noFiles(paths:)`` where there is none.
  public static func files(in paths: [String]) throws(PipelineError) -> [String] {
    var files: [String] = []
    for path in paths {
      let kind =
        (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
      guard kind == .typeDirectory else {
        files.append(path)
        continue
      }
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
        throw .noFolder(path: path)
      }
      files += names.sorted().filter { $0.lowercased().hasSuffix(".csv") }.map { path + "/" + $0 }
    }
    if files.isEmpty { throw .noFiles(paths: paths) }
    return files
  }

  /// The rules of the checks as a Markdown table.
  public static func rules(language: Language) -> String { CheckRule.table(language) }

  private mutating func read(_ reader: SourceReader) {
    var check = FileCheck(header: reader.header, fieldNames: reader.fieldNames)
    var coverage = Coverage()
    var (counts, withheld) = (0, 0)
    let isExam = reader.header.layout == "duo-examenkandidaten"
    do throws(ReadFailure<Never>) {
      let found = try reader.read { row in
        check.add(row)
        coverage.add(row)
        for fact in row.facts {
          input.add(fact)
          counts += 1
          if case .suppressed = fact.count { withheld += 1 }
          if isExam { addExam(fact) }
        }
        for observation in row.observations {
          counts += 1
          switch observation.value {
          case .secret, .count(.suppressed): withheld += 1
          default: break
          }
        }
        for reference in row.references {
          switch reference {
          case .adres(let adres): input.add(adres, file: reader.header.name)
          case .overgang(let overgang): overgangen.append(overgang)
          case .licentie: break
          }
        }
      }
      findings += found + check.findings
      input.add(check.names)
      if isExam { for name in check.names { places[name.vestiging] = name } }
      covered.append((reader.header, coverage))
      files.append(
        QualityReport.File(
          source: reader.header, periods: coverage.periods.sorted(),
          suppressed: counts > 0 ? Double(withheld) / Double(counts) : nil))
    } catch {
      switch error {
      case .ingest(let cause):
        refuse(cause, header: reader.header)
      }
    }
  }

  /// Technical candidates of BB, KB and GL by location and year, for moves that no crosswalk knows.
  private mutating func addExam(_ fact: Fact) {
    guard fact.measure == .examenkandidaten, fact.geslacht == .totaal else { return }
    let vmbo = all[fact.vestiging, default: [:]][fact.period] ?? .notApplicable
    all[fact.vestiging, default: [:]][fact.period] = vmbo + fact.count
    guard fact.sector == .techniek, fact.leerweg != .tl else { return }
    let sum = exams[fact.vestiging, default: [:]][fact.period] ?? .notApplicable
    exams[fact.vestiging, default: [:]][fact.period] = sum + fact.count
  }

  /// Files of one family that count the same pupils.
  private func overlaps() -> [Finding] {
    covered.indices.flatMap { index in
      covered[..<index].compactMap { other in
        let own = covered[index]
        let family = LayoutFamily(of: own.file.layout)
        guard family == LayoutFamily(of: other.file.layout), family.grain == .place else {
          return nil
        }
        return Coverage.overlap(own, other)?.finding
      }
    }
  }

  private func moves() throws(PipelineError) -> [Finding] {
    guard !exams.isEmpty else { return [] }
    let histories = exams.sorted { $0.key < $1.key }.map { code, counts in
      VestigingHistory(
        code: code, name: places[code]?.naam ?? "", gemeente: places[code]?.gemeente ?? "",
        counts: counts)
    }
    return Verplaatsingen().proposals(histories, knowing: try Opvolging(overgangen).successions)
      .map { move in
        var finding = move.finding(table: "vestigingen.csv")
        finding.text =
          Phrase(
            nl: "kandidaten techniek BB, KB en GL: ", en: "candidates techniek BB, KB and GL: ")
          + finding.text
        // A location that keeps other pupils went over in part: such a line is not followed.
        if (all[move.from.code]?[move.after]?.bounds?.upperBound ?? 0) > 0 {
          finding.remedy = Phrase(
            nl: finding.remedy.nl.replacing(";ja;", with: ";nee;"),
            en: finding.remedy.en.replacing(";ja;", with: ";nee;"))
        }
        return finding
      }
  }

  private mutating func refuse(_ error: IngestError, path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    refuse(
      error,
      header: SourceFile(sha256: "", name: name, bytes: 0, layout: "", rows: 0, provisional: nil))
  }

  private mutating func refuse(_ error: IngestError, header: SourceFile) {
    files.append(QualityReport.File(source: header, isRefused: true))
    findings.append(
      Finding(
        rule: "bestand-geweigerd", level: .fout, file: header.name, row: error.row,
        text: error.message,
        remedy: Phrase(
          nl: "niets van dit bestand telt mee; herstel het en lees het opnieuw",
          en: "nothing of this file counts; mend it and read it again")))
  }
}

extension QualityReport {
  /// Writes `kwaliteit.html` and `kwaliteit.csv` into `folder`, which is made if it is not there.
  ///
  /// - Returns: Both paths.
  /// - Throws: ``PipelineError/file(path:reason:)``.
  public func write(to folder: String, language: Language) throws(PipelineError) -> [String] {
    let pages = [
      (folder + "/kwaliteit.html", QualityPage.render(self, language: language)),
      (folder + "/kwaliteit.csv", QualityCSV.render(self, language: language)),
    ]
    for (path, text) in pages {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      } catch {
        throw .file(path: path, reason: error.localizedDescription)
      }
    }
    return pages.map(\.0)
  }

  /// The findings for a terminal of 80 columns.
  ///
  /// - Parameters:
  ///   - language: Of the text.
  ///   - least: Findings below this level are counted only.
  public func terminalText(language: Language, least: Finding.Level) -> String {
    QualityTerminal.render(self, language: language, least: least)
  }

  /// Whether a file was refused, or read with grave doubts.
  public var isGrave: Bool { findings.contains { $0.level >= .ernstig } }
}
