import Foundation
import Ingest
import Records
import Testing

/// Excerpts of DUO's files are damaged in every way that has a name, and read again beside the files
/// that an analyst would have beside them. The table of what became of each is kept in
/// `mutations.md`; run with `DOORSTROOM_WRITE_MUTATIONS=1` to write it anew.
@Suite(.serialized, .enabled(if: NationalFiles.folder != nil, "../shared/data is absent"))
struct MutationTests {
  /// What became of a damaged file.
  enum Outcome {
    case refused(String)
    case found([String])
    case harmless
    case missed
    case none

    var text: String {
      switch self {
      case .refused(let error): "geweigerd: \(error)"
      case .found(let rules): rules.joined(separator: ", ")
      case .harmless: "onschadelijk"
      case .missed: "GEMIST"
      case .none: "–"
      }
    }
  }

  /// Why nothing sees a mutation in this kind of file; nil where something should.
  static func reason(_ mutation: String, _ kind: FileKind) -> String? {
    switch kind {
    case .profielen:
      "een opgave is één getal per cel zonder delen of totaal; naast DUO’s tellingen spreekt "
        + "opgave-wijkt-af-van-duo (Forecasting)"
    case .bestuur:
      "dit bestand geeft één getal per vestiging zonder delen of totaal, en geen ander bestand geeft "
        + "hetzelfde getal; een vorige uitgave zou het tonen"
    case .leerlingen, .cijfers, .examens:
      reasons[mutation]
    }
  }

  static let reasons: [String: String] = [
    "een rij met een klein getal weg":
      "kleiner dan de drempels (20–30 leerlingen); scholen zijn zelf grilliger dan dat",
    "de rij met het grootste getal weg":
      "het leerlingenbestand van één jaar: de rij is minder dan 20 leerlingen of de helft van wat de "
      + "vestiging in techniek heeft, of is geen techniek; een tweede jaar zou haar tonen",
    "een grote vestiging weg":
      "één vestiging minder komt elk jaar twintig keer voor: vestiging-verdwenen noemt haar, als "
      + "opmerking",
    "de tweede helft van de rijen weg":
      "in een uitsnede niet te zien; van een landelijk bestand zegt bestand-onvolledig het (eigen test)",
    "getallen van twee vestigingen verwisseld":
      "alleen de rijen die beide hebben zijn verwisseld, en zij verschillen minder dan een gewoon jaar",
    "getallen van twee profielen of sectoren van een vestiging verwisseld, één leerweg":
      "de twee schelen minder dan 15 (profielen) of 20 (sectoren) leerlingen, of waren een jaar eerder "
      + "al anders verdeeld",
    "namen en plaatsen van twee vestigingen verwisseld":
      "de scholen heten in oudere bestanden nog anders, dus niets heeft de goede namen; met het "
      + "adresbestand ernaast spreekt namen-van-vestigingen-verwisseld",
    "codes van twee vestigingen verwisseld":
      "de scholen heten in oudere bestanden nog anders en zijn ongeveer even groot",
  ]

