public import ArgumentParser
public import Pipeline
import Records

/// `doorstroom stromen`
struct StromenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stromen",
    abstract: said(
      "Schat kansen uit getelde stromen of uit standen en reken vooruit: elke toestand, elke vestiging.",
      "Estimate rates from counted flows or from stocks and project: any state, any location."),
    discussion: said(
      """
      Twee soorten CSV, herkend aan de kop:

      Stromen, met kolommen vestiging;jaar;van;naar;leerlingen: hoeveel leerlingen op peildatum \
      jaar in van waren en een jaar later in naar. Met van leeg of instroom: wie in naar instroomde, \
      geteld op peildatum jaar + 1. Met naar totaal: alle leerlingen van van.

      Standen, met kolommen vestiging;jaar;toestand;aantal en waar bekend instroom;naar: hoeveel \
      leerlingen op peildatum jaar in toestand waren, hoeveel daarvan van buiten kwamen, en waar zij \
      een jaar later kunnen zijn (met | ertussen). Niemand hoeft gevolgd te zijn.

      Een aantal mag <5 zijn. data/README.md beschrijft beide.

      Voorbeelden:
        doorstroom stromen data/voorbeeld-stromen.csv
        doorstroom stromen data/voorbeeld-standen.csv --jaren 10 --out standen

      Leest alleen dit bestand; verandert niets aan database of rapport.
      """,
      """
      Two kinds of CSV, told apart by their header:

      Flows, with columns vestiging;jaar;van;naar;leerlingen: how many pupils were in van on \
      peildatum jaar and in naar a year later. With van empty or instroom: who entered naar, counted \
      on peildatum jaar + 1. With naar totaal: all pupils of van.

      Stocks, with columns vestiging;jaar;toestand;aantal and where known instroom;naar: how many \
      pupils were in toestand on peildatum jaar, how many of them came from outside, and where they \
      can be a year later (| between them). Nobody need have been followed.

      A number may be <5. data/README.md describes both.

      Examples:
        doorstroom stromen data/voorbeeld-stromen.csv
        doorstroom stromen data/voorbeeld-standen.csv --jaren 10 --out standen

      Reads this file only; changes neither store nor report.
      """))

  @OptionGroup var shared: LanguageOption
  @Argument(
    help: .said("Een bestand met stromen of standen.", "A file of flows or stocks."),
    completion: .file())
  var file: String
  @Option(
    name: .customLong("jaren"),
    help: .said("Hoeveel jaar vooruit, 1 tot 20.", "How many years ahead, 1 to 20."))
  var years: Int = 5
  @Option(
    name: .customLong("schatter"),
    help: .said(
      """
      Voor stromen: wandelend, als kansen van jaar tot jaar veranderen. Voor standen: posterior \
      (standaard), kleinste-kwadraten, gewogen of aannemelijkheid; intervallen en verwachting \
      zijn altijd van de posterior.
      """,
      """
      For flows: wandelend (wandering), where rates change from year to year. For stocks: posterior \
      (by default), kleinste-kwadraten (least squares), gewogen (weighted) or aannemelijkheid \
      (likelihood); intervals and projection are always those of the posterior.
      """))
  var estimator: Stromen.Estimator?
  @Option(
    name: .customLong("doel"), parsing: .singleValue,
    help: .said(
      "Hoe groot is de kans op: “technisch mbo>=200”, “leerjaar 4 naar technisch mbo>=60%”.",
      "How likely is: “technisch mbo>=200”, “leerjaar 4 naar technisch mbo>=60%”."))
  var goals: [String] = []
  @Flag(
    name: .customLong("per-vestiging"),
    help: .said(
      "Toon ook de kansen van elke vestiging.", "Show the rates of each location too."))
  var showsEach = false
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
    let work = said("Kansen schatten en vooruitrekenen", "Estimating rates and projecting")
    let stromen = try explaining(shared.lang) { () throws(PipelineError) in
      try Console.waiting(work) { () throws(PipelineError) in
        try Stromen(path: file, years: years, estimator: estimator, goals: goals)
      }
    }
    try Console.print(
      stromen.summary(language: shared.lang, showsEach: showsEach), terminator: "")
    guard let out else { return }
    let paths = try explaining(shared.lang) { () throws(PipelineError) in
      try stromen.write(to: out, language: shared.lang)
    }
    for path in paths { try Console.print(path) }
  }
}

extension Stromen.Estimator: ExpressibleByArgument {}
