import Foundation
import Models
import TestSupport
import Testing

@Suite struct SyntheticControlTests {
  let reference: ReferenceNumbers
  let states: [Int]
  let sales: [Double]
  let panel: Panel

  init() throws {
    reference = try ReferenceNumbers("ModelsTests", "panel.txt")
    states = reference["cigar.state"].map { Int($0) }
    let years = reference["cigar.year"].map { 1900 + Int($0) }
    sales = reference["cigar.sales"]
    let names = states
    panel = try Panel(
      units: names.flatMap { Array(repeating: $0, count: 30) },
      periods: names.flatMap { _ in years })
  }

  @Test func `weights, gaps and placebos of California are those of quadprog`() throws {
    let fit = try SyntheticControl(treated: "5", start: 1989).fit(response: sales, panel: panel)
    let donors = states.filter { $0 != 5 }
    let weights = Dictionary(uniqueKeysWithValues: fit.weights.map { ($0.unit, $0.weight) })
    for (donor, expected) in zip(donors, reference["synth.weights"]) {
      expectClose(weights["\(donor)"] ?? 0, expected, absolute: 1e-8)  // quadprog's, by AᵀA
    }
    for (gap, expected) in zip(fit.gaps, reference["synth.gap"]) {
      expectClose(gap, expected, absolute: 1e-6)
    }
    let california = try #require(states.firstIndex(of: 5))
    expectClose(fit.rootMeanSquareBefore, reference["synth.pre"][california], relative: 1e-9)
    let test = fit.placebo()
    expectClose(test.statistic, reference["synth.ratio"][california], relative: 1e-8)
    let others = states.indices.filter { $0 != california }
    for (placebo, other) in zip(fit.placebos, others) {
      #expect(placebo.unit == "\(states[other])")
      expectClose(placebo.ratio, reference["synth.ratio"][other], relative: 1e-7)
    }
    let rank = reference["synth.ratio"].count { $0 >= reference["synth.ratio"][california] }
    #expect(test.rank == rank && test.assignments == 21)
    #expect(fit.effect < 0 && fit.periodsBefore == 26)
    #expect(fit.withoutDonors.count == fit.weights.count)
    expectClose(fit.weights.reduce(0) { $0 + $1.weight }, 1, absolute: 1e-5)
  }

  @Test func `without a donor is the fit of the panel without it`() throws {
    let fit = try SyntheticControl(treated: "5", start: 1989).fit(response: sales, panel: panel)
    let left = try #require(fit.withoutDonors.first)
    let rows = sales.indices.filter { "\(states[$0 / 30])" != left.unit }
    let other = try SyntheticControl(treated: "5", start: 1989).fit(
      response: rows.map { sales[$0] },
      panel: Panel(
        units: rows.map { states[$0 / 30] }, periods: rows.map { panel.times[$0 % 30] }))
    for (a, b) in zip(left.gaps, other.gaps) { expectClose(a, b, absolute: 1e-7) }
  }

  @Test func `what all units share, and the unit of measurement, change no weight`() throws {
    let plain = try SyntheticControl(treated: "5", start: 1989).fit(response: sales, panel: panel)
    let moved = sales.indices.map { 4 * sales[$0] + Double(($0 % 30) * ($0 % 30)) - 70 }
    let other = try SyntheticControl(treated: "5", start: 1989).fit(response: moved, panel: panel)
    #expect(plain.weights.map(\.unit) == other.weights.map(\.unit))
    for (a, b) in zip(plain.gaps, other.gaps) { expectClose(b, 4 * a, absolute: 1e-5) }
    #expect(plain.placebo().rank == other.placebo().rank)
  }

  @Test func `a mean of donors is found again, with given predictors too`() throws {
    // The treated unit is ¼ of unit 2 and ¾ of unit 4, with 6 added from period 7 on.
    var generator = Philox(seed: 3, stream: 0)
    var paths = (0..<8).map { _ in (0..<9).map { _ in Normal.standard.draw(using: &generator) } }
    paths[0] = (0..<9).map { 0.25 * paths[2][$0] + 0.75 * paths[4][$0] + ($0 >= 6 ? 6 : 0) }
    let panel = try Panel(
      units: (0..<72).map { "\($0 / 9)" }, periods: (0..<72).map { 1 + $0 % 9 })
    let names = (0..<8).map { "\($0)" }
    // Predictors of a corner of the simplex: the treated unit is halfway between 2 and 4 in both.
    let x = SyntheticControl.Predictor(
      "x", values: Dictionary(uniqueKeysWithValues: zip(names, [15, 0, 10, 0, 20, 1, 2, 3])))
    let z = SyntheticControl.Predictor(
      "z", values: Dictionary(uniqueKeysWithValues: zip(names, [0.5, 9, 0, 8, 1, 7, 9, 6])),
      importance: 2)
    let byOutcome = try SyntheticControl(treated: "0", start: 7).fit(
      response: paths.flatMap { $0 }, panel: panel)
    #expect(byOutcome.weights.map(\.unit) == ["4", "2"])
    expectClose(byOutcome.weights[0].weight, 0.75, absolute: 1e-8)
    expectClose(byOutcome.effect, 6, absolute: 1e-7)
    #expect(byOutcome.placebo().rank == 1 && byOutcome.flags == [.fewDonors(7)])
    let byPredictor = try SyntheticControl(
      treated: "0", start: 7, matching: .predictors([x, z])
    ).fit(response: paths.flatMap { $0 }, panel: panel)
    #expect(Set(byPredictor.weights.map(\.unit)) == ["2", "4"])
    expectClose(byPredictor.weights[0].weight, 0.5, absolute: 1e-8)
  }

