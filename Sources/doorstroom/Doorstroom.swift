import ArgumentParser
import Pipeline

/// The tool: `doorstroom run` is what it is for.
@main
struct Doorstroom: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doorstroom",
    abstract: said(
      "Van DUO-bestanden en een plan naar verwachtingen, oordelen en een rapport.",
      "From DUO's files and a plan to forecasts, verdicts and a report."),
    discussion: said(
      """
      Voorbeelden:
        doorstroom run                    lees data/, oordeel, schrijf rapport/
        doorstroom check ~/Downloads      wat is er mis met deze bestanden
        doorstroom inspect export.csv     wat is dit voor bestand
        doorstroom ingest export.csv      lees een los bestand in de database
        doorstroom goals                  alleen de oordelen
        doorstroom project --nodig        wat als, en wat is er nodig
        doorstroom sql "SELECT * FROM leerlingen LIMIT 5"

      In English: add --lang en to a command, or set DOORSTROOM_LANG=en
      (doorstroom check --lang en --help).
      """,
      """
      Examples:
        doorstroom run                    read data/, judge, write rapport/
        doorstroom check ~/Downloads      what is wrong with these files
        doorstroom inspect export.csv     what is this file
        doorstroom ingest export.csv      read a single file into the store
        doorstroom goals                  the verdicts only
        doorstroom project --nodig        what if, and what it takes
        doorstroom sql "SELECT * FROM leerlingen LIMIT 5"

      In English: add --lang en to a command, or set DOORSTROOM_LANG=en.
      """),
    version: Run.version,
    subcommands: [
      RunCommand.self, IngestCommand.self, GoalsCommand.self, ProjectCommand.self,
      InstroomCommand.self, TabulateCommand.self,
      InspectCommand.self, LayoutsCommand.self, CheckCommand.self, CompareCommand.self,
      ExportCommand.self,
      SQLCommand.self,
      NotebookCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  /// The words of the command line, `--lang` taken from a call for help, which has no such option.
  static func arguments(_ words: some Sequence<String>) -> [String] {
    var rest = Array(words)
    if let place = rest.firstIndex(of: "--lang"), place + 1 < rest.count {
      rest.removeSubrange(place...place + 1)
    } else {
      rest.removeAll { $0.hasPrefix("--lang=") }
    }
    let isHelp = rest == ["--help"] || rest == ["-h"] || rest.first == "help"
    return isHelp ? rest : Array(words)
  }

  /// Reads the command line and runs the command; all output and every error goes through ``Console``.
  static func main() {
    do {
      var command = try parseAsRoot(arguments(CommandLine.arguments.dropFirst()))
      try command.run()
    } catch {
      Usage.exit(error)
    }
  }
}
