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
  ///   - passedOver: Files beside them that are not looked at, which is said.
  ///   - title: What is looked at, for the head of the report.
  ///   - progress: Told what is being done.
  /// - Throws: ``PipelineError/successions(_:)``.
  public static func report(
    on paths: [String], passedOver: [String] = [], title: Phrase,
    progress: (Phrase) -> Void = { _ in }
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
      progress(Phrase(path))
      switch result {
      case .success(let reader): check.read(reader)
      case .failure(let error): check.refuse(error, path: path)
      }
    }
    check.keepNewestProvisional()
    progress(Phrase(nl: "jaren en bestanden vergelijken", en: "comparing years and files"))
    check.findings += Checks.findings(check.input)
    check.findings += check.overlaps()
    check.findings += try check.moves()
    if !passedOver.isEmpty { check.findings.append(.notRead(passedOver.map(InputFiles.name))) }
    return QualityReport(
      title: title, files: check.files, findings: check.findings,
      rules: CheckRule.registry.map {
        QualityReport.Rule(
          id: $0.id, level: $0.level, compares: $0.compares, threshold: $0.threshold)
      }, version: Run.version)
  }

  /// The rules of the checks as a Markdown table.
  public static func rules(language: Language) -> String { CheckRule.table(language) }

  private mutating func read(_ reader: SourceReader) {
    let (header, headers) = (reader.header, reader.headers)
    var check = FileCheck(header: header, fieldNames: reader.fieldNames, headers: headers)
    input.add(headers: headers, names: reader.fieldNames, of: header)
    var coverage = Coverage()
    var (counts, withheld) = (0, 0)
    let isExam = header.layout == "duo-examenkandidaten"
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
          case .adres(let adres): input.add(adres, file: header.name)
          case .overgang(let overgang): overgangen.append(overgang)
          case .licentie: break
          }
        }
      }
      findings += found + check.findings
      input.add(check.names)
      if isExam { for name in check.names { places[name.vestiging] = name } }
      covered.append((header, coverage))
      files.append(
        QualityReport.File(
          source: header, periods: coverage.periods.sorted(),
          suppressed: counts > 0 ? Double(withheld) / Double(counts) : nil,
          note: check.tally.text))
    } catch {
      switch error {
      case .ingest(let cause):
        refuse(cause, header: header)
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
    refuse(
      error,
      header: SourceFile(
        sha256: "", name: InputFiles.name(path), bytes: 0, layout: "", rows: 0, provisional: nil))
  }

  private mutating func refuse(_ error: IngestError, header: SourceFile) {
    files.append(QualityReport.File(source: header, isRefused: true))
    findings.append(
      Finding(
        rule: "bestand-geweigerd", level: .fout, file: header.name, row: error.row,
        text: Phrase(
          nl: Self.tail(error.message.nl, header.name),
          en: Self.tail(error.message.en, header.name)),
        remedy: Phrase(
          nl: "niets van dit bestand telt mee; herstel het en lees het opnieuw",
          en: "nothing of this file counts; mend it and read it again")))
  }

  /// A message without the file that it begins with, which stands beside it.
  private static func tail(_ message: String, _ file: String) -> String {
    guard let name = message.firstRange(of: file),
      message[..<name.lowerBound].isEmpty || message[..<name.lowerBound].hasSuffix("/")
    else { return message }
    let rest = message[name.upperBound...]
    return [": ", ", "].first { rest.hasPrefix($0) }.map { String(rest.dropFirst($0.count)) }
      ?? message
  }

  /// Of several files of a source only the newest has a provisional year: the others were made final
  /// by its coming.
  private mutating func keepNewestProvisional() {
    var newest: [String: Period] = [:]
    for file in covered.map(\.file) {
      if let period = file.provisional {
        newest[file.layout] = max(period, newest[file.layout] ?? period)
      }
    }
    for index in files.indices {
      let source = files[index].source
      guard let period = source.provisional, let last = newest[source.layout], period < last else {
        continue
      }
      files[index].source = SourceFile(
        sha256: source.sha256, name: source.name, bytes: source.bytes, layout: source.layout,
        rows: source.rows, provisional: nil)
      findings.removeAll { $0.rule == CheckRule.provisionalYear && $0.file == source.name }
    }
  }
}

extension Finding {
  /// Tables of another form in a folder that was looked at.
  fileprivate static func notRead(_ files: [String]) -> Finding {
    let names = files.joined(separator: ", ")
    return Finding(
      rule: "bestand-geen-csv", level: .waarschuwing, file: "", value: "\(files.count)",
      text: Phrase(
        nl: "niet nagekeken, want geen CSV: \(names)", en: "not looked at, being no CSV: \(names)"),
      remedy: Phrase(
        nl: "hoort er een bij, bewaar hem dan als “CSV UTF-8”, of pak het archief uit",
        en: "if one belongs here, save it as “CSV UTF-8”, or unpack the archive"))
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

  /// Whether no file could be read at all.
  public var isNothingRead: Bool { files.allSatisfy(\.isRefused) }
}
