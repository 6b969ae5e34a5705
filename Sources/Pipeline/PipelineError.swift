public import Crosswalks
public import Forecasting
public import Ingest
public import Records
public import Reports
public import Store

/// What stopped a run, with the stage it happened in. Nothing has changed in the report; the store
/// holds whole files only.
public enum PipelineError: Error, Equatable, Sendable {
  /// No folder below this one holds a `regio.yaml`.
  case noRegions(folder: String)
  /// The folder cannot be read.
  case noFolder(path: String)
  /// Two region files with the same id.
  case duplicateRegion(id: String)
  /// A folder with data and without a readable `regio.yaml`.
  case noRegionFile(folder: String)
  /// Two files of a region count the same pupils.
  case sameRowsTwice(region: String, file: String, other: String)
  /// No region file has this id.
  case unknownRegion(id: String, known: [String])
  /// There is no store to ask yet.
  case noStore(path: String)
  /// The store has not two editions of a file of this name; `known` are the names of which it has.
  case noEditions(name: String, known: [String])
  /// No loose file of this name counts in the store; `known` are those that do.
  case noLooseFile(name: String, known: [String])
  /// No layout of this name.
  case unknownLayout(id: String, nearest: String)
  /// A layout of which no synthetic file can be made.
  case noSample(id: String)
  /// No CSV file was found where one was looked for; `others` are tables of another form.
  case noFiles(paths: [String], others: [String])
  /// None of the files given holds counts of pupils or candidates of which tables can be made.
  case nothingToTabulate(files: [String])
  /// A loose file has the name of one in the store that is about another period.
  case otherPeriod(file: String, old: Period, new: Period)
  /// A day that is not written as `2024-11-01`, or does not exist.
  case notADay(text: String)
  /// Successions that contradict each other.
  case successions(CrosswalkError)
  case ingest(IngestError)
  /// A file of a region's folder is refused; `folder` is its name below the data folder.
  case regionFile(folder: String, IngestError)
  case store(StoreError)
  case forecast(region: String, ForecastError)
  /// A file of flows that cannot be projected.
  case stroom(StroomError)
  case report(ReportError)
  /// The files of a cohort hold-out are not all there: whether that of pupils is missing, the year of the
  /// pupils that were found, the exam years that were found, what was given, and what of it cannot be
  /// read.
  case backtestMissing(
    pupils: Bool, baseYear: Int?, examYears: [Int], given: [String], refused: [String])
  /// Several different files of pupils of one year.
  case backtestTwice(year: Int, files: [String])
  case holdout(HoldoutError)
  /// A command in a notebook that failed, with what it said.
  case notebook(path: String, line: Int, command: String, message: String)
  /// A file of the user's that cannot be read or written.
  case file(path: String, reason: String)

