import Dispatch
import LinearAlgebra
public import Models
import Records
import Synchronization

/// A hold-out of real flows: the pupils of one peildatum, by leerjaar, predict the exam candidates of the
/// sector techniek of the next four years, by location and leerweg.
///
/// Pupils in leerjaar 4 sit the exam of the next year, those in leerjaar 3 that of the year after, and so
/// on: horizon h is leerjaar 5 − h. The `FlowRegression` of a leerweg and horizon is fitted to other
/// schools than those that it predicts: schools are in groups by institution (a hash of BRIN; institutions
/// that share a moved location count as one), and each group is predicted by rates of the other groups.
///
/// **What this shows and what not.** Nothing of a school's own later years, nor of its sister locations,
/// is in its prediction; all that is fitted is fitted to the other groups. But those are of the same
/// later years: a year that was special for all schools alike (2020, without central exams) is in the
/// rates. ``Method/lastExam`` and ``Method/pooledRatio`` use nothing after the peildatum, and stand beside it
/// for that reason.
///
/// **What is counted.** Candidates that DUO counts under the sector techniek in that exam year: D&P counts
/// under economie from exam year 2018 on, and TL is split by sector from exam year 2019 on only, so that
/// neither is in the past of the other.
public struct CohortHoldout: Sendable {
  /// How candidates are predicted.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// Rates of other schools in the same years, as a distribution; its point is the median.
    case flow
    /// The same with one predictor more: last year's candidates times the growth of the brugjaren.
    case flowWithBrugjaren
    /// The candidates of the last exam before the peildatum.
    case sameAsLastYear
    /// Pupils of the leerjaar times the national ratio of last year's candidates to such pupils.
    case plainRatio
    /// Pupils of the leerjaar times the school's own such ratio, drawn to that of all schools as far as
    /// its numbers are small (`RatePooling`).
    case pooledRatio
    /// The regression of the last exam on the stocks, as if the pupils of today had sat it: rates that were
    /// known on the peildatum. Its scatter is not that of a forecast, and is not scored.
    case lastExam
  }

  /// How many groups of schools.
  public let folds: Int
  /// Which years ahead, each 1–4.
  public let horizons: [Int]
  /// The regression.
  public let regression: FlowRegression

  /// A hold-out that is to be made.
  ///
  /// - Precondition: two folds or more, and horizons of 1–4.
  public init(
    folds: Int = 10, horizons: [Int] = [1, 2, 3, 4],
    regression: FlowRegression = FlowRegression(spreads: [0, 0.03], tolerance: 1e-4)
  ) {
    precondition(folds > 1, "\(folds) folds")
    precondition(!horizons.isEmpty && horizons.allSatisfy((1...4).contains), "\(horizons)")
    (self.folds, self.horizons, self.regression) = (folds, horizons, regression)
  }

  /// One fit of the plan.
  private struct Task: Sendable {
    enum Kind: Hashable, Sendable {
      /// To the other folds, with the predictor of brugjaren or without; asked for this one.
      case flow(fold: Int, hasBrugjaren: Bool)
      /// To the last exam of all cells; asked for all.
      case lastExam
    }

    let panel: Int
    let leerweg: Leerweg
    let kind: Kind
  }

  /// Predicts and scores.
  ///
  /// - Parameters:
  ///   - counts: Pupils of the peildatum, and exams of the base year and the years of the horizons; two
  ///     years of exams before the base year, where they are there, are used too.
  ///   - moves: Locations that moved.
  ///   - progress: Told how many of all fits are done, from any thread.
  /// - Throws: ``HoldoutError``.
  public func run(
    _ counts: HoldoutCounts, moves: CohortMoves = CohortMoves(),
    progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) throws(HoldoutError) -> Result {
    BLAS.useOneThread()
    try check(counts)
    let groups = moves.groups(of: Set(counts.locations.map(\.brin)))
    let institutions = Set(groups.values).count
    guard institutions >= folds else {
      throw .tooFewInstitutions(found: institutions, folds: folds)
    }
    let panels = horizons.sorted().map {
      HoldoutPanel(counts, moves: moves, horizon: $0, folds: folds, groups: groups)
    }
    var tasks: [Task] = []
    var leftOut: [LeftOut] = []
    for (p, panel) in panels.enumerated() {
      for leerweg in Leerweg.allCases {
        let cells = panel.cells.filter { $0.leerweg == leerweg }
        guard let first = cells.first else { continue }
        // A fold less must leave rows enough, for the wider regression too.
        let least = first.predictors.count + (first.brugjaar == nil ? 0 : 1) + 4
        let smallest = (0..<folds).map { fold in cells.count { $0.fold != fold } }.min() ?? 0
        guard smallest >= least else {
          leftOut.append(
            LeftOut(horizon: panel.horizon, leerweg: leerweg, cells: cells.count))
          continue
        }
        for hasBrugjaren in panel.horizon > 2 ? [false, true] : [false] {
          for fold in 0..<folds {
            tasks.append(
              Task(
                panel: p, leerweg: leerweg, kind: .flow(fold: fold, hasBrugjaren: hasBrugjaren)))
          }
        }
        tasks.append(Task(panel: p, leerweg: leerweg, kind: .lastExam))
      }
      if !tasks.contains(where: { $0.panel == p }) {
        throw .tooFewCells(horizon: panel.horizon)
      }
    }
    let forecasts = try forecasts(tasks, panels, progress)
    var rows: [Row] = []
    var predictions: [Prediction] = []
    var found: [Move] = []
    for (p, panel) in panels.enumerated() {
      let plan = zip(tasks, forecasts).filter { $0.0.panel == p }
      var scored: [HoldoutScored] = []
      for leerweg in Leerweg.allCases {
        let own = plan.filter { $0.0.leerweg == leerweg }
        guard !own.isEmpty else { continue }
        scored += try HoldoutScored.scored(
          panel, leerweg,
          HoldoutScored.Forecasts(
            flows: Self.byFold(own, hasBrugjaren: false),
            withBrugjaren: Self.byFold(own, hasBrugjaren: true),
            lastExam: own.first { $0.0.kind == .lastExam }?.1 ?? []))
      }
      scored.sort {
        ($0.cell.unit, $0.cell.leerweg.rawValue) < ($1.cell.unit, $1.cell.leerweg.rawValue)
      }
      rows += HoldoutScored.rows(scored, horizon: panel.horizon, examYear: panel.examYear)
      predictions += scored.map { $0.prediction(examYear: panel.examYear) }
      found += HoldoutScored.moves(scored, examYear: panel.examYear)
    }
    return Result(
      baseYear: counts.baseYear, folds: folds, rows: rows, predictions: predictions, moves: found,
      leftOut: leftOut)
  }

  private static func byFold(
    _ plan: [(Task, [FlowForecast])], hasBrugjaren: Bool
  ) -> [Int: [FlowForecast]] {
    var result: [Int: [FlowForecast]] = [:]
    for (task, forecasts) in plan {
      if case .flow(let fold, hasBrugjaren) = task.kind { result[fold] = forecasts }
    }
    return result
  }

  private func check(_ counts: HoldoutCounts) throws(HoldoutError) {
    let pupils = counts.technical.values.contains { years in
      years.values.contains { $0.bounds.upperBound > 0 }
    }
    guard pupils else { throw .noPupils(year: counts.baseYear) }
    for year in [counts.baseYear] + horizons.sorted().map({ counts.baseYear + $0 }) {
      let cells = counts.exams.values.compactMap { $0[year]?.bounds }
      guard cells.contains(where: { $0.upperBound > 0 }) else { throw .noExams(year: year) }
      guard cells.contains(where: { $0.count == 1 && $0.lowerBound > 0 }) else {
        throw .allSuppressed(year: year)
      }
    }
  }

  /// Fits on all processors; each task's forecasts are of the cells of its fold, in their order.
  private func forecasts(
    _ tasks: [Task], _ panels: [HoldoutPanel],
    _ progress: @escaping @Sendable (Int, Int) -> Void
  ) throws(HoldoutError) -> [[FlowForecast]] {
    let answers = Mutex(
      (done: 0, all: [Swift.Result<[FlowForecast], FlowError>?](repeating: nil, count: tasks.count))
    )
    DispatchQueue.concurrentPerform(iterations: tasks.count) { index in
      let task = tasks[index]
      let answer = Swift.Result { () throws(FlowError) in
        try fit(task, panels[task.panel])
      }
      let done = answers.withLock { state in
        state.all[index] = answer
        state.done += 1
        return state.done
      }
      progress(done, tasks.count)
    }
    var forecasts: [[FlowForecast]] = []
    for (task, answer) in zip(tasks, answers.withLock { $0.all }) {
      switch answer {
      case .success(let found): forecasts.append(found)
      case .failure(let error):
        throw .flow(horizon: panels[task.panel].horizon, leerweg: task.leerweg, error)
      case nil: preconditionFailure("a fit was not made")
      }
    }
    return forecasts
  }

  private func fit(_ task: Task, _ panel: HoldoutPanel) throws(FlowError) -> [FlowForecast] {
    let cells = panel.cells.filter { $0.leerweg == task.leerweg }
    switch task.kind {
    case .flow(let fold, let hasBrugjaren):
      func predictors(_ cell: HoldoutPanel.Cell) -> [Double] {
        hasBrugjaren ? cell.predictors + [cell.brugjaar].compactMap(\.self) : cell.predictors
      }
      let others = cells.filter { $0.fold != fold }
      let fit = try regression.fit(
        stocks: Matrix(rows: others.map(predictors)), flows: others.map(\.outcome))
      return cells.filter { $0.fold == fold }.map { fit.forecast(stocks: predictors($0)) }
    case .lastExam:
      let fit = try regression.fit(
        stocks: Matrix(rows: cells.map(\.stocks)), flows: cells.map(\.same))
      return cells.map { fit.forecast(stocks: $0.stocks) }
    }
  }
}
