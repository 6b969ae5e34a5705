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
  case ingest(IngestError)
  case store(StoreError)
  case forecast(region: String, ForecastError)
  case report(ReportError)
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
    case .ingest(let error): error.message
    case .store(let error): error.message
    case .forecast(let region, let error): Phrase("\(region): ") + error.message
    case .report(let error): error.message
    case .notebook(let path, let line, let command, let message):
      Phrase(
        nl: "\(path), regel \(line): de opdracht “\(command)” mislukte: \(message)",
        en: "\(path), line \(line): the command “\(command)” failed: \(message)")
    case .file(let path, let reason):
      Phrase(
        nl: "\(path) kan niet worden gelezen of geschreven: \(reason). Controleer naam en rechten.",
        en: "\(path) cannot be read or written: \(reason). Check the name and the permissions.")
    }
  }
}
