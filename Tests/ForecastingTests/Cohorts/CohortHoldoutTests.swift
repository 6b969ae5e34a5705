import Models
import Records
import TestSupport
import Testing

@testable import Forecasting

@Suite struct CohortHoldoutTests {
  private func refusal(_ counts: HoldoutCounts, folds: Int = 3) -> HoldoutError? {
    do throws(HoldoutError) {
      _ = try CohortHoldout(folds: folds, horizons: [1]).run(counts)
      return nil
    } catch { return error }
  }

  @Test func `pupils in the last leerjaar say more than last year's candidates`() throws {
    let result = try CohortHoldout(folds: 4, horizons: [1, 2]).run(HoldoutSample().counts)
    for horizon in [1, 2] {
      let flow = try #require(result.score(.flow, horizon: horizon))
      let same = try #require(result.score(.sameAsLastYear, horizon: horizon))
      #expect(flow.cells == 120)
      #expect(flow.absoluteError < 0.6 * same.absoluteError)
      expectClose(flow.relativeError, flow.absoluteError / same.absoluteError, relative: 1e-12)
      #expect(same.relativeError == 1 && same.coverage == nil)
      let coverage = try #require(flow.coverage)
      // 120 cells: a standard error of 4 and 2 points.
      expectClose(coverage.transform80, 0.8, absolute: 0.14)
      expectClose(coverage.transform95, 0.95, absolute: 0.07)
      #expect(coverage.closed80 >= coverage.transform80)
      #expect(coverage.rankedScore < flow.absoluteError)
    }
    // By leerweg the cells are those of all.
    let parts = [Leerweg.bb, .kb].compactMap { result.score(.flow, horizon: 1, leerweg: $0) }
    #expect(parts.map(\.cells) == [60, 60])
    let whole = try #require(result.score(.flow, horizon: 1))
    expectClose(parts.reduce(0) { $0 + $1.bias } / 2, whole.bias, absolute: 1e-12)
  }

  @Test func `what came at a school changes nothing in what is predicted for it and its sisters`()
    throws
  {
    let sample = HoldoutSample()
    let (own, sister) = (HoldoutSample.code(7, 0), HoldoutSample.code(7, 1))
    var changed = sample
    changed.facts = sample.facts.map { fact in
      guard fact.vestiging == own, fact.period.year > 2019 else { return fact }
      var fact = fact
      fact.count = .exact(99)
      return fact
    }
    let holdout = CohortHoldout(folds: 4, horizons: [1, 3])
    let before = try holdout.run(sample.counts)
    let after = try holdout.run(changed.counts)
    var others = 0
    for (first, second) in zip(before.predictions, after.predictions) {
      #expect(first.unit == second.unit && first.leerweg == second.leerweg)
      if first.unit == own || first.unit == sister {
        #expect(first.interval95 == second.interval95 && first.median == second.median)
      } else if first.interval95 != second.interval95 {
        others += 1
      }
    }
    // It is in the rates of the other groups.
    #expect(others > 0)
    // And rates that were known on the peildatum do not move at all; only their outcome does.
    let (known, moved) = (
      before.score(.lastExam, horizon: 1, leerweg: .bb)?.bias,
      after.score(.lastExam, horizon: 1, leerweg: .bb)?.bias
    )
    let outcome = try #require(
      before.predictions.first { $0.unit == own && $0.leerweg == .bb && $0.examYear == 2020 })
    let middle = Double(outcome.outcome.lowerBound + outcome.outcome.upperBound) / 2
    expectClose(
      try #require(known) - (try #require(moved)), (99 - middle) / 60, absolute: 1e-9)
  }

  @Test func `locations of an institution are in one group, and so are those that a move ties`() {
    let sample = HoldoutSample()
    let (from, to) = (HoldoutSample.code(3, 0), HoldoutSample.code(11, 0))
    let moves = CohortMoves([2020: [from: to]])
    let counts = sample.counts
    let groups = moves.groups(of: Set(counts.locations.map(\.brin)))
    let panel = HoldoutPanel(counts, moves: moves, horizon: 1, folds: 10, groups: groups)
    for institution in 0..<HoldoutSample.institutions {
      let brin = HoldoutSample.code(institution, 0).brin
      #expect(Set(panel.cells.filter { $0.unit.brin == brin }.map(\.fold)).count == 1)
    }
    let tied = panel.cells.filter { $0.unit.brin == from.brin || $0.unit.brin == to.brin }
    #expect(Set(tied.map(\.fold)).count == 1)
    #expect(!panel.cells.contains { $0.unit == from })
    // FNV-1a of the empty text and of "a", as its authors print them.
    #expect(HoldoutPanel.hash("") == 0xcbf2_9ce4_8422_2325)
    #expect(HoldoutPanel.hash("a") == 0xaf63_dc4c_8601_ec8c)
  }

