import ArgumentParser
import Foundation
import Pipeline
import Records

/// `doorstroom ingest`
struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: said(
      "Lees losse bestanden in de database, ook de landelijke bestanden van DUO.",
      "Read single files into the store, DUO's national files too."),
    discussion: said(
      """
      Elk bestand wordt herkend aan zijn kopregel. Een bestand dat niet in zijn geheel te lezen is, \
      verandert niets; van meer bestanden gaan alle erin of geen. Van een map worden alle CSV-bestanden gelezen.

      Van bestanden die dezelfde leerlingen tellen, telt er in de views één: dat van DUO voor een tabel \
      die ervan gemaakt is, dan het bestand met het laatste jaar, dan het laatst bekende (--datum).

      Voorbeelden:
        doorstroom ingest leerlingen-2024.csv --datum 2025-02-01
        doorstroom ingest --verwijder leerlingen-2024.csv --datum 2025-03-01
      """,
      """
      Each file is recognised by its header. A file that cannot be read in full changes nothing; of \
      several files all go in or none. Of a folder all CSV files are read.

      Of files that count the same pupils one counts in the views: DUO's own before a table made of \
      it, then the file with the latest year, then what was known last (--datum).

      Examples:
        doorstroom ingest leerlingen-2024.csv --datum 2025-02-01
        doorstroom ingest --verwijder leerlingen-2024.csv --datum 2025-03-01
      """))

  @OptionGroup var shared: SharedOptions
  @OptionGroup var known: DateOption
  @Argument(
    help: .said(
      "CSV-bestanden zoals van DUO gedownload, of mappen daarvan.",
      "CSV files as downloaded from DUO, or folders of them."),
    completion: .file(extensions: ["csv"]))
  var files: [String] = []
  @Option(
    name: .customLong("kolommen"),
    help: .said(
      "YAML-bestand dat zegt hoe de kolommen heten; anders NAAM.kolommen.yaml naast NAAM.csv.",
      "YAML file that says what the columns are called; else NAME.kolommen.yaml beside NAME.csv."))
  var mapping: String?
  @Option(
    name: .customLong("verwijder"),
    help: .said(
      "Laat dit losse bestand niet meer meetellen, vanaf --datum; zijn uitgaven blijven bewaard.",
      "Let this loose file count no more, from --datum on; its editions are kept."))
  var withdrawn: [String] = []

  func validate() throws {
    if files.isEmpty, withdrawn.isEmpty {
      throw ValidationError(
        said(
          "Geef een bestand, of --verwijder met de naam van een bestand.",
          "Give a file, or --verwijder with the name of a file."))
    }
  }

  func run() throws {
    let start = ContinuousClock.now
    if !withdrawn.isEmpty {
      let lines = try explaining(shared.lang) { () throws(PipelineError) in
        try Ingestion(storePath: shared.storePath, date: known.date).withdraw(withdrawn)
      }
      for line in lines { try Console.lines(line[shared.lang]) }
      if files.isEmpty { return }
    }
    let (input, results, outdated) = try explaining(shared.lang) {
      () throws(PipelineError) -> (InputFiles, [Intake.Result], Phrase?) in
      let input = try InputFiles(files)
      let ingestion = Ingestion(storePath: shared.storePath, date: known.date)
      let results = try ingestion.add(input.paths, mapping: mapping) {
        Console.progress(since: start, $0.name)
      }
      return (input, results, try ingestion.outdated())
    }
    for result in results { try Console.lines(result.summary[shared.lang]) }
    if let passedOver = input.passedOverText { try Console.lines(passedOver[shared.lang]) }
    if let outdated { try Console.lines(outdated[shared.lang]) }
  }
}

