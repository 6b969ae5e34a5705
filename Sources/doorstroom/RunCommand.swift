import ArgumentParser
import Pipeline
import Records

/// `doorstroom run`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: said(
      "Lees de bestanden, reken door, oordeel over de doelen en schrijf het rapport.",
      "Read the files, compute, judge the goals and write the report."),
    discussion: said(
      """
      Een doel dat niet gehaald wordt is geen fout: de afsluitcode is 0 als het rapport er staat. \
      Wordt een bestand geweigerd, dan blijven database en rapport zoals ze waren.
      """,
      """
      A goal that is missed is no error: the exit code is 0 if the report is there. If a file is \
      refused, store and report stay as they were.
      """))

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
    try Console.print(
      result.analysis.terminalSummary(language: shared.lang, styled: Console.isStyled),
      terminator: "")
    let word = Phrase(nl: "Rapport", en: "Report")[shared.lang]
    for page in result.pages { try Console.print("\(word): \(page)") }
    for note in result.notes { try Console.lines(note[shared.lang]) }
  }
}

/// `doorstroom goals`
struct GoalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "goals",
    abstract: said(
      "Alleen de oordelen, uit wat al in de database staat; schrijft geen rapport.",
      "The verdicts only, from what is in the store; writes no report."))

  @OptionGroup var shared: SharedOptions
  @OptionGroup var places: DataOptions
  @OptionGroup var chosen: RegionOption
  @Option(
    name: .customLong("bekend-op"),
    help: .said(
      "Oordeel naar wat er op deze dag bekend was, zoals 2024-11-01 (zie run --datum).",
      "Judge by what was known on this day, such as 2024-11-01 (see run --datum)."))
  var asOf: String?
  @Flag(
    name: .customLong("streng"),
    help: .said(
      "Afsluitcode 2 als een doel niet gehaald is of buiten bereik ligt.",
      "Exit code 2 if a goal is missed or out of reach."))
  var isStrict = false

  func run() throws {
    let run = Run(workspace: places.workspace(shared), language: shared.lang)
    let analysis = try explaining(shared.lang) { () throws(PipelineError) in
      try run.analyse(region: chosen.region, asOf: asOf)
    }
    if let asOf {
      try Console.print(
        Phrase(nl: "Naar wat bekend was op \(asOf)", en: "As known on \(asOf)")[shared.lang] + "\n")
    }
    try Console.print(
      analysis.terminalSummary(language: shared.lang, styled: Console.isStyled), terminator: "")
    if isStrict && analysis.hasMissedGoal { throw ExitCode(2) }
  }
}
