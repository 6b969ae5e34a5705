import Foundation
import Models
import TestSupport
import Testing

@Suite struct DifferenceInDifferencesTests {
  let reference: ReferenceNumbers

  init() throws { reference = try ReferenceNumbers("ModelsTests", "panel.txt") }

  /// The simulated panel of Reference/panel.R: starts at 3, 4, 6 or never.
  struct Staggered {
    let units: [Int]
    let times: [Int]
    let y: [Double]
    let starts: [String: Int]
    var panel: Panel { get throws { try Panel(units: units, periods: times) } }

    init(_ reference: ReferenceNumbers, keeping kept: Set<Int> = [0, 3, 4, 6]) {
      let rows = reference["staggered.y"].indices.filter {
        kept.contains(Int(reference["staggered.start"][$0]))
      }
      units = rows.map { Int(reference["staggered.unit"][$0]) }
      times = rows.map { Int(reference["staggered.time"][$0]) }
      y = rows.map { reference["staggered.y"][$0] }
      var starts: [String: Int] = [:]
      for row in rows where reference["staggered.start"][row] > 0 {
        starts["\(Int(reference["staggered.unit"][row]))"] = Int(
          reference["staggered.start"][row])
      }
      self.starts = starts
    }
  }

  /// One treated unit (1) of `units`, from period 4 of 6 on, an effect added to independent noise.
  static func oneTreated(
    units: Int, effect: Double, using generator: inout Philox
  ) throws -> (panel: Panel, y: [Double]) {
    let labels = (0..<(units * 6)).map { 1 + $0 / 6 }
    let times = labels.indices.map { 1 + $0 % 6 }
    let y = labels.indices.map { row in
      Double(labels[row]) + Double(times[row]) / 2 + Normal.standard.draw(using: &generator)
        + (labels[row] == 1 && times[row] >= 4 ? effect : 0)
    }
    return (try Panel(units: labels, periods: times), y)
  }

  @Test func `two groups in two periods are the difference of differences by hand`() throws {
    // Treated 12 → 20 and 14 → 20; others 5 → 7, 6 → 9 and 7 → 8: (20 − 13) − (8 − 6) = 5.
    let panel = try Panel(
      units: ["a", "a", "b", "b", "c", "c", "d", "d", "e", "e"],
      periods: Array(repeating: ["2015/2016", "2016/2017"], count: 5).flatMap { $0 })
    let fit = try DifferenceInDifferences(starts: ["a": 1, "b": 1]).fit(
      response: [12, 20, 14, 20, 5, 7, 6, 9, 7, 8], panel: panel)
    expectClose(fit.overall.value, 5, relative: 1e-14)
    expectClose(try #require(fit.twoWay).value, 5, relative: 1e-13)
    // Changes 8, 6 and 2, 3, 1: variances 2/2 and 1/3, Welch's degrees of freedom.
    let error = try #require(fit.overall.inference)
    expectClose(error.standardError, sqrt(4.0 / 3), relative: 1e-14)
    expectClose(error.degreesOfFreedom, (16.0 / 9) / (1 + 1.0 / 18), relative: 1e-13)
    #expect(fit.flags == [.fewTreatedUnits(2), .fewComparisonUnits(3)])
  }

  @Test(arguments: DifferenceInDifferences.Comparison.allCases)
  func `effects by start and period are those of R, averages those of csdid`(
    comparison: DifferenceInDifferences.Comparison
  ) throws {
    let data = Staggered(reference)
    let fit = try DifferenceInDifferences(starts: data.starts, comparison: comparison).fit(
      response: data.y, panel: data.panel)
    let name = comparison == .neverTreated ? "never" : "notyet"
    for start in [3, 4, 6] {
      let expected = reference["staggered.\(name).\(start)"]
      let cells = fit.cells.filter { $0.start == start }
      #expect(cells.count == 6 && !cells.contains { $0.eventTime == -1 })
      for (place, cell) in cells.enumerated() {
        expectClose(cell.effect.value, expected[2 * place], relative: 1e-11)
        expectClose(
          try #require(cell.effect.inference).standardError, expected[2 * place + 1],
          relative: 1e-11)
      }
    }
    expectClose(fit.overall.value, reference["csdid.\(name).simple"][0], relative: 1e-12)
    // csdid's errors have no small-sample correction, but count the sampling of groups.
    let ratio =
      try #require(fit.overall.inference).standardError / reference["csdid.\(name).simple"][1]
    #expect((0.9...1.15).contains(ratio), "\(ratio)")
    func check(_ ours: [(at: Int, effect: PanelEstimate)], _ kind: String) {
      let (at, effects) = (
        reference["csdid.\(name).\(kind).at"], reference["csdid.\(name).\(kind)"]
      )
      let expected = Dictionary(uniqueKeysWithValues: zip(at.map { Int($0) }, effects))
      #expect(ours.count == expected.count - (kind == "dynamic" ? 1 : 0))
      for one in ours {
        expectClose(one.effect.value, expected[one.at] ?? .nan, relative: 1e-10, absolute: 1e-13)
      }
    }
    check(fit.byStart.map { ($0.start, $0.effect) }, "group")
    check(fit.byEventTime.map { ($0.eventTime, $0.effect) }, "dynamic")
    check(fit.byTime.map { ($0.time, $0.effect) }, "calendar")
  }

  @Test func `with several starts there is no two-way number`() throws {
    let data = Staggered(reference)
    let fit = try DifferenceInDifferences(starts: data.starts).fit(
      response: data.y, panel: data.panel)
    #expect(fit.twoWay == nil && fit.flags == [.severalStarts([3, 4, 6])])
    var generator = Philox(seed: 1, stream: 0)
    #expect(throws: PanelError.severalStarts) {
      try fit.randomisation(of: .twoWay, using: &generator)
    }
  }

