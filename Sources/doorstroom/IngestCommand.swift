import ArgumentParser
import Foundation
import Pipeline
import Records

/// `doorstroom ingest`
struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Lees losse bestanden in de database, ook de landelijke bestanden van DUO.",
    discussion: """
      Elk bestand wordt herkend aan zijn kopregel. Een bestand dat niet in zijn geheel te lezen is,
      verandert niets; van meer bestanden gaan alle erin of geen.
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(
    help: "CSV-bestanden, zoals van DUO gedownload.", completion: .file(extensions: ["csv"]))
  var files: [String]

  func run() throws {
    let start = ContinuousClock.now
    let results = try explaining(shared.lang) { () throws(PipelineError) in
      try Ingestion(storePath: shared.storePath).add(files) {
        Console.progress(since: start, $0.name)
      }
    }
    for result in results { print(result.summary[shared.lang]) }
  }
}

/// `doorstroom tabulate`
struct TabulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tabulate",
    abstract: "Maak uit landelijke DUO-bestanden de tabellen van één regio.",
    discussion: """
      Schrijft duo-leerlingen.csv en duo-examens.csv in de map van de regio: alle vestigingen uit
      regio.yaml, en elke andere vmbo-vestiging in haar gemeenten. Afgeschermde cellen blijven
      afgeschermd.
      """)

  @OptionGroup var shared: SharedOptions
  @Option(name: .customLong("regio"), help: "De map van de regio, met regio.yaml.")
  var region: String
  @Argument(help: "DUO's bestanden met leerlingen en examenkandidaten.")
  var files: [String]

  func run() throws {
    let result = try explaining(shared.lang) { () throws(PipelineError) in
      try Tabulating(regionFolder: region).tabulate(files)
    }
    for finding in result.findings {
      print("\(finding.level.name): \(finding.text[shared.lang])")
    }
    for path in result.paths { print(path) }
  }
}

/// `doorstroom sql`
struct SQLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql", abstract: "Stel een vraag aan de database; lezen alleen.",
    discussion: """
      Views: leerlingen, examenkandidaten, geslaagden, figuur, aanbod, bestanden, bevindingen.
      Elke rij noemt het bestand, de rij en de kolom waar het getal vandaan komt.
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Eén SELECT.")
  var query: String

  func run() throws {
    let text = try explaining(shared.lang) { () throws(PipelineError) in
      try Query(storePath: shared.storePath).markdown(query)
    }
    print(text, terminator: "")
  }
}
