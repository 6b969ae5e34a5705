import ArgumentParser
import Pipeline
import Records

/// `doorstroom stromen`
struct StromenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stromen",
    abstract: said(
      "Schat kansen uit getelde stromen en reken vooruit: elke toestand, elke vestiging.",
      "Estimate rates from counted flows and project them: any state, any location."),
    discussion: said(
      """
      Het bestand is een CSV met de kolommen vestiging;jaar;van;naar;leerlingen: hoeveel leerlingen \
      op peildatum jaar in van waren en een jaar later in naar. Met van leeg of instroom: wie in \
      naar instroomde, geteld op peildatum jaar + 1. Met naar totaal: alle leerlingen van van. \
      leerlingen mag <5 zijn. data/README.md beschrijft het.

      Voorbeelden:
        doorstroom stromen data/voorbeeld-stromen.csv
        doorstroom stromen stromen.csv --jaren 10 --out stromen

      Leest alleen dit bestand; verandert niets aan database of rapport.
      """,
      """
      The file is a CSV with the columns vestiging;jaar;van;naar;leerlingen: how many pupils were in \
      van on peildatum jaar and in naar a year later. With van empty or instroom: who entered naar, \
      counted on peildatum jaar + 1. With naar totaal: all pupils of van. leerlingen may be <5. \
      data/README.md describes it.

      Examples:
        doorstroom stromen data/voorbeeld-stromen.csv
        doorstroom stromen stromen.csv --jaren 10 --out stromen

      Reads this file only; changes neither store nor report.
      """))

  @OptionGroup var shared: SharedOptions
  @Argument(help: .said("Een bestand met stromen.", "A file of flows."), completion: .file())
  var file: String
  @Option(
    name: .customLong("jaren"),
    help: .said("Hoeveel jaar vooruit, 1 tot 20.", "How many years ahead, 1 to 20."))
  var years: Int = 5
  @Option(
    name: .customLong("out"),
    help: .said(
      "Schrijf alle tabellen als CSV in deze map.", "Write all tables as CSV into this folder."))
  var out: String?

  func validate() throws {
    if !(1...20).contains(years) {
      throw ValidationError(said("--jaren is 1 tot 20.", "--jaren is 1 to 20."))
    }
  }

  func run() throws {
    let stromen = try explaining(shared.lang) { () throws(PipelineError) in
      try Stromen(path: file, years: years)
    }
    try Console.print(stromen.summary(language: shared.lang), terminator: "")
    guard let out else { return }
    let paths = try explaining(shared.lang) { () throws(PipelineError) in
      try stromen.write(to: out, language: shared.lang)
    }
    for path in paths { try Console.print(path) }
  }
}
