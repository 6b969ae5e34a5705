import ArgumentParser
import Pipeline
import Records

/// `doorstroom layouts`
struct LayoutsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "layouts",
    abstract: said(
      "Toon welke bestanden gelezen kunnen worden, en wat hun kolommen zijn.",
      "Show which files can be read, and what their columns are."),
    discussion: said(
      """
      Voorbeelden:
        doorstroom layouts                                     de lijst
        doorstroom layouts duo-geslaagden                      één indeling, kolom voor kolom
        doorstroom layouts duo-geslaagden --voorbeeld /tmp     schrijf een verzonnen bestand
      """,
      """
      Examples:
        doorstroom layouts                                     the list
        doorstroom layouts duo-geslaagden                      one layout, column by column
        doorstroom layouts duo-geslaagden --voorbeeld /tmp     write a fictitious file
      """))

  @OptionGroup var shared: LanguageOption
  @Argument(help: .said("De naam van een indeling.", "The name of a layout."))
  var id: String?
  @Option(
    name: .customLong("voorbeeld"),
    help: .said(
      "Schrijf in deze map een bestand met verzonnen scholen in deze indeling.",
      "Write a file of fictitious schools in this layout into this folder."))
  var folder: String?
  @Option(
    name: .customLong("rijen"),
    help: .said(
      "Hoeveel rijen het voorbeeld ongeveer heeft.", "About how many rows the sample has."))
  var rows: Int = 100
  @Option(
    name: .customLong("jaar"),
    help: .said("Het laatste jaar van het voorbeeld.", "The last year of the sample."))
  var year: Int = 2024
  @Option(
    name: .customLong("seed"),
    help: .said("Gelijke getallen geven gelijke bestanden.", "Equal numbers give equal files."))
  var seed: UInt64 = 1

  func validate() throws {
    if folder != nil, id == nil {
      throw ValidationError(said("Geef de naam van een indeling.", "Give the name of a layout."))
    }
    if !(1...1_000_000).contains(rows) {
      throw ValidationError(said("--rijen is 1 tot 1000000.", "--rijen is 1 to 1000000."))
    }
    if !(1950...2100).contains(year) {
      throw ValidationError(said("--jaar is 1950 tot 2100.", "--jaar is 1950 to 2100."))
    }
  }

  func run() throws {
    guard let id else {
      try Console.print(LayoutGuide.list(language: shared.lang), terminator: "")
      return
    }
    let text = try explaining(shared.lang) { () throws(PipelineError) in
      if let folder {
        try LayoutGuide.writeSample(
          of: id, seed: seed, rows: rows, years: (year - 4)...year, to: folder) + "\n"
      } else {
        try LayoutGuide.page(of: id, language: shared.lang)
      }
    }
    try Console.print(text, terminator: "")
  }
}