  @Test func `with one start the two-way estimate is R's, with CR2 and its degrees of freedom`()
    throws
  {
    let data = Staggered(reference, keeping: [0, 4])
    let fit = try DifferenceInDifferences(starts: data.starts).fit(
      response: data.y, panel: data.panel)
    let estimate = try #require(fit.twoWay?.inference)
    let expected = reference["twoway"]
    expectClose(estimate.value, expected[0], relative: 1e-12)
    expectClose(estimate.standardError, expected[1], relative: 1e-11)
    expectClose(estimate.degreesOfFreedom, expected[2], relative: 1e-9)
  }

  @Test func `levels of units and periods, names and order change nothing; holes only their cells`()
    throws
  {
    let data = Staggered(reference)
    let plain = try DifferenceInDifferences(starts: data.starts).fit(
      response: data.y, panel: data.panel)
    let order = data.y.indices.sorted { ($0 * 37) % 210 < ($1 * 37) % 210 }
    let moved = try DifferenceInDifferences(
      starts: Dictionary(uniqueKeysWithValues: data.starts.map { ("u\($0.key)", $0.value + 2000) })
    ).fit(
      response: order.map { data.y[$0] + Double(data.units[$0]) - 3 * Double(data.times[$0]) },
      panel: Panel(
        units: order.map { "u\(data.units[$0])" }, periods: order.map { data.times[$0] + 2000 }),
      weights: Array(repeating: 7, count: 210))
    for (a, b) in zip(plain.cells, moved.cells) {
      #expect(a.start + 2000 == b.start && a.time + 2000 == b.time)
      expectClose(b.effect.value, a.effect.value, relative: 1e-11, absolute: 1e-12)
      expectClose(
        try #require(b.effect.inference).standardError,
        try #require(a.effect.inference).standardError, relative: 1e-11)
    }
    // Without the row of unit 1 (start 3) in period 5 that cell alone has one treated unit less.
    let rows = data.y.indices.filter { data.units[$0] != 1 || data.times[$0] != 5 }
    let holed = try DifferenceInDifferences(starts: data.starts).fit(
      response: rows.map { data.y[$0] },
      panel: Panel(units: rows.map { data.units[$0] }, periods: rows.map { data.times[$0] }))
    for (a, b) in zip(plain.cells, holed.cells) {
      let hit = a.start == 3 && a.time == 5
      #expect(b.treatedUnits == a.treatedUnits - (hit ? 1 : 0))
      if !hit { expectClose(b.effect.value, a.effect.value, relative: 1e-13) }
    }
  }

  @Test func `a unit of weight two counts as two of them`() throws {
    let data = Staggered(reference, keeping: [0, 3])
    let twice = { (unit: Int) in unit % 4 == 0 }
    let weighted = try DifferenceInDifferences(starts: data.starts).fit(
      response: data.y, panel: data.panel, weights: data.units.map { twice($0) ? 2 : 1 })
    let copies = data.y.indices.filter { twice(data.units[$0]) }
    var starts = data.starts
    for (unit, start) in data.starts { starts["1000\(unit)"] = start }
    let names = data.units.map { "\($0)" } + copies.map { "1000\(data.units[$0])" }
    for unit in starts.keys where !names.contains(unit) { starts[unit] = nil }
    let doubled = try DifferenceInDifferences(starts: starts).fit(
      response: data.y + copies.map { data.y[$0] },
      panel: Panel(units: names, periods: data.times + copies.map { data.times[$0] }))
    expectClose(weighted.overall.value, doubled.overall.value, relative: 1e-12)
    expectClose(
      try #require(weighted.twoWay).value, try #require(doubled.twoWay).value, relative: 1e-11)
  }

  @Test func `one treated unit has no standard error, but a rank among placebos`() throws {
    var generator = Philox(seed: 8, stream: 0)
    let (panel, y) = try Self.oneTreated(units: 25, effect: 4, using: &generator)
    let fit = try DifferenceInDifferences(starts: ["1": 4]).fit(response: y, panel: panel)
    #expect(fit.flags == [.oneTreatedUnit] && fit.overall.inference == nil)
    #expect(fit.twoWay?.inference == nil && fit.cells.allSatisfy { $0.effect.inference == nil })
    let test = try fit.randomisation(of: .twoWay, using: &generator)
    #expect(test.isExhaustive && test.assignments == 25 && test.undefined == 0)
    // By hand: the change of each unit less that of the others.
    let changes = (0..<25).map { unit in
      let own = Array(y[(6 * unit)..<(6 * unit + 6)])
      return (own[3...].reduce(0, +) - own[..<3].reduce(0, +)) / 3
    }
    let sum = changes.reduce(0, +)
    let contrasts = changes.map { $0 - (sum - $0) / 24 }
    expectClose(test.estimate, contrasts[0], relative: 1e-12)
    for (placebo, expected) in zip(test.placebos, contrasts.dropFirst()) {
      expectClose(placebo, abs(expected), relative: 1e-11)
    }
    #expect(test.rank == 1 && test.pValue == 1.0 / 25)
    let interval = try #require(test.interval(probability: 0.9))
    #expect(interval.contains(4) && !interval.contains(0))
    #expect(test.interval(probability: 0.97) == nil)  // p cannot be below 1/25
    // The second route to its ends: the test of the response with that effect taken off.
    for (effect, rejected) in [
      (interval.lowerBound - 1e-6, true), (interval.lowerBound + 1e-6, false),
      (interval.upperBound - 1e-6, false), (interval.upperBound + 1e-6, true),
    ] {
      let moved = y.indices.map { y[$0] - ($0 < 6 && $0 % 6 >= 3 ? effect : 0) }
      let other = try DifferenceInDifferences(starts: ["1": 4]).fit(response: moved, panel: panel)
        .randomisation(of: .twoWay, using: &generator)
      #expect((other.pValue <= 0.1 + 1e-12) == rejected)
    }
  }

  @Test func `random assignments agree with all of them, and repeat with the seed`() throws {
    var source = Philox(seed: 5, stream: 1)
    let (panel, y) = try Self.oneTreated(units: 12, effect: 0.6, using: &source)
    let fit = try DifferenceInDifferences(starts: ["1": 4, "2": 4, "3": 4]).fit(
      response: y, panel: panel)
    var (a, b, c) = (
      Philox(seed: 6, stream: 0), Philox(seed: 6, stream: 0), Philox(seed: 6, stream: 0)
    )
    let all = try fit.randomisation(using: &a)
    #expect(all.isExhaustive && all.assignments == 220)  // 12 over 3
    let drawn = try fit.randomisation(draws: 150, using: &b)
    #expect(!drawn.isExhaustive && drawn.assignments == 151)
    expectClose(
      drawn.pValue, all.pValue, absolute: 4 * sqrt(all.pValue * (1 - all.pValue) / 150) + 0.01)
    #expect(try fit.randomisation(draws: 150, using: &c).placebos == drawn.placebos)
  }

  @Test func `what cannot be compared is refused or named`() throws {
    let data = Staggered(reference)
    let panel = try data.panel
    func fit(
      _ starts: [String: Int], _ comparison: DifferenceInDifferences.Comparison = .neverTreated,
      _ y: [Double]? = nil
    ) throws(PanelError) -> DifferenceInDifferences.Fit {
      try DifferenceInDifferences(starts: starts, comparison: comparison).fit(
        response: y ?? data.y, panel: panel)
    }
    #expect(throws: PanelError.unknownUnit("31")) { try fit(["31": 3]) }
    #expect(throws: PanelError.noTreatedUnits) { try fit([:]) }
    #expect(throws: PanelError.noTreatedUnits) { try fit(["1": 8]) }
    #expect(throws: PanelError.notFinite(row: 4)) {
      var y = data.y
      y[4] = .infinity
      return try fit(data.starts, .neverTreated, y)
    }
    let everyone = Dictionary(uniqueKeysWithValues: (1...30).map { ("\($0)", $0 < 15 ? 3 : 5) })
    #expect(throws: PanelError.noNeverTreated) { try fit(everyone) }
    let last = try fit(everyone, .notYetTreated)
    // Start 3 has comparisons until 4, start 5 those of start 3 in no period.
    #expect(last.flags.contains { if case .emptyCells = $0 { true } else { false } })
    #expect(Set(last.cells.filter { $0.eventTime >= 0 }.map(\.start)) == [3])
    var always = data.starts
    always["30"] = 1
    let left = try fit(always)
    #expect(left.flags.contains(.alwaysTreated(["30"])) && !left.treatedUnits.contains("30"))
    #expect(throws: PanelError.onePeriod) {
      try DifferenceInDifferences(starts: ["1": 1]).fit(
        response: [1, 2], panel: Panel(units: [1, 2], periods: [1, 1]))
    }
    // The treated unit has no row in its base period.
    #expect(throws: PanelError.emptyComparison) {
      try DifferenceInDifferences(starts: ["1": 3]).fit(
        response: [1, 2, 1, 2, 3, 2, 3, 2],
        panel: Panel(units: [1, 1, 2, 2, 2, 3, 3, 3], periods: [1, 3, 1, 2, 3, 1, 2, 3]))
    }
  }

  @Test func `intervals of the mean effect cover what they say with few units`() throws {
    // 8 units start at 3 or 4, 12 never; the variance of a treated unit is four times that of others.
    let runs = 300
    let labels = (0..<100).map { $0 / 5 }
    let panel = try Panel(units: labels, periods: labels.indices.map { 1 + $0 % 5 })
    let starts = Dictionary(uniqueKeysWithValues: (0..<8).map { ("\($0)", $0 < 4 ? 3 : 4) })
    var covered: [DifferenceInDifferences.Comparison: Int] = [:]
    for run in 0..<runs {
      var generator = Philox(seed: 31, stream: UInt64(run))
      let y = labels.map { (unit: Int) in
        (unit < 8 ? 2 : 1) * Normal.standard.draw(using: &generator)
      }
      for comparison in DifferenceInDifferences.Comparison.allCases {
        let fit = try DifferenceInDifferences(starts: starts, comparison: comparison).fit(
          response: y, panel: panel)
        if try #require(fit.overall.interval(probability: 0.9)).contains(0) {
          covered[comparison, default: 0] += 1
        }
      }
    }
    for comparison in DifferenceInDifferences.Comparison.allCases {
      expectClose(
        Double(covered[comparison] ?? 0) / Double(runs), 0.9,
        absolute: 4 * sqrt(0.09 / Double(runs)), "\(comparison)")
    }
  }

  @Test func `intervals by randomisation cover what they say with one treated unit of ten`() throws
  {
    let runs = 300
    var covered: [Bool: Int] = [:]
    for run in 0..<runs {
      var generator = Philox(seed: 32, stream: UInt64(run))
      let (panel, y) = try Self.oneTreated(units: 10, effect: 2, using: &generator)
      let fit = try DifferenceInDifferences(starts: ["1": 4]).fit(response: y, panel: panel)
      for twoWay in [false, true] {
        let test = try fit.randomisation(of: twoWay ? .twoWay : .overall, using: &generator)
        if try #require(test.interval(probability: 0.8)).contains(2) {
          covered[twoWay, default: 0] += 1
        }
      }
    }
    for twoWay in [false, true] {
      expectClose(
        Double(covered[twoWay] ?? 0) / Double(runs), 0.8,
        absolute: 4 * sqrt(0.16 / Double(runs)), "two-way \(twoWay)")
    }
  }
}
