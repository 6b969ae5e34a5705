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
      InstroomCommand.self, StromenCommand.self, TabulateCommand.self,
      InspectCommand.self, LayoutsCommand.self, CheckCommand.self, CompareCommand.self,
      ExportCommand.self,
      SQLCommand.self, BacktestCommand.self,
      NotebookCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  /// The words of the command line, the command first: `doorstroom --lang en check FILE` is what many
  /// type, and would be read as an argument of the default command. From a call for help `--lang` is taken,
  /// as it has no such option.
  static func arguments(_ words: some Sequence<String>) -> [String] {
    let words = commandFirst(Array(words))
    var rest = words
    if let place = rest.firstIndex(of: "--lang"), place + 1 < rest.count {
      rest.removeSubrange(place...place + 1)
    } else {
      rest.removeAll { $0.hasPrefix("--lang=") }
    }
    let isHelp = rest == ["--help"] || rest == ["-h"] || rest.first == "help"
    return isHelp ? rest : words
  }

  /// Options with their values that stand before the name of a command, put behind it.
  private static func commandFirst(_ words: [String]) -> [String] {
    var place = 0
    while place < words.count, words[place].hasPrefix("--"), words[place].count > 2 {
      place += words[place].contains("=") ? 1 : 2
    }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard place > 0, place < words.count, names.contains(words[place]) else { return words }
    return [words[place]] + words[..<place] + words[(place + 1)...]
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
