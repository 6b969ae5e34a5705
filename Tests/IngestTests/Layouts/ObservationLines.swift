import Records

@testable import Ingest

extension WholeFile {
  /// Each observation of the file on a line: what, where, when, how split, how much, from which cell.
  var observationLines: [String] { rows.flatMap(\.observations).map(Self.line) }

  private static func line(_ observation: Observation) -> String {
    let period = observation.period
    let split = observation.dimensions.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
    let value =
      switch observation.value {
      case .count(.exact(let number)): "\(number)"
      case .count(.suppressed(let bounds)): "\(bounds.lowerBound)..\(bounds.upperBound)"
      case .count(.missing): "ontbreekt"
      case .count(.notApplicable): "n.v.t."
      case .number(let number): "\(number)"
      case .secret: "geheim"
      }
    return [
      "\(observation.measure) (\(observation.unit.rawValue))",
      "\(observation.place.kind.rawValue) \(observation.place.code)",
      "\(period.kind) \(period.year)", split, value,
      "rij \(observation.source.row) \(observation.source.column)",
    ].joined(separator: " | ")
  }
}

/// A header and rows as a file has them.
func csv(_ lines: String...) -> String { lines.joined(separator: "\r\n") + "\r\n" }

/// Why a file is refused; nil when it is read.
func refusal(_ name: String, _ text: String) throws -> IngestError? {
  do {
    _ = try WholeFile(name, text)
    return nil
  } catch let error as IngestError { return error }
}
