import ArgumentParser
import Foundation
import Pipeline
import Records

/// `doorstroom compare`
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Toon per cel wat er tussen twee uitgaven van een bestand veranderd is.",
    discussion: """
      Met twee bestanden: die twee, zonder dat ze in de database komen.
      Met één naam: de uitgave in de database die nu geldt, tegen die daarvoor.

      Voorbeelden:
        doorstroom compare leerlingen-2024-oud.csv leerlingen-2024.csv
        doorstroom compare t-is-for-tech/profielen.csv --csv verschil.csv

      Cellen worden vergeleken op wat ze tellen, nooit op hun plaats in het bestand. Een afgeschermd
      getal dat nu bekend is heet "nu bekend" als het binnen de oude grenzen valt, anders "gewijzigd".
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Het oude bestand, of de naam van een bestand in de database.")
  var old: String
  @Argument(help: "Het nieuwe bestand.")
  var new: String?
  @Option(name: .customLong("csv"), help: "Schrijf alle verschillen naar dit bestand.")
  var csv: String?
  @Option(name: .customLong("regels"), help: "Hoeveel verschillen er op het scherm komen.")
  var limit: Int = 20

  func validate() throws {
    if limit < 0 { throw ValidationError("--regels is minstens 0.") }
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
    print(result.summary(language: shared.lang, lines: limit), terminator: "")
  }
}

/// `doorstroom export`
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Schrijf views of tabellen van de database als CSV, met een datapackage.json.",
    discussion: """
      Zonder namen: alle views. `doorstroom sql --schema` beschrijft ze kolom voor kolom.
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Namen van views of tabellen.")
  var names: [String] = []
  @Option(name: .customLong("out"), help: "De map.")
  var out: String = "export"
  @Flag(
    name: .customLong("komma"), help: "Velden gescheiden door komma's in plaats van puntkomma's.")
  var hasCommas = false

  func run() throws {
    let tables = try explaining(shared.lang) { () throws(PipelineError) in
      try Exporting(storePath: shared.storePath).export(
        names.isEmpty ? Exporting.views : names, to: out, hasCommas: hasCommas,
        language: shared.lang)
    }
    for table in tables {
      print("\(out)/\(table.path): \(Phrase.number(Double(table.rows))[shared.lang])")
    }
  }
}
