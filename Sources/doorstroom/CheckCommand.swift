import ArgumentParser
import Foundation
import Pipeline
import Records

/// `doorstroom check`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Zeg wat er aan bestanden twijfelachtig is; de database blijft zoals zij is.",
    discussion: """
      Kijkt naar elk bestand apart en naar alle samen: codes en namen, totalen, percentages, sprongen,
      verwisselde kolommen of jaren, reeksbreuken, vestigingen die verhuisd lijken. Geef de bestanden
      van meer jaren tegelijk: veel fouten zijn alleen naast een ander jaar te zien.

      Voorbeelden:
        doorstroom check ~/Downloads/*.csv
        doorstroom check ~/Downloads --out kwaliteit      ook als pagina en als CSV
        doorstroom check --regels                         welke regels er zijn
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "CSV-bestanden, of mappen met CSV-bestanden.")
  var paths: [String] = []
  @Option(name: .customLong("out"), help: "Schrijf kwaliteit.html en kwaliteit.csv in deze map.")
  var out: String?
  @Flag(name: .customLong("alles"), help: "Toon ook opmerkingen, niet alleen waarschuwingen.")
  var isComplete = false
  @Flag(name: .customLong("regels"), help: "Toon de regels en wat zij vergelijken.")
  var showsRules = false
  @Flag(
    name: .customLong("streng"),
    help: "Afsluitcode 2 als een bestand geweigerd is of een bevinding ernstig is.")
  var isStrict = false

  func validate() throws {
    if paths.isEmpty, !showsRules { throw ValidationError("Geef bestanden of een map.") }
  }

  func run() throws {
    if showsRules {
      print(QualityCheck.rules(language: shared.lang), terminator: "")
      return
    }
    let start = ContinuousClock.now
    let report = try explaining(shared.lang) { () throws(PipelineError) in
      let files = try QualityCheck.files(in: paths)
      return try QualityCheck.report(
        on: files,
        title: Phrase(nl: "Gegevenskwaliteit", en: "Data quality")
      ) { Console.progress(since: start, $0) }
    }
    print(
      report.terminalText(
        language: shared.lang, least: isComplete ? .opmerking : .waarschuwing),
      terminator: "")
    if let out {
      let pages = try explaining(shared.lang) { () throws(PipelineError) in
        try report.write(to: out, language: shared.lang)
      }
      for page in pages { print(page) }
    }
    if isStrict, report.isGrave { throw ExitCode(2) }
  }
}
