import ArgumentParser
import Pipeline
import Records

/// `doorstroom project`
struct ProjectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "project",
    abstract: said(
      "Reken vooruit onder andere aannames: scenario's, gevoeligheid, wat is er nodig.",
      "Project under other assumptions: scenarios, sensitivity, what it takes."),
    discussion: said(
      """
      Een scenario is een klein YAML-bestand met aannames: instroom, doorgang, sluiting, opening, \
      marktaandeel, doorstroom of het gewicht van een jaar. data/README.md beschrijft elke sleutel.

      Voorbeelden:
        doorstroom project --regio t-is-for-tech
        doorstroom project --scenario scenarios/minder-instroom.yaml
        doorstroom project --gevoeligheid --nodig --out projectie

      Leest de database die `doorstroom run` gevuld heeft; verandert niets aan gegevens of rapport.
      """,
      """
      A scenario is a small YAML file of assumptions: instroom, doorgang, sluiting, opening, \
      marktaandeel, doorstroom, or the weight of a year. data/README.md describes every key.

      Examples:
        doorstroom project --regio t-is-for-tech
        doorstroom project --scenario scenarios/minder-instroom.yaml
        doorstroom project --gevoeligheid --nodig --out projectie

      Reads the store that `doorstroom run` filled; changes neither data nor report.
      """))

  @OptionGroup var shared: SharedOptions
  @OptionGroup var places: DataOptions
  @OptionGroup var chosen: RegionOption
  @Option(
    name: .customLong("scenario"),
    help: .said(
      "Een scenariobestand; mag vaker, ze komen naast elkaar.",
      "A scenario file; may be given more than once, they are shown side by side."))
  var scenarios: [String] = []
  @Flag(
    name: .customLong("gevoeligheid"),
    help: .said(
      "Varieer elke aanname apart: welke verandert de kans op een doel het meest?",
      "Vary each assumption by itself: which moves the chance of a goal most?"))
  var hasSensitivity = false
  @Flag(
    name: .customLong("nodig"),
    help: .said(
      "Zoek bij welke instroom of doorstroom elk doel gehaald wordt.",
      "Find the intake or doorstroom at which each goal is met."))
  var hasNeeds = false
  @Option(
    name: .customLong("out"),
    help: .said(
      "Schrijf alle tabellen als CSV in deze map.", "Write all tables as CSV into this folder."))
  var out: String?
  @Option(
    name: .customLong("regels"),
    help: .said(
      "Hoeveel aannames er per doel op het scherm komen.",
      "How many assumptions are shown of each goal."))
  var limit: Int = 5

  func validate() throws {
    if limit < 0 {
      throw ValidationError(said("--regels is minstens 0.", "--regels is at least 0."))
    }
  }

  func run() throws {
    let start = ContinuousClock.now
    let projecting = Projecting(workspace: places.workspace(shared))
    let results = try explaining(shared.lang) { () throws(PipelineError) in
      try projecting.project(
        region: chosen.region, scenarios: scenarios,
        options: .init(hasSensitivity: hasSensitivity, hasNeeds: hasNeeds)
      ) { Console.progress(since: start, $0[shared.lang]) }
    }
    for (index, result) in results.enumerated() {
      if index > 0 { try Console.print("") }
      try Console.print(
        result.summary(language: shared.lang, lines: limit), terminator: "")
    }
    guard let out else { return }
    let paths = try explaining(shared.lang) { () throws(PipelineError) in
      try Projecting.write(results, to: out, language: shared.lang)
    }
    for path in paths { try Console.print(path) }
  }
}