  /// One message: what, where, and what to do.
  public var message: Phrase {
    switch self {
    case .noRegions(let folder):
      Phrase(
        nl: "In \(folder) staat geen map met een regio.yaml. Geef de map die de regiomappen bevat.",
        en: "No folder in \(folder) holds a regio.yaml. Give the folder that holds the regions.")
    case .noFolder(let path):
      Phrase(
        nl: "De map \(path) bestaat niet of is niet leesbaar. Controleer de naam.",
        en: "The folder \(path) does not exist or cannot be read. Check the name.")
    case .duplicateRegion(let id):
      Phrase(
        nl: "Twee regiobestanden heten \(id). Geef elke regio een eigen naam achter `regio:`.",
        en: "Two region files are called \(id). Give each region its own name after `regio:`.")
    case .noRegionFile(let folder):
      Phrase(
        nl:
          "De map \(folder) bevat gegevens, maar geen leesbare regio.yaml. Herstel de naam van het "
          + "bestand (niet .yml) of haal de map weg.",
        en:
          "The folder \(folder) holds data, but no readable regio.yaml. Restore the name of the file "
          + "(not .yml) or take the folder away.")
    case .sameRowsTwice(let region, let file, let other):
      Phrase(
        nl:
          "\(file) en \(other) tellen in regio \(region) dezelfde leerlingen. Samen zouden ze dubbel "
          + "tellen: haal een van de twee uit de map.",
        en: "\(file) and \(other) count the same pupils in region \(region). Together they would "
          + "count double: take one of them out of the folder.")
    case .unknownRegion(let id, let known):
      Phrase(
        nl: "Er is geen regio “\(id)”. Kies uit: \(known.joined(separator: ", ")).",
        en: "There is no region “\(id)”. Choose from: \(known.joined(separator: ", ")).")
    case .noStore(let path):
      Phrase(
        nl: "Er is nog geen database \(path). Draai eerst `doorstroom run`.",
        en: "There is no database \(path) yet. Run `doorstroom run` first.")
    case .noEditions(let name, let known):
      Phrase(
        nl: "De database heeft geen twee uitgaven van “\(name)”. "
          + (known.isEmpty
            ? "Geef twee bestanden op, of lees eerst een nieuwe uitgave in."
            : "Wel van: \(known.joined(separator: ", "))."),
        en: "The store has not two editions of “\(name)”. "
          + (known.isEmpty
            ? "Give two files, or read a new edition first."
            : "It has of: \(known.joined(separator: ", "))."))
    case .noLooseFile(let name, let known):
      Phrase(
        nl: "In de database telt geen los bestand “\(name)”. "
          + (name.contains("/")
            ? "Een bestand van een regio haalt u uit haar map; daarna doorstroom run."
            : known.isEmpty ? "Er is geen los bestand." : "Wel: \(known.joined(separator: ", "))."),
        en: "No loose file “\(name)” counts in the store. "
          + (name.contains("/")
            ? "Take a region's file out of its folder, and then doorstroom run."
            : known.isEmpty ? "There is none." : "There are: \(known.joined(separator: ", "))."))
    case .unknownLayout(let id, let nearest):
      Phrase(
        nl:
          "Er is geen indeling “\(id)”. Bedoelt u \(nearest)? `doorstroom layouts` noemt ze alle.",
        en: "There is no layout “\(id)”. Do you mean \(nearest)? `doorstroom layouts` lists them.")
    case .noSample(let id):
      Phrase(
        nl: "Van \(id) kan geen voorbeeld gemaakt worden; zie data/ voor echte bestanden.",
        en: "No sample can be made of \(id); see data/ for real files.")
    case .noFiles(let paths, let others): Self.noFiles(paths, others)
    case .nothingToTabulate(let files):
      Phrase(
        nl:
          "In \(files.joined(separator: ", ")) staan geen aantallen van vestigingen van deze regio; "
          + "er is niets geschreven. Geef ook DUO’s bestand met leerlingen per vestiging of dat met "
          + "examenkandidaten.",
        en:
          "\(files.joined(separator: ", ")) hold no counts of locations of this region; nothing was "
          + "written. Give DUO’s file of pupils by location, or that of exam candidates, as well.")
    case .otherPeriod(let file, let old, let new):
      Phrase(
        nl:
          "De database heeft al een \(file), over \(Phrase.period(old).nl); dit bestand gaat over "
          + "\(Phrase.period(new).nl) en zou het vervangen. Geef het een naam met het jaar erin.",
        en: "The store has a \(file) already, about \(Phrase.period(old).en); this file is about "
          + "\(Phrase.period(new).en) and would take its place. Give it a name with its year.")
    case .notADay(let text):
      Phrase(
        nl: "“\(text)” is geen dag. Schrijf jaar, maand en dag, zoals 2024-11-01.",
        en: "“\(text)” is no day. Write year, month and day, such as 2024-11-01.")
    case .successions(let error): Self.successions(error)
    case .ingest(let error): error.message
    case .regionFile(let folder, let error):
      // Every message of a file begins with its name.
      Phrase(folder + "/") + error.message
    case .store(let error): Self.query(error) ?? error.message
    case .forecast(let region, let error): Phrase("\(region): ") + error.message
    case .stroom(let error): error.message
    case .report(let error): error.message
    case .backtestMissing(let pupils, let baseYear, let examYears, let given, let refused):
      Self.backtestMissing(pupils, baseYear, examYears, given, refused)
    case .backtestTwice(let year, let files):
      Phrase(
        nl:
          "\(files.joined(separator: " en ")) zijn beide leerlingenbestanden van 1 oktober \(year) "
          + "en verschillen. Geef er een van de twee.",
        en:
          "\(files.joined(separator: " and ")) are both files of pupils of 1 October \(year), and "
          + "differ. Give one of the two.")
    case .holdout(let error): error.message
    case .notebook(let path, let line, let command, let message):
      Phrase(
        nl: "\(path), regel \(line): de opdracht “\(command)” mislukte: \(message)",
        en: "\(path), line \(line): the command “\(command)” failed: \(message)")
    case .file(let path, let reason):
      Phrase(
        nl: "\(path) kan niet worden gelezen of geschreven: \(SystemReason.phrase(reason).nl). "
          + "Controleer naam, map en rechten.",
        en: "\(path) cannot be read or written: \(SystemReason.phrase(reason).en). "
          + "Check the name, the folder and the permissions.")
    }
  }
}

