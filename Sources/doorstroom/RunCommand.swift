import ArgumentParser
import Pipeline
import Records

/// `doorstroom run`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Lees de bestanden, reken door, oordeel over de doelen en schrijf het rapport.",
    discussion: """
      Een doel dat niet gehaald wordt is geen fout: de afsluitcode is 0 als het rapport er staat.
      Wordt een bestand geweigerd, dan blijven database en rapport zoals ze waren.
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var places: WorkspaceOptions
  @OptionGroup var known: DateOption

  func run() throws {
    let start = ContinuousClock.now
    let run = Run(
      workspace: places.workspace(shared), language: shared.lang, date: known.date)
    let result = try explaining(shared.lang) { () throws(PipelineError) in
      try run.run { Console.progress(since: start, $0[shared.lang]) }
    }
    print(
      result.analysis.terminalSummary(language: shared.lang, styled: Console.isStyled),
      terminator: "")
    let word = Phrase(nl: "Rapport", en: "Report")[shared.lang]
    for page in result.pages { print("\(word): \(page)") }
    for note in result.notes { print(note[shared.lang]) }
  }
}

/// `doorstroom goals`
struct GoalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "goals",
    abstract: "Alleen de oordelen, uit wat al in de database staat; schrijft geen rapport.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var places: WorkspaceOptions
  @Option(name: .customLong("regio"), help: "Alleen deze regio, zoals t-is-for-tech.")
  var region: String?
  @Option(
    name: .customLong("bekend-op"),
    help: "Oordeel naar wat er op deze dag bekend was, zoals 2024-11-01 (zie run --datum).")
  var asOf: String?
  @Flag(
    name: .customLong("streng"),
    help: "Afsluitcode 2 als een doel niet gehaald is of buiten bereik ligt.")
  var isStrict = false

  func run() throws {
    let run = Run(workspace: places.workspace(shared), language: shared.lang)
    let analysis = try explaining(shared.lang) { () throws(PipelineError) in
      try run.analyse(region: region, asOf: asOf)
    }
    if let asOf {
      print(
        Phrase(nl: "Naar wat bekend was op \(asOf)", en: "As known on \(asOf)")[shared.lang] + "\n")
    }
    print(
      analysis.terminalSummary(language: shared.lang, styled: Console.isStyled), terminator: "")
    if isStrict && analysis.hasMissedGoal { throw ExitCode(2) }
  }
}
