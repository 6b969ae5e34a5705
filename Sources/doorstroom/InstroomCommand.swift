import ArgumentParser
import Pipeline
import Records

/// `doorstroom instroom`
struct InstroomCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instroom",
    abstract: said(
      "Hoeveel leerlingen er in leerjaar 3 van de techniek bij komen, vanuit de basisschool.",
      "How many pupils will enter leerjaar 3 of techniek, from primary school."),
    discussion: said(
      """
      Rekent met de kinderen die al op de basisschool zitten (duo-po-leeftijd.csv, gemaakt met \
      doorstroom tabulate) en met het deel van hen dat tot nu toe voor techniek koos. Leest alleen de \
      map van de regio; schrijft niets.

      Voorbeelden:
        doorstroom instroom --regio t-is-for-tech
        doorstroom instroom --regio almere --csv > instroom.csv
      """,
      """
      Reckons with the children who are in primary school already (duo-po-leeftijd.csv, made by \
      doorstroom tabulate) and with the share of them that chose techniek so far. Reads the region's \
      folder only; writes nothing.

      Examples:
        doorstroom instroom --regio t-is-for-tech
        doorstroom instroom --regio almere --csv > instroom.csv
      """))

  @OptionGroup var shared: SharedOptions
  @OptionGroup var places: DataOptions
  @Option(
    name: .customLong("regio"),
    help: .said("De regio, zoals t-is-for-tech.", "The region, such as t-is-for-tech."))
  var region: String
  @Flag(
    name: .customLong("csv"),
    help: .said(
      "Als CSV, met een regel per vestiging en jaar.", "As CSV, a line a location and year."))
  var isCSV = false

  func run() throws {
    let instroom = try explaining(shared.lang) { () throws(PipelineError) in
      try Instroom(workspace: places.workspace(shared), region: region)
    }
    try Console.print(
      isCSV
        ? instroom.csv(language: shared.lang) : instroom.terminalText(language: shared.lang),
      terminator: "")
  }
}
