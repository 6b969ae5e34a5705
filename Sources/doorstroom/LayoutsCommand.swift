import ArgumentParser
import Pipeline
import Records

/// `doorstroom layouts`
struct LayoutsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "layouts",
    abstract: "Toon welke bestanden gelezen kunnen worden, en wat hun kolommen zijn.",
    discussion: """
      Voorbeelden:
        doorstroom layouts                                     de lijst
        doorstroom layouts duo-geslaagden                      één indeling, kolom voor kolom
        doorstroom layouts duo-geslaagden --voorbeeld /tmp     schrijf een verzonnen bestand
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "De naam van een indeling.")
  var id: String?
  @Option(
    name: .customLong("voorbeeld"),
    help: "Schrijf in deze map een bestand met verzonnen scholen in deze indeling.")
  var folder: String?
  @Option(name: .customLong("rijen"), help: "Hoeveel rijen het voorbeeld ongeveer heeft.")
  var rows: Int = 100
  @Option(name: .customLong("jaar"), help: "Het laatste jaar van het voorbeeld.")
  var year: Int = 2024
  @Option(name: .customLong("seed"), help: "Gelijke getallen geven gelijke bestanden.")
  var seed: UInt64 = 1

  func validate() throws {
    if folder != nil, id == nil { throw ValidationError("Geef de naam van een indeling.") }
    if !(1...1_000_000).contains(rows) { throw ValidationError("--rijen is 1 tot 1000000.") }
    if !(1950...2100).contains(year) { throw ValidationError("--jaar is 1950 tot 2100.") }
  }

  func run() throws {
    guard let id else {
      print(LayoutGuide.list(language: shared.lang), terminator: "")
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
    print(text, terminator: "")
  }
}
