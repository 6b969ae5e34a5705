import ArgumentParser
import Pipeline

/// The tool: `doorstroom run` is what it is for.
@main
struct Doorstroom: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doorstroom",
    abstract: "Van DUO-bestanden en een plan naar verwachtingen, oordelen en een rapport.",
    discussion: """
      Voorbeelden:
        doorstroom run                    lees data/, oordeel, schrijf rapport/
        doorstroom run --lang en          hetzelfde in het Engels
        doorstroom ingest export.csv      lees een los bestand in de database
        doorstroom goals                  alleen de oordelen
        doorstroom sql "SELECT * FROM leerlingen LIMIT 5"
      """,
    version: Run.version,
    subcommands: [
      RunCommand.self, IngestCommand.self, GoalsCommand.self, TabulateCommand.self,
      InspectCommand.self, LayoutsCommand.self, CheckCommand.self, CompareCommand.self,
      ExportCommand.self,
      SQLCommand.self,
      NotebookCommand.self,
    ],
    defaultSubcommand: RunCommand.self)
}
