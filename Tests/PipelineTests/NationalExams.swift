import Foundation
import Ingest
import Records
import TestSupport
import Testing

/// DUO's exam candidates techniek (BB, KB, GL) of every location, 2015–2024, by exam year.
enum NationalExams {
  /// - Returns: By code, each with its municipality in capitals as the newest row writes it.
  static func read() throws -> [(
    code: VestigingCode, gemeente: String, years: [Int: ClosedRange<Int>]
  )] {
    var counts: [VestigingCode: [Int: Count]] = [:]
    var places: [VestigingCode: String] = [:]
    for name in [
      "examenkandidaten-en-geslaagden-2014-2019.csv",
      "examenkandidaten-en-geslaagden-2019-2024.csv",
    ] {
      let reader = try SourceReader(path: Repository.duo.appendingPathComponent(name).path)
      let place = try #require(
        reader.fieldNames.firstIndex { $0.lowercased().contains("gemeente") })
      _ = try reader.read { (row: SourceRow) throws(Never) in
        for fact in row.facts
        where fact.measure == .examenkandidaten && fact.geslacht == .totaal
          && fact.sector == .techniek && fact.leerweg != .tl && fact.count != .missing
        {
          counts[fact.vestiging, default: [:]][fact.period.year, default: .notApplicable] =
            (counts[fact.vestiging]?[fact.period.year] ?? .notApplicable) + fact.count
          places[fact.vestiging] = row.fields[place].uppercased()
        }
      }
    }
    return counts.keys.sorted().map { code in
      (code, places[code] ?? "", (counts[code] ?? [:]).compactMapValues(\.bounds))
    }
  }
}
