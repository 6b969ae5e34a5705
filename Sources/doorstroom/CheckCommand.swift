import ArgumentParser
import Foundation
import Pipeline
import Records

/// `doorstroom check`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: said(
      "Zeg wat er aan bestanden twijfelachtig is; de database blijft zoals zij is.",
      "Say what is doubtful in files; the store stays as it is."),
    discussion: said(
      """
      Kijkt naar elk bestand apart en naar alle samen: codes en namen, totalen, percentages, sprongen, \
      verwisselde kolommen of jaren, reeksbreuken, vestigingen die verhuisd lijken. Geef de bestanden \
      van meer jaren tegelijk: veel fouten zijn alleen naast een ander jaar te zien.

      Voorbeelden:
        doorstroom check ~/Downloads/*.csv
        doorstroom check ~/Downloads --out kwaliteit      ook als pagina en als CSV
        doorstroom check --regels                         welke regels er zijn
      """,
      """
      Looks at each file by itself and at all together: codes and names, totals, percentages, jumps, \
      swapped columns or years, series breaks, locations that seem to have moved. Give the files of \
      several years at once: many faults show only beside another year.

      Examples:
        doorstroom check ~/Downloads/*.csv
        doorstroom check ~/Downloads --out kwaliteit      as a page and as CSV too
        doorstroom check --regels                         which rules there are
      """))

  @OptionGroup var shared: LanguageOption
  @Argument(
    help: .said(
      "CSV-bestanden, of mappen met CSV-bestanden.", "CSV files, or folders of CSV files."))
  var paths: [String] = []
  @Option(
    name: .customLong("out"),
    help: .said(
      "Schrijf kwaliteit.html en kwaliteit.csv in deze map.",
      "Write kwaliteit.html and kwaliteit.csv into this folder."))
  var out: String?
  @Flag(
    name: .customLong("alles"),
    help: .said(
      "Toon ook opmerkingen, niet alleen waarschuwingen.", "Show remarks too, not only warnings."))
  var isComplete = false
  @Flag(
    name: .customLong("regels"),
    help: .said("Toon de regels en wat zij vergelijken.", "Show the rules and what they compare."))
  var showsRules = false
  @Flag(
    name: .customLong("streng"),
    help: .said(
      "Afsluitcode 2 als een bestand geweigerd is of een bevinding ernstig is.",
      "Exit code 2 if a file is refused or a finding is serious."))
  var isStrict = false

  func validate() throws {
    if paths.isEmpty, !showsRules {
      throw ValidationError(said("Geef bestanden of een map.", "Give files or a folder."))
    }
  }

  func run() throws {
    if showsRules {
      try Console.print(QualityCheck.rules(language: shared.lang), terminator: "")
      return
    }
    let start = ContinuousClock.now
    let report = try explaining(shared.lang) { () throws(PipelineError) in
      let files = try InputFiles(paths)
      return try QualityCheck.report(
        on: files.paths, passedOver: files.passedOver,
        title: Phrase(nl: "Gegevenskwaliteit", en: "Data quality")
      ) { Console.progress(since: start, $0[shared.lang]) }
    }
    try Console.print(
      report.terminalText(
        language: shared.lang, least: isComplete ? .opmerking : .waarschuwing),
      terminator: "")
    if let out {
      let pages = try explaining(shared.lang) { () throws(PipelineError) in
        try report.write(to: out, language: shared.lang)
      }
      for page in pages { try Console.print(page) }
    }
    if isStrict, report.isGrave { throw ExitCode(2) }
    if report.isNothingRead { throw ExitCode.failure }
  }
}
