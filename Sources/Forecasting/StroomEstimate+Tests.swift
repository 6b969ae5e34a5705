import Models
import Records

extension StroomEstimate {
  /// Whether rates are the same in all vestigingen, and in all years.
  ///
  /// Ways with withheld cells are taken together, as what the known ways leave of the number of pupils; a state
  /// where that is one way, or whose number of pupils is not known everywhere, is left out.
  func tests() throws(StroomError) -> [StroomForecast.Test] {
    let space = data.space
    let merged = space.states.indices.map { merge($0) }
    let known = tables.map { table in
      table.years.map { rows in
        rows.enumerated().map { s, row in row.flatMap { merged[s]?($0) } }
      }
    }
    let left = space.states.indices.filter { s in
      merged[s] == nil && tables.contains { $0.years.contains { $0[s] != nil } }
    }.map { space.states[$0].name }
    let grouped = space.states.indices.filter { s in
      merged[s] != nil
        && tables.contains { table in
          table.years.contains { $0[s].map { $0.counts.contains { $0.count > 1 } } ?? false }
        }
    }.map { space.states[$0].name }
    let years = known[0].indices.map { year in
      space.states.indices.map { s -> FlowTable.Row? in
        let rows = known.compactMap { $0[year][s] }
        guard let first = rows.first else { return nil }
        return FlowTable.Row(
          counts: first.counts.indices.map { c in rows.map { $0.counts[c] }.reduce(0...0, +) })
      }
    }
    return [
      try test(.vestigingen, left, grouped) { () throws(EstimationError) in
        var parts: [FlowTable] = []
        for years in known { parts.append(try FlowTable(space: space, years: years)) }
        return try TransitionTest.homogeneity(parts)
      },
      try test(.years, left, grouped) { () throws(EstimationError) in
        try TransitionTest.stationarity(FlowTable(space: space, years: years))
      },
    ]
  }

  /// Makes the rows of a state exact: the ways that are withheld anywhere, counted together under the first
  /// of them. Nil where that cannot be or would leave nothing to compare.
  private func merge(_ s: Int) -> ((FlowTable.Row) -> FlowTable.Row)? {
    let rows = tables.flatMap { $0.years.compactMap { $0[s] } }
    guard let first = rows.first else { return nil }
    let withheld = first.counts.indices.filter { c in rows.contains { $0.counts[c].count > 1 } }
    guard let place = withheld.first else { return { FlowTable.Row(counts: $0.counts) } }
    guard withheld.count < first.counts.count,
      rows.allSatisfy({ row in
        row.isKnown || row.total.map { $0.count == 1 } ?? false
      })
    else { return nil }
    return { row in
      let sum = row.counts.reduce(0...0, +)
      let total = row.isKnown ? sum.lowerBound : row.total?.lowerBound ?? sum.lowerBound
      let others = row.counts.indices.filter { !withheld.contains($0) }
        .reduce(0) { $0 + row.counts[$1].lowerBound }
      return FlowTable.Row(
        counts: row.counts.indices.map {
          $0 == place ? total - others : withheld.contains($0) ? 0 : row.counts[$0].lowerBound
        })
    }
  }

  private func test(
    _ subject: StroomForecast.Test.Subject, _ leftOut: [String], _ grouped: [String],
    _ body: () throws(EstimationError) -> TransitionTest
  ) throws(StroomError) -> StroomForecast.Test {
    do throws(EstimationError) {
      let test = try body()
      return StroomForecast.Test(
        subject: subject,
        result: .init(
          statistic: test.likelihoodRatio.statistic,
          degreesOfFreedom: test.likelihoodRatio.degreesOfFreedom, pValue: test.pValue),
        leftOut: leftOut, grouped: grouped)
    } catch {
      guard case .nothingToCompare = error else { throw .estimation(file: data.file, error) }
      return StroomForecast.Test(
        subject: subject, result: nil, leftOut: leftOut, grouped: grouped)
    }
  }
}

extension FlowTable.Row {
  /// Whether no cell is withheld.
  fileprivate var isKnown: Bool { counts.allSatisfy { $0.count == 1 } }
}