  @Test func `a location that moved is counted with its successor, in stocks, past and outcome`()
    throws
  {
    let sample = HoldoutSample()
    let (from, to) = (HoldoutSample.code(3, 0), HoldoutSample.code(3, 1))
    func cells(_ moves: CohortMoves) -> [HoldoutPanel.Cell] {
      HoldoutPanel(sample.counts, moves: moves, horizon: 2, folds: 5, groups: [:]).cells
        .filter { $0.leerweg == .kb && ($0.unit == from || $0.unit == to) }
    }
    let apart = cells(CohortMoves([2020: [from: to]]))
    let together = cells(CohortMoves([2021: [from: to]]))
    #expect(apart.count == 2 && together.count == 1)
    let cell = try #require(together.first)
    #expect(cell.unit == to && cell.merged == [from])
    for k in cell.predictors.indices {
      expectClose(cell.predictors[k], apart.reduce(0) { $0 + $1.predictors[k] }, relative: 1e-12)
    }
    #expect(
      cell.outcome.upperBound == apart.reduce(0) { $0 + $1.outcome.upperBound })

    let result = try CohortHoldout(folds: 3, horizons: [2])
      .run(sample.counts, moves: CohortMoves([2021: [from: to]]))
    #expect(
      result.moves == [CohortHoldout.Move(examYear: 2021, from: from, to: to, cells: 2)])
  }

  @Test func `LWT counts with BB, a total over the sexes comes before its parts`() {
    let code = HoldoutSample.code(0, 0)
    var sample = HoldoutSample()
    sample.facts = []
    sample.add(code, .bb, leerjaar: 4, 10)
    sample.add(code, .bb, leerjaar: 4, lwt: true, 3)
    sample.addExam(code, .bb, 2020, 12)
    sample.addExam(code, .bb, 2020, lwt: true, 3)
    var part = sample.facts[2]
    (part.geslacht, part.count) = (.man, .exact(11))
    sample.facts.append(part)
    let cell = HoldoutCounts.Cell(code: code, leerweg: .bb)
    let counts = sample.counts
    #expect(counts.technical[cell]?[4]?.bounds == 13...13)
    // Twelve and 1 to 4; the 11 men are among the twelve.
    #expect(counts.exams[cell]?[2020]?.bounds == 13...16)
  }

  @Test func `the same facts in another order give the same result`() throws {
    var sample = HoldoutSample()
    let holdout = CohortHoldout(folds: 3, horizons: [1])
    let first = try holdout.run(sample.counts)
    sample.facts.reverse()
    #expect(try holdout.run(sample.counts) == first)
  }

  @Test func `files that lack pupils, an exam or schools are refused with what is lacking`() {
    let sample = HoldoutSample()
    func without(_ isOut: (Fact) -> Bool) -> HoldoutCounts {
      var sample = sample
      sample.facts.removeAll(where: isOut)
      return sample.counts
    }
    #expect(refusal(without { $0.measure == .leerlingen }) == .noPupils(year: 2019))
    #expect(
      refusal(without { $0.period == .examenjaar(2020) }) == .noExams(year: 2020))
    #expect(
      refusal(without { $0.period == .examenjaar(2019) }) == .noExams(year: 2019))
    #expect(
      refusal(sample.counts, folds: 31) == .tooFewInstitutions(found: 30, folds: 31))
    var secret = sample
    secret.facts = sample.facts.map { fact in
      guard fact.period == .examenjaar(2020) else { return fact }
      var fact = fact
      fact.count = .suppressed(1...4)
      return fact
    }
    #expect(refusal(secret.counts) == .allSuppressed(year: 2020))
    let few = without { fact in
      !(0..<3).contains { fact.vestiging == HoldoutSample.code($0, 0) }
    }
    #expect(refusal(few) == .tooFewCells(horizon: 1))
    for error in [HoldoutError.noPupils(year: 2019), .tooFewCells(horizon: 1)] {
      #expect(error.message.nl.contains("Geef") && error.message.en.contains("Give"))
    }
  }
}
