import Crosswalks
import Foundation
import Ingest
public import Records

/// The region's tables out of DUO's national files, for `doorstroom tabulate`.
public struct Tabulating: Sendable {
  let regionFolder: String

  /// - Parameter regionFolder: The folder with `regio.yaml`, where the tables are written.
  public init(regionFolder: String) {
    self.regionFolder = regionFolder
  }

  /// Makes the tables in memory, and then replaces the files.
  ///
  /// - Throws: ``PipelineError``; the files are then as they were.
  public func tabulate(
    _ files: [String]
  ) throws(PipelineError) -> (paths: [String], findings: [Finding]) {
    var tables = (leerlingen: "", examens: "", findings: [Finding]())
    var kinderen = (text: "", findings: [Finding]())
    let region: Region
    var findings: [Finding] = []
    var overgangen: [Overgang] = []
    var national: [String] = []
    var po: [String] = []
    do throws(IngestError) {
      region = try RegionFile.read(path: regionFolder + "/regio.yaml")
      for path in files {
        let reader = try SourceReader(path: path)
        switch reader.layout.id {
        case "duo-overgangen": overgangen += try reader.overgangen()
        case PoTabulation.source: po.append(path)
        default: national.append(path)
        }
      }
    } catch {
      throw .ingest(error)
    }
    let opvolging = try Opvolging(overgangen, own: regionFolder + "/../vestigingen.csv")
    do throws(IngestError) {
      // Without pupils and exams every location would be reported as one without numbers.
      if !national.isEmpty || po.isEmpty {
        let (extended, applied) = opvolging.applied(to: region, counted: nil)
        tables = try Tabulation.tables(files: national, region: extended)
        findings = applied
      }
      if !po.isEmpty { kinderen = try PoTabulation.table(files: po, region: region) }
    } catch {
      throw .ingest(error)
    }
    let leerlingen = regionFolder + "/duo-leerlingen.csv"
    let examens = regionFolder + "/duo-examens.csv"
    let poLeeftijd = regionFolder + "/duo-po-leeftijd.csv"
    var written: [String] = []
    // A table of a header alone means that no file of its kind was given: what is there stays.
    let made = [
      (leerlingen, tables.leerlingen), (examens, tables.examens), (poLeeftijd, kinderen.text),
    ].filter { $0.1.split(separator: "\n").count > 1 }
    if made.isEmpty { throw .nothingToTabulate(files: files.map(InputFiles.name)) }
    for (path, text) in made {
      written.append(path)
      do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      } catch {
        throw .file(path: path, reason: error.localizedDescription)
      }
    }
    return (written, findings + tables.findings + kinderen.findings)
  }
}

extension SourceReader {
  /// The successions in a file of DUO's overgangen, in its order.
  func overgangen() throws(IngestError) -> [Overgang] {
    var found: [Overgang] = []
    do throws(ReadFailure<Never>) {
      _ = try read { row in
        for case .overgang(let overgang) in row.references { found.append(overgang) }
      }
    } catch {
      switch error {
      case .ingest(let cause): throw cause
      }
    }
    return found
  }
}