extension PipelineError {
  private static func noFiles(_ paths: [String], _ others: [String]) -> Phrase {
    let folders = paths.joined(separator: ", ")
    guard !others.isEmpty else {
      return Phrase(
        nl:
          "Geen CSV-bestand gevonden in \(folders). Geef een bestand of een map met CSV-bestanden.",
        en: "No CSV file found in \(folders). Give a file, or a folder of CSV files.")
    }
    let names = others.prefix(5).joined(separator: ", ") + (others.count > 5 ? ", …" : "")
    return Phrase(
      nl:
        "Geen CSV-bestand gevonden in \(folders), wel \(names). Bewaar werkbladen als “CSV UTF-8” "
        + "en pak archieven uit.",
      en: "No CSV file found in \(folders), but \(names). Save sheets as “CSV UTF-8” and unpack "
        + "archives.")
  }

  private static func successions(_ error: CrosswalkError) -> Phrase {
    switch error {
    case .movesToItself(let code, let source):
      Phrase(
        nl: "\(source): \(code) gaat over in zichzelf. Haal die rij weg.",
        en: "\(source): \(code) goes over into itself. Take that row away.")
    case .cycle(let codes, let date):
      Phrase(
        nl: "Overgangen van \(date) lopen rond: \(codes.joined(separator: " → ")). "
          + "Verbeter de rijen.",
        en: "Successions of \(date) go in a circle: \(codes.joined(separator: " → ")). "
          + "Correct the rows.")
    case .wrongHeader(let table, let found, let expected):
      Phrase(
        nl: "\(table), rij 1: gevonden \(found.joined(separator: ";")), verwacht "
          + "\(expected.joined(separator: ";")). Verbeter de kop.",
        en: "\(table), row 1: found \(found.joined(separator: ";")), expected "
          + "\(expected.joined(separator: ";")). Correct the header.")
    case .wrongCellCount(let table, let row, let found, let expected):
      Phrase(
        nl: "\(table), rij \(row): \(found) velden, verwacht \(expected). Verbeter de rij.",
        en: "\(table), row \(row): \(found) fields, expected \(expected). Correct the row.")
    case .badCell(let table, let row, let column, let value):
      Phrase(
        nl: "\(table), rij \(row), kolom “\(column)”: “\(value)” kan daar niet staan. Schrijf een "
          + "code van 4 of 6 tekens, een dag als 2024-08-01, soort fusie, overdracht, splitsing of "
          + "verhuizing, volledig ja of nee, en een bron.",
        en: "\(table), row \(row), column “\(column)”: “\(value)” cannot stand there. Write a code "
          + "of 4 or 6 characters, a day as 2024-08-01, soort fusie, overdracht, splitsing or "
          + "verhuizing, volledig ja or nee, and a source.")
    }
  }
}
