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

      Van bestanden die dezelfde leerlingen tellen telt er in de views één: dat van DUO voor een tabel
      die ervan gemaakt is, dan het bestand met het laatste jaar, dan het laatst bekende (--datum).

      Voorbeelden:
        doorstroom ingest leerlingen-2024.csv --datum 2025-02-01
        doorstroom ingest --verwijder leerlingen-2024.csv --datum 2025-03-01
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var known: DateOption
  @Argument(
    help: "CSV-bestanden, zoals van DUO gedownload.", completion: .file(extensions: ["csv"]))
  var files: [String] = []
  @Option(
    name: .customLong("kolommen"),
    help: "YAML-bestand dat zegt hoe de kolommen heten; anders NAAM.kolommen.yaml naast NAAM.csv.")
  var mapping: String?
  @Option(
    name: .customLong("verwijder"),
    help:
      "Laat dit losse bestand niet meer meetellen, vanaf --datum; zijn uitgaven blijven bewaard.")
  var withdrawn: [String] = []

  func validate() throws {
    if files.isEmpty, withdrawn.isEmpty {
      throw ValidationError("Geef een bestand, of --verwijder met de naam van een bestand.")
    }
  }

  func run() throws {
    let start = ContinuousClock.now
    if !withdrawn.isEmpty {
      let lines = try explaining(shared.lang) { () throws(PipelineError) in
        try Ingestion(storePath: shared.storePath, date: known.date).withdraw(withdrawn)
      }
      for line in lines { print(line[shared.lang]) }
      if files.isEmpty { return }
    }
    let results = try explaining(shared.lang) { () throws(PipelineError) in
      try Ingestion(storePath: shared.storePath, date: known.date).add(files, mapping: mapping) {
        Console.progress(since: start, $0.name)
      }
    }
    for result in results { print(result.summary[shared.lang]) }
    let outdated = try explaining(shared.lang) { () throws(PipelineError) in
      try Ingestion(storePath: shared.storePath).outdated()
    }
    if let outdated { print(outdated[shared.lang]) }
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
  @Argument(
    help: "DUO's bestanden met leerlingen en examenkandidaten, en zo nodig dat met overgangen.")
  var files: [String]

  func run() throws {
    let result = try explaining(shared.lang) { () throws(PipelineError) in
      try Tabulating(regionFolder: region).tabulate(files)
    }
    for finding in result.findings {
      print("\(finding.level.title[shared.lang]): \(finding.text[shared.lang])")
    }
    for path in result.paths { print(path) }
  }
}

/// `doorstroom sql`
struct SQLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql", abstract: "Stel een vraag aan de database; lezen alleen.",
    discussion: """
      Views: leerlingen, examenkandidaten, geslaagden, gezakten, waarnemingen, figuur, aanbod,
      adressen, overgangen, licenties, bestanden, edities, bevindingen. Elke rij noemt het bestand, de
      rij en de kolom waar het getal vandaan komt. --schema beschrijft elke kolom.

      Tellen bestanden dezelfde leerlingen, dan telt er één; alle_tellingen en alle_waarnemingen tonen
      ze alle. Naast man en vrouw staat soms een totaal: tel op over de view totalen, met een keuze van
      maat en bron.
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Eén SELECT.")
  var query: String?
  @Flag(name: .customLong("schema"), help: "Beschrijf alle views en tabellen, kolom voor kolom.")
  var showsSchema = false
  @Flag(
    name: .customLong("controle"),
    help: "Kijk de hele database na; afsluitcode 2 als er iets aan mankeert.")
  var checks = false

  func validate() throws {
    if query == nil, !showsSchema, !checks { throw ValidationError("Geef een SELECT.") }
  }

  func run() throws {
    if showsSchema { print(Query.schema(language: shared.lang), terminator: "") }
    if checks {
      let faults = try explaining(shared.lang) { () throws(PipelineError) in
        try Query(storePath: shared.storePath).integrityFaults()
      }
      for fault in faults { print(fault) }
      if !faults.isEmpty { throw ExitCode(2) }
      print(Phrase(nl: "De database is gaaf.", en: "The store is sound.")[shared.lang])
    }
    guard let query else { return }
    let text = try explaining(shared.lang) { () throws(PipelineError) in
      try Query(storePath: shared.storePath).markdown(query)
    }
    print(text, terminator: "")
  }
}