  @Test func `what cannot be built is refused by name`() throws {
    #expect(throws: PanelError.unknownUnit("2")) {
      try SyntheticControl(treated: "2", start: 1989).fit(response: sales, panel: panel)
    }
    #expect(throws: PanelError.noPeriods(before: true)) {
      try SyntheticControl(treated: "5", start: 1963).fit(response: sales, panel: panel)
    }
    #expect(throws: PanelError.noPeriods(before: false)) {
      try SyntheticControl(treated: "5", start: 1993).fit(response: sales, panel: panel)
    }
    #expect(throws: PanelError.emptyCell(unit: "b", period: "2")) {
      try SyntheticControl(treated: "a", start: 2).fit(
        response: [1, 2, 3, 4, 5],
        panel: Panel(units: ["a", "a", "b", "c", "c"], periods: [1, 2, 1, 1, 2]))
    }
    #expect(throws: PanelError.tooFewDonors(count: 1)) {
      try SyntheticControl(treated: "a", start: 2).fit(
        response: [1, 2, 3, 4], panel: Panel(units: ["a", "a", "b", "b"], periods: [1, 2, 1, 2]))
    }
    let same = SyntheticControl.Predictor(
      "same", values: Dictionary(uniqueKeysWithValues: states.map { ("\($0)", 1) }))
    #expect(throws: PanelError.constantPredictor("same")) {
      try SyntheticControl(treated: "5", start: 1989, matching: .predictors([same])).fit(
        response: sales, panel: panel)
    }
    let part = SyntheticControl.Predictor("part", values: ["5": 1, "1": 2])
    #expect(throws: PanelError.emptyCell(unit: "3", period: "part")) {
      try SyntheticControl(treated: "5", start: 1989, matching: .predictors([part])).fit(
        response: sales, panel: panel)
    }
  }

  @Test func `donors without a fit of their own can be left out of the ranks`() throws {
    let fit = try SyntheticControl(treated: "5", start: 1989).fit(response: sales, panel: panel)
    let near = fit.placebo(within: 2)
    let kept = fit.placebos.count { $0.rootMeanSquareBefore <= 2 * fit.rootMeanSquareBefore }
    #expect(near.assignments == kept + 1 && near.undefined == 20 - kept && kept < 20)
  }

  @Test func `placebo intervals cover what they say, and end where the test turns`() throws {
    // 10 units alike: a common factor with loadings, and noise; one gets 1.5 from period 9 of 12 on.
    let (runs, units, times) = (120, 10, 12)
    let labels = (0..<(units * times)).map { $0 / times }
    let panel = try Panel(units: labels, periods: labels.indices.map { 1 + $0 % times })
    var covered = 0
    for run in 0..<runs {
      var generator = Philox(seed: 51, stream: UInt64(run))
      let factor = (0..<times).map { _ in Normal.standard.draw(using: &generator) }
      let loading = (0..<units).map { _ in generator.uniform() }
      let y = labels.indices.map { row in
        loading[labels[row]] * 2 * factor[row % times] + Normal.standard.draw(using: &generator)
          + (labels[row] == 0 && row % times >= 8 ? 1.5 : 0)
      }
      let model = SyntheticControl(treated: "0", start: 9)
      let test = try model.fit(response: y, panel: panel).placebo()
      let interval = test.interval(probability: 0.8)
      // The interval holds the truth when the test does not reject it.
      let moved = y.indices.map { y[$0] - ($0 / times == 0 && $0 % times >= 8 ? 1.5 : 0) }
      let atTruth = try model.fit(response: moved, panel: panel).placebo()
      if atTruth.pValue > 0.2 + 1e-9 { covered += 1 }
      if let interval, atTruth.pValue > 0.2 + 1e-9 { #expect(interval.contains(1.5)) }
      if run < 5, let interval {
        let end = interval.upperBound + 1e-6
        let beyond = y.indices.map { y[$0] - ($0 / times == 0 && $0 % times >= 8 ? end : 0) }
        #expect(try model.fit(response: beyond, panel: panel).placebo().pValue <= 0.2 + 1e-9)
      }
    }
    expectClose(Double(covered) / Double(runs), 0.8, absolute: 4 * sqrt(0.16 / Double(runs)))
  }
}