  /// One file in sixteen institutions, so that the suite takes seconds.
  static func isWanted(_ brin: String) -> Bool {
    accented.contains(brin) || brin.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % 997 } % 16 == 5
  }

  /// Institutions with a letter beyond ASCII in their name, so that an encoding can go wrong.
  static let accented: Set<String> = ["00TQ", "03XF", "14PG", "20FR"]

  struct Context {
    var grids: [FileKind: Grid] = [:]
    var files: [FileKind: CheckedFile] = [:]
    var older: CheckedFile?
  }

  static func load() throws -> Context {
    guard let folder = NationalFiles.folder else { return Context() }
    func grid(_ name: String, _ encoding: Grid.Encoding) throws -> Grid {
      let bytes = try Data(contentsOf: URL(filePath: folder + "/" + name))
      let text = String(data: bytes, encoding: encoding == .utf8 ? .utf8 : .windowsCP1252) ?? ""
      return Grid(name: name, text: text, encoding: encoding).excerpt(isWanted)
    }
    var context = Context()
    context.grids[.leerlingen] = try grid(NationalFiles.leerlingen, .windows1252)
    context.grids[.cijfers] = try grid(NationalFiles.cijfers, .windows1252)
    context.grids[.examens] = try grid(NationalFiles.examens2024, .utf8)
    if let examens = context.grids[.examens] { context.grids[.bestuur] = boards(examens) }
    context.grids[.profielen] = statement
    context.older = try read(try grid(NationalFiles.examens2019, .windows1252))
    for (kind, grid) in context.grids { context.files[kind] = try? read(grid) }
    return context
  }

  /// A synthetic file of layout B: the locations of the exam file with made-up numbers.
  static func boards(_ examens: Grid) -> Grid {
    var rows: [[String]] = []
    for (row, code) in zip(examens.rows, examens.codes) where rows.last?[2] != code {
      let number = code.utf8.reduce(7) { ($0 &* 131 &+ Int($1)) % 1_009 }
      rows.append([
        "4\(1000 + number)", row[0], code, row[2], row[3],
        "0" + String(row[3].utf8.reduce(7) { ($0 &* 131 &+ Int($1)) % 997 } + 1000).dropFirst(),
        row[3], "Utrecht", String(200 + number), number % 3 == 0 ? "<5" : String(number % 40 + 5),
      ])
    }
    var grid = Grid(
      name: "03.-leerlingen-vo-per-vestiging-en-bestuur-(vavo-apart)-2025.csv",
      text:
        "BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;INSTELLINGSNAAM VESTIGING;PLAATSNAAM;"
        + "GEMEENTENUMMER;GEMEENTENAAM;PROVINCIE;AANTAL LEERLINGEN;"
        + "AANTAL VO LEERLINGEN UITBESTEED AAN VAVO\n", encoding: .utf8)
    grid.isQuoted = true
    grid.rows = rows
    return grid
  }

  /// What a region fills in by hand: profiles of three locations over four years.
  static var statement: Grid {
    var text = "regio;vestiging;school;profiel;peildatum;leerlingen;bron\n"
    for (place, code) in ["07KP00", "03WO01", "01FP05"].enumerated() {
      for (profile, name) in ["BWI", "PIE", "M&T"].enumerated() {
        for year in 2019...2022 {
          let number = 24 + 17 * place + 9 * profile + (year * (profile + 2)) % 7
          text += "t-is-for-tech;\(code);Café\(place)school;\(name);\(year);\(number);Figuur 2\n"
        }
      }
    }
    return Grid(name: "profielen.csv", text: text, encoding: .utf8)
  }

  static func read(_ grid: Grid) throws -> CheckedFile { try read(grid.name, grid.bytes) }

  static func read(_ name: String, _ bytes: [UInt8]) throws -> CheckedFile {
    try withFile(name, bytes) { path in try CheckedFile(path: path) }
  }

  /// How often each rule speaks of each file, counting those that are summed up.
  static func weights(_ findings: [Finding]) -> [String: Int] {
    var weights: [String: Int] = [:]
    for finding in findings where finding.level >= .waarschuwing {
      weights[finding.rule, default: 0] += finding.places
    }
    return weights
  }

  @Test func `every mutation is caught, or harmless, or listed as missed with its reason`() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let context = try Self.load()
    let kinds = FileKind.allCases.filter { context.files[$0] != nil }
    var table: [String: [FileKind: Outcome]] = [:]
    for kind in kinds {
      guard let grid = context.grids[kind], let clean = context.files[kind] else { continue }
      let beside = Self.beside(kind, context)
      let input = Self.input(beside, clean)
      let before = Self.weights(Self.findings(input, clean))
      for mutation in Mutations.all {
        table[mutation.name, default: [:]][kind] = Self.outcome(
          mutation, kind, grid, clean, input, before)
      }
    }
    let text = Self.markdown(kinds, table)
    print(text)
    print("took", clock.now - start)
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "mutations.md")
    if ProcessInfo.processInfo.environment["DOORSTROOM_WRITE_MUTATIONS"] != nil {
      try Data(text.utf8).write(to: file)
    }
    for mutation in Mutations.all {
      for kind in kinds {
        if case .missed? = table[mutation.name]?[kind] {
          #expect(
            Self.reason(mutation.name, kind) != nil, "\(mutation.name) in \(kind.rawValue)")
        }
      }
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  /// The files that stand beside this one: the other kinds on the same schools.
  static func beside(_ kind: FileKind, _ context: Context) -> [CheckedFile] {
    if kind == .profielen { return [] }
    if kind == .bestuur { return [context.files[.examens]].compactMap { $0 } }
    let others: [FileKind] = [.leerlingen, .cijfers, .examens].filter { $0 != kind }
    return others.compactMap { context.files[$0] } + [context.older].compactMap { $0 }
  }

  /// The files beside it, ready for any version of this one.
  static func input(_ beside: [CheckedFile], _ clean: CheckedFile) -> CheckInput {
    var input = CheckInput(files: beside.map(\.header) + [clean.header])
    for file in beside {
      for fact in file.facts { input.add(fact) }
      input.add(file.names)
    }
    return input
  }

  /// The findings of one file and of all together; `hash` stands in the place of its own.
  static func findings(
    _ input: CheckInput, _ file: CheckedFile, as hash: String? = nil
  ) -> [Finding] {
    var input = input
    for fact in file.facts {
      var fact = fact
      if let hash {
        fact.source = SourceCell(file: hash, row: fact.source.row, column: fact.source.column)
      }
      input.add(fact)
    }
    input.add(file.names)
    return file.findings + Checks.findings(input)
  }

  static func outcome(
    _ mutation: Mutation, _ kind: FileKind, _ grid: Grid, _ clean: CheckedFile,
    _ input: CheckInput, _ before: [String: Int]
  ) -> Outcome {
    guard let bytes = mutation.apply(grid, kind) else { return .none }
    let name = mutation.fileName?(grid.name) ?? grid.name
    let damaged: CheckedFile
    do {
      damaged = try read(name, bytes)
    } catch let error as IngestError {
      return .refused(String("\(error)".prefix { $0 != "(" }))
    } catch {
      return .refused("\(error)")
    }
    let after = weights(findings(input, damaged, as: clean.header.sha256))
    let rules = after.filter { $0.value > before[$0.key, default: 0] }.keys.sorted()
    if !rules.isEmpty { return .found(rules) }
    return signature(damaged) == signature(clean) ? .harmless : .missed
  }

  /// What the facts say, without the place they stand in.
  static func signature(_ file: CheckedFile) -> [String] {
    file.signature.sorted()
  }

  static func markdown(_ kinds: [FileKind], _ table: [String: [FileKind: Outcome]]) -> String {
    var text = "# Wat van een beschadigd bestand wordt\n\n"
    text +=
      "Gemaakt door `MutationTests`. A: leerlingen 2019, C: cijfers 2018-2019, D: examens 2019-2024 "
      + "(uitsneden van DUO’s bestanden, de andere ernaast), B: per bestuur (synthetisch, met de examens ernaast), profielen: opgave van een regio (synthetisch, zonder bestanden ernaast). In een cel "
      + "staan de regels die spreken, of waarom het bestand geweigerd wordt; “onschadelijk”: dezelfde "
      + "feiten; “–”: komt in deze indeling niet voor.\n\n"
    text += "| mutatie | \(kinds.map(\.rawValue).joined(separator: " | ")) |\n"
    text += "|---|\(kinds.map { _ in "---" }.joined(separator: "|"))|\n"
    for mutation in Mutations.all {
      let cells = kinds.map { (table[mutation.name]?[$0] ?? .none).text }
      text +=
        "| \(escaped(mutation.name)) | \(cells.joined(separator: " | ")) |\n"
    }
    var missed: [String] = []
    for mutation in Mutations.all {
      for kind in kinds {
        guard case .missed? = table[mutation.name]?[kind] else { continue }
        missed.append(
          "- \(kind.rawValue), \(escaped(mutation.name)): "
            + "\(reason(mutation.name, kind) ?? "geen reden bekend").\n")
      }
    }
    if !missed.isEmpty { text += "\n## Gemist, en waarom\n\n" + missed.joined() }
    return text
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "<", with: "\\<")
  }
}
