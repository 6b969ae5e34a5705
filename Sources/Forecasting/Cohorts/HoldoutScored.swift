import Models
import Records

/// A cell with what each method came to.
struct HoldoutScored {
  let cell: HoldoutPanel.Cell
  let forecast: FlowForecast
  let outcomes: [CohortHoldout.Method: HoldoutOutcome]

  /// What was forecast for the cells of a leerweg.
  struct Forecasts {
    /// By fold, one for each cell of that fold in the panel's order.
    let flows: [Int: [FlowForecast]]
    /// The same with the predictor of brugjaren; empty where there is none.
    let withBrugjaren: [Int: [FlowForecast]]
    /// One for each cell.
    let lastExam: [FlowForecast]
  }

  /// The cells of a leerweg that were predicted, with all methods.
  static func scored(
    _ panel: HoldoutPanel, _ leerweg: Leerweg, _ forecasts: Forecasts
  ) throws(HoldoutError) -> [HoldoutScored] {
    let cells = panel.cells.filter { $0.leerweg == leerweg }
    let pooled = try pooledRatios(cells, panel.horizon, leerweg)
    let stock = cells.reduce(0) { $0 + $1.stock }
    let last = cells.reduce(0) { $0 + HoldoutPanel.middle($1.same) }
    let ratio = stock > 0 ? last / stock : 0
    var places: [Int: Int] = [:]
    return cells.enumerated().map { index, cell in
      let place = places[cell.fold, default: 0]
      places[cell.fold] = place + 1
      guard let forecast = forecasts.flows[cell.fold]?[place] else {
        preconditionFailure("no forecast for \(cell.unit) \(leerweg)")
      }
      var outcomes: [CohortHoldout.Method: HoldoutOutcome] = [
        .flow: HoldoutOutcome(forecast, outcome: cell.outcome),
        .sameAsLastYear: HoldoutOutcome(HoldoutPanel.middle(cell.same), outcome: cell.outcome),
        .plainRatio: HoldoutOutcome(cell.stock * ratio, outcome: cell.outcome),
        .pooledRatio: HoldoutOutcome(pooled[index], outcome: cell.outcome),
        .lastExam: HoldoutOutcome(
          Double(forecasts.lastExam[index].median), outcome: cell.outcome),
      ]
      if let other = forecasts.withBrugjaren[cell.fold]?[place] {
        outcomes[.flowWithBrugjaren] = HoldoutOutcome(other, outcome: cell.outcome)
      }
      return HoldoutScored(cell: cell, forecast: forecast, outcomes: outcomes)
    }
  }

  /// Each cell's own ratio of last year's candidates to pupils, drawn to that of all, times its pupils.
  /// Where an institution has no brugjaren, its pupils come from elsewhere: last year's number stands.
  private static func pooledRatios(
    _ cells: [HoldoutPanel.Cell], _ horizon: Int, _ leerweg: Leerweg
  ) throws(HoldoutError) -> [Double] {
    let with = cells.indices.filter { cells[$0].ownStock > 0 }
    var result = cells.map { horizon > 2 ? HoldoutPanel.middle($0.same) : 0 }
    guard !with.isEmpty else { return result }
    do throws(PoolingError) {
      let pool = try RatePooling().fit(
        counts: with.map { cells[$0].same }, exposures: with.map { cells[$0].ownStock })
      for (group, index) in with.enumerated() {
        result[index] = pool.posterior(group: group).mean * cells[index].ownStock
      }
    } catch {
      throw .pooling(horizon: horizon, leerweg: leerweg, error)
    }
    return result
  }

  /// The scores of all methods, over all cells and by leerweg.
  static func rows(
    _ scored: [HoldoutScored], horizon: Int, examYear: Int
  ) -> [CohortHoldout.Row] {
    ([nil] + Leerweg.allCases).flatMap { leerweg -> [CohortHoldout.Row] in
      let own = leerweg.map { wanted in scored.filter { $0.cell.leerweg == wanted } } ?? scored
      let same = own.compactMap { $0.outcomes[.sameAsLastYear] }
      let truths = own.map { HoldoutPanel.middle($0.cell.outcome) }
      return CohortHoldout.Method.allCases.compactMap { method in
        let outcomes = own.compactMap { $0.outcomes[method] }
        guard !outcomes.isEmpty, outcomes.count == own.count else { return nil }
        return CohortHoldout.Row(
          horizon: horizon, examYear: examYear, leerweg: leerweg, method: method,
          score: HoldoutScore(outcomes, truths: truths, same: same))
      }
    }
  }

  func prediction(examYear: Int) -> CohortHoldout.Prediction {
    CohortHoldout.Prediction(
      examYear: examYear, unit: cell.unit, leerweg: cell.leerweg, fold: cell.fold,
      median: forecast.median, interval80: forecast.interval(probability: 0.8),
      interval95: forecast.interval(probability: 0.95), same: cell.same, outcome: cell.outcome)
  }

  /// The moves behind these cells.
  static func moves(_ scored: [HoldoutScored], examYear: Int) -> [CohortHoldout.Move] {
    var cells: [VestigingCode: (to: VestigingCode, count: Int)] = [:]
    for cell in scored.map(\.cell) {
      for code in cell.merged { cells[code, default: (cell.unit, 0)].count += 1 }
    }
    return cells.sorted { $0.key < $1.key }.map { from, found in
      CohortHoldout.Move(examYear: examYear, from: from, to: found.to, cells: found.count)
    }
  }
}