/// `doorstroom tabulate`
struct TabulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tabulate",
    abstract: said(
      "Maak uit landelijke DUO-bestanden de tabellen van één regio.",
      "Make the tables of one region from DUO's national files."),
    discussion: said(
      """
      Schrijft duo-leerlingen.csv en duo-examens.csv in de map van de regio: alle vestigingen uit \
      regio.yaml, en elke andere vmbo-vestiging in haar gemeenten. Geef ook DUO’s bestanden met \
      leerlingen po naar postcode en leeftijd voor duo-po-leeftijd.csv: de kinderen die in haar \
      gemeenten wonen. Afgeschermde cellen blijven afgeschermd.
      """,
      """
      Writes duo-leerlingen.csv and duo-examens.csv into the region's folder: all locations of \
      regio.yaml, and every other vmbo location in its municipalities. Give DUO's files of pupils po \
      by postcode and age too for duo-po-leeftijd.csv: the children who live in its municipalities. \
      Withheld cells stay withheld.
      """))

  @OptionGroup var shared: SharedOptions
  @Option(
    name: .customLong("regio"),
    help: .said("De map van de regio, met regio.yaml.", "The region's folder, with regio.yaml."))
  var region: String
  @Argument(
    help: .said(
      "DUO's bestanden met leerlingen, examenkandidaten en leerlingen po, en zo nodig dat met "
        + "overgangen.",
      "DUO's files of pupils, exam candidates and pupils po, and if need be that of overgangen."))
  var files: [String]

  func run() throws {
    let result = try explaining(shared.lang) { () throws(PipelineError) in
      try Tabulating(regionFolder: region).tabulate(files)
    }
    for finding in result.findings {
      try Console.lines("\(finding.level.title[shared.lang]): \(finding.text[shared.lang])")
    }
    for path in result.paths { try Console.print(path) }
  }
}

/// `doorstroom sql`
struct SQLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql",
    abstract: said(
      "Stel een vraag aan de database; lezen alleen.", "Ask the store a question; reading only."),
    discussion: said(
      """
      Views: leerlingen, examenkandidaten, geslaagden, gezakten, waarnemingen, figuur, aanbod, \
      adressen, overgangen, licenties, bestanden, edities, bevindingen. Elke rij noemt het bestand, de \
      rij en de kolom waar het getal vandaan komt. --schema beschrijft elke kolom.

      Tellen bestanden dezelfde leerlingen, dan telt er één; alle_tellingen en alle_waarnemingen tonen \
      ze alle. Naast man en vrouw staat soms een totaal: tel op over de view totalen, met een keuze van \
      maat en bron.
      """,
      """
      Views: leerlingen, examenkandidaten, geslaagden, gezakten, waarnemingen, figuur, aanbod, \
      adressen, overgangen, licenties, bestanden, edities, bevindingen. Each row names the file, the \
      row and the column that the number comes from. --schema describes every column.

      Where files count the same pupils, one of them counts; alle_tellingen and alle_waarnemingen show \
      all. Beside man and vrouw there may be a total: add up over the view totalen, with a choice of \
      measure and source.
      """))

  @OptionGroup var shared: SharedOptions
  @Argument(help: .said("Eén SELECT.", "One SELECT."))
  var query: String?
  @Flag(
    name: .customLong("schema"),
    help: .said(
      "Beschrijf alle views en tabellen, kolom voor kolom.",
      "Describe all views and tables, column by column."))
  var showsSchema = false
  @Flag(
    name: .customLong("controle"),
    help: .said(
      "Kijk de hele database na; afsluitcode 2 als er iets aan mankeert.",
      "Check the whole store; exit code 2 if anything is wrong with it."))
  var checks = false

  func validate() throws {
    if query == nil, !showsSchema, !checks {
      throw ValidationError(said("Geef een SELECT.", "Give a SELECT."))
    }
  }

  func run() throws {
    if showsSchema { try Console.print(Query.schema(language: shared.lang), terminator: "") }
    if checks {
      let faults = try explaining(shared.lang) { () throws(PipelineError) in
        try Query(storePath: shared.storePath).integrityFaults()
      }
      for fault in faults { try Console.print(fault) }
      if !faults.isEmpty { throw ExitCode(2) }
      try Console.print(Phrase(nl: "De database is gaaf.", en: "The store is sound.")[shared.lang])
    }
    guard let query else { return }
    let text = try explaining(shared.lang) { () throws(PipelineError) in
      try Query(storePath: shared.storePath).markdown(query)
    }
    try Console.print(text, terminator: "")
  }
}
