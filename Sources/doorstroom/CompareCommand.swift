import ArgumentParser
import Foundation
import Pipeline
import Records

/// `doorstroom compare`
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: said(
      "Toon per cel wat er tussen twee uitgaven van een bestand veranderd is.",
      "Show cell by cell what changed between two editions of a file."),
    discussion: said(
      """
      Met twee bestanden: die twee, zonder dat ze in de database komen.
      Met één naam: de uitgave in de database die nu geldt, tegen die daarvoor.

      Voorbeelden:
        doorstroom compare leerlingen-2024-oud.csv leerlingen-2024.csv
        doorstroom compare t-is-for-tech/profielen.csv --csv verschil.csv

      Cellen worden vergeleken op wat ze tellen, nooit op hun plaats in het bestand. Een afgeschermd \
      getal dat nu bekend is heet "nu bekend" als het binnen de oude grenzen valt, anders "gewijzigd".
      """,
      """
      With two files: those two, without their coming into the store.
      With one name: the edition in the store that holds now, against the one before.

      Examples:
        doorstroom compare leerlingen-2024-old.csv leerlingen-2024.csv
        doorstroom compare t-is-for-tech/profielen.csv --csv difference.csv

      Cells are compared by what they count, never by their place in the file. A withheld number that \
      is known now is called "now known" if it lies within the old bounds, else "changed".
      """))

  @OptionGroup var shared: SharedOptions
  @Argument(
    help: .said(
      "Het oude bestand, of de naam van een bestand in de database.",
      "The old file, or the name of a file in the store."))
  var old: String
  @Argument(help: .said("Het nieuwe bestand.", "The new file."))
  var new: String?
  @Option(
    name: .customLong("csv"),
    help: .said("Schrijf alle verschillen naar dit bestand.", "Write all differences to this file.")
  )
  var csv: String?
  @Option(
    name: .customLong("regels"),
    help: .said("Hoeveel verschillen er op het scherm komen.", "How many differences are shown."))
  var limit: Int = 20

  func validate() throws {
    if limit < 0 {
      throw ValidationError(said("--regels is minstens 0.", "--regels is at least 0."))
    }
  }

  func run() throws {
    let comparison = Comparison(storePath: shared.storePath)
    let result = try explaining(shared.lang) { () throws(PipelineError) in
      if let new { try comparison.files(old, new) } else { try comparison.editions(of: old) }
    }
    if let csv {
      try explaining(shared.lang) { () throws(PipelineError) in
        do {
          try Data(result.csv(language: shared.lang).utf8)
            .write(to: URL(fileURLWithPath: csv), options: .atomic)
        } catch {
          throw .file(path: csv, reason: error.localizedDescription)
        }
      }
    }
    try Console.print(result.summary(language: shared.lang, lines: limit), terminator: "")
  }
}

/// `doorstroom export`
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: said(
      "Schrijf views of tabellen van de database als CSV, met een datapackage.json.",
      "Write views or tables of the store as CSV, with a datapackage.json."),
    discussion: said(
      """
      Zonder namen: alle views. `doorstroom sql --schema` beschrijft ze kolom voor kolom.
      """,
      """
      Without names: all views. `doorstroom sql --schema` describes them column by column.
      """))

  @OptionGroup var shared: SharedOptions
  @Argument(help: .said("Namen van views of tabellen.", "Names of views or tables."))
  var names: [String] = []
  @Option(name: .customLong("out"), help: .said("De map.", "The folder."))
  var out: String = "export"
  @Flag(
    name: .customLong("komma"),
    help: .said(
      "Velden gescheiden door komma's in plaats van puntkomma's.",
      "Fields separated by commas instead of semicolons."))
  var hasCommas = false

  func run() throws {
    let tables = try explaining(shared.lang) { () throws(PipelineError) in
      try Exporting(storePath: shared.storePath).export(
        names.isEmpty ? Exporting.views : names, to: out, hasCommas: hasCommas,
        language: shared.lang)
    }
    for table in tables {
      try Console.print("\(out)/\(table.path): \(Phrase.number(Double(table.rows))[shared.lang])")
    }
  }
}
