public import Forecasting
import Ingest
public import Records
import Reports

/// The inflow of one region's technical profiles, from the files in its folder; the store is not asked.
public struct Instroom: Sendable {
  /// The reckoning.
  public let inflow: Inflow
  /// What is doubtful: of the children, the locations, and codes that were followed.
  public let findings: [Finding]

  /// Reads the region's files and reckons.
  ///
  /// - Parameters:
  ///   - workspace: Only its data folder is looked at.
  ///   - id: The id of the region, such as `almere`.
  /// - Throws: ``PipelineError``.
  public init(workspace: Workspace, region id: String) throws(PipelineError) {
    let folders = try workspace.regions()
    guard let folder = folders.first(where: { $0.region.id == id }) else {
      throw .unknownRegion(id: id, known: folders.map(\.region.id))
    }
    var facts: [Fact] = []
    var children: [Observation] = []
    var files: [SourceFile] = []
    do throws(IngestError) {
      for path in folder.files {
        let reader = try SourceReader(path: path)
        let isChildren = reader.layout.id == PoTabulation.made
        guard isChildren || RegionData.layouts.contains(reader.layout.id) else { continue }
        files.append(reader.header)
        let rows = try reader.rows()
        facts += rows.flatMap(\.facts)
        if isChildren { children += rows.flatMap(\.observations) }
      }
    } catch {
      throw .regionFile(folder: folder.name, error)
    }
    let opvolging = try Opvolging(own: workspace.successionsPath)
    let (region, applied) = opvolging.applied(
      to: folder.region, counted: Set(facts.map(\.vestiging)))
    let data = RegionData(region: region, facts: facts, figures: [], offers: [], files: files)
    if let twice = data.sameTwice(files: files) {
      throw .sameRowsTwice(region: region.id, file: twice.file, other: twice.other)
    }
    do {
      inflow = try Inflow(data: data, children: children)
    } catch {
      throw .forecast(region: region.id, error)
    }
    findings = inflow.findings + applied.filter { $0.level >= .waarschuwing }
  }

  /// The table as CSV (RFC 4180), one line a year and part.
  public func csv(language: Language) -> String {
    CSVTable.render(InflowText.table(inflow), language: language)
  }

  /// The table for a terminal of 80 columns, with what it rests on and what is doubtful.
  public func terminalText(language: Language) -> String {
    InflowText.terminal(inflow, findings: findings, language: language)
  }
}

extension SourceReader {
  /// All rows of a small file.
  fileprivate func rows() throws(IngestError) -> [SourceRow] {
    var rows: [SourceRow] = []
    do throws(ReadFailure<Never>) {
      _ = try read { row in rows.append(row) }
    } catch {
      switch error {
      case .ingest(let cause): throw cause
      }
    }
    return rows
  }
}
