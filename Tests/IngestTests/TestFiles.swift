import Foundation
import Ingest
import Records

/// Writes a file in a folder of its own, hands over its path, and removes it.
@discardableResult
func withFile<Result>(
  _ name: String, _ bytes: some Sequence<UInt8>, _ body: (String) throws -> Result
) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.appending(path: name)
  try Data(bytes).write(to: file)
  return try body(file.path)
}

@discardableResult
func withFile<Result>(
  _ name: String, _ text: String, _ body: (String) throws -> Result
) throws -> Result {
  try withFile(name, text.utf8, body)
}

/// A file read to its end.
struct WholeFile {
  let header: SourceFile
  let names: [String]
  let rows: [SourceRow]
  let findings: [Finding]

  var facts: [Fact] { rows.flatMap(\.facts) }
  var figures: [Figure] { rows.flatMap(\.figures) }
  var offers: [Offer] { rows.flatMap(\.offers) }

  init(_ name: String, _ bytes: some Sequence<UInt8>, regions: [Region] = []) throws {
    self = try withFile(name, bytes) { path in try WholeFile(path: path, regions: regions) }
  }

  init(_ name: String, _ text: String, regions: [Region] = []) throws {
    try self.init(name, text.utf8, regions: regions)
  }

  init(path: String, regions: [Region] = []) throws {
    let reader = try SourceReader(path: path, regions: regions)
    var rows: [SourceRow] = []
    do {
      findings = try reader.read { rows.append($0) }
    } catch {
      if case .ingest(let refusal) = error { throw refusal }
      throw error
    }
    self.rows = rows
    header = reader.header
    names = reader.fieldNames
  }
}

/// The national files that every working copy of the project has beside it, but no repository.
enum SharedData {
  static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "../shared/data/duo").standardized.path
  static let isPresent = FileManager.default.fileExists(atPath: folder)

  static let leerlingen = folder + "/leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv"
  static let examens2019 = folder + "/examenkandidaten-en-geslaagden-2014-2019.csv"
  static let examens2024 = folder + "/examenkandidaten-en-geslaagden-2019-2024.csv"
}

/// Small files in DUO's layouts, with headers as DUO writes them.
enum Duo {
  static let leerlingenHeader =
    "BRIN NUMMER;VESTIGINGSNUMMER;INSTELLINGSNAAM VESTIGING;PLAATSNAAM VESTIGING;"
    + "PROVINCIE VESTIGING;ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR;VMBO SECTOR;AFDELING;"
    + "ELEMENTCODE;OPLEIDINGSNAAM;"
    + (1...6).flatMap { year in
      ["MAN", "VROUW"].map { "LEER- OF VERBLIJFSJAAR \(year) - \($0)" }
    }.joined(separator: ";")

  /// One row, leerjaren 3 and 4 given as man, vrouw, man, vrouw.
  static func leerlingen(
    code: String = "00ML;09", type: String = "VMBO KL lj 3-4", sector: String = "Techniek",
    afdeling: String = "Bouwen, wonen en interieur", element: String = "6021",
    first: String = "0;0;0;0", _ counts: String
  ) -> String {
    "\(code);Het Element;AMERSFOORT;Utrecht;\(type);\(sector);\(afdeling);\(element);x;"
      + "\(first);\(counts);0;0;0;0"
  }

  /// The header of an exam file of one year, 2023-2024.
  static let examensHeader =
    "INSTELLINGSCODE;VESTIGINGSCODE;INSTELLINGSNAAM VESTIGING;GEMEENTENAAM;ONDERWIJSTYPE VO;"
    + "INSPECTIECODE;OPLEIDINGSNAAM;"
    + ["MAN", "VROUW", "TOTAAL"].flatMap { sex in
      ["EXAMENKANDIDATEN", "GESLAAGDEN", "SLAAGPERC"].map { "\($0) SCHOOLJAAR 2023-2024 - \(sex)" }
    }.joined(separator: ";")

  static func examens(
    code: String = "01FP;01FP00", gemeente: String = "ALMERE", type: String = "VMBO",
    opleiding: String = "VMBO K - techniek", _ counts: String
  ) -> String {
    "\(code);Het Baken;\(gemeente);\(type);38;\(opleiding);\(counts)"
  }
}

/// A code that is known to be well formed.
func vestiging(_ text: String) -> VestigingCode {
  guard let code = VestigingCode(text) else { preconditionFailure("\(text) is no code") }
  return code
}
