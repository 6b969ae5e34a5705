import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct FixedEffectsRegressionTests {
  let reference: ReferenceNumbers

  init() throws { reference = try ReferenceNumbers("ModelsTests", "panel.txt") }

  /// Grunfeld's firms; `rows` picks some of them.
  struct Data {
    var firms: [Int] = []
    var years: [Int] = []
    var investment: [Double] = []
    var value: [Double] = []
    var capital: [Double] = []

    var weights: [Double] { zip(firms, years).map { Double(1 + ($0 * 7 + $1 * 3) % 5) } }
    var panel: Panel { get throws { try Panel(units: firms, periods: years) } }
    var design: Design {
      get throws {
        try Design(
          rows: firms.count, intercept: false,
          terms: [.numeric("value", value), .numeric("capital", capital)])
      }
    }
  }

  /// The whole panel, or the one with holes; firm 9 has a single row there.
  func grunfeld(_ name: String, single: Bool = false) -> Data {
    var data = Data()
    for row in 0..<200 {
      let (firm, year) = (
        Int(reference["grunfeld.firm"][row]), Int(reference["grunfeld.year"][row])
      )
      if name == "unbalanced" {
        guard reference["grunfeld.keep"][row] == 1, firm != 9 || single else { continue }
      }
      data.firms.append(firm)
      data.years.append(year)
      data.investment.append(reference["grunfeld.inv"][row])
      data.value.append(reference["grunfeld.value"][row])
      data.capital.append(reference["grunfeld.capital"][row])
    }
    return data
  }

  func expect(_ matrix: Matrix, _ key: String) {
    for (value, expected) in zip(matrix.columnMajor, reference[key]) {
      expectClose(value, expected, relative: 1e-9, key)  // R's lm keeps some 12 digits with dummies
    }
  }

  @Test(
    arguments: ["balanced", "unbalanced"],
    [("unit", FixedEffectsRegression.Effects.unit), ("period", .period), ("both", .unitAndPeriod)])
  func `coefficients and every kind of error are those of R with dummies`(
    name: String, kind: (String, FixedEffectsRegression.Effects)
  ) throws {
    let data = grunfeld(name)
    for weighted in [false, true] {
      let key = "\(name).\(kind.0).\(weighted ? "weighted" : "plain")"
      let fit = try FixedEffectsRegression(kind.1).fit(
        design: data.design, response: data.investment, panel: data.panel,
        weights: weighted ? data.weights : nil)
      for (value, expected) in zip(fit.coefficients, reference["\(key).coef"]) {
        expectClose(try #require(value), expected, relative: 1e-10)
      }
      expect(try fit.covariance(.classical), "\(key).classical")
      expect(try fit.covariance(.robust(.hc1)), "\(key).HC1")
      expect(try fit.covariance(.robust(.hc3)), "\(key).HC3")
      let rules: [(String, CoefficientCovariance.ClusterAdjustment)] = [
        ("CR0", .cr0), ("CR1", .cr1), ("CR1S", .cr1s), ("CR2", .cr2),
      ]
      for (name, rule) in rules {
        expect(try fit.covariance(.clustered(rule, data.firms)), "\(key).\(name)")
      }
      #expect(Double(fit.residualDegreesOfFreedom) == reference["\(key).df"][0])
      expectClose(try #require(fit.rSquared), reference["\(key).r2"][0], relative: 1e-11)
      guard !weighted else { continue }
      for (column, freedom) in reference["\(key).CR2.df"].enumerated() {
        let estimate = try #require(try fit.coefficient(column))
        expectClose(estimate.degreesOfFreedom, freedom, relative: 1e-7)  // eigenvalues near zero
      }
    }
  }

  @Test func `effects and the within R² are those of plm`() throws {
    let data = grunfeld("balanced")
    let fit = try FixedEffectsRegression().fit(
      design: data.design, response: data.investment, panel: data.panel)
    for (value, expected) in zip(fit.unitEffects, reference["plm.firm"]) {
      expectClose(value, expected, relative: 1e-9)
    }
    for (value, expected) in zip(fit.periodEffects, reference["plm.year"]) {
      expectClose(value, expected, relative: 1e-9)
    }
    expectClose(try #require(fit.withinRSquared), reference["plm.r2"][0], relative: 1e-10)
    #expect(fit.absorbedDegreesOfFreedom == 29 && fit.components == 1 && fit.idleRows.isEmpty)
  }

  @Test func `the second route, dummies of a design, gives the same fit row by row`() throws {
    let data = grunfeld("unbalanced", single: true)
    let dummies = try Design(
      rows: data.firms.count,
      terms: [
        .numeric("value", data.value), .numeric("capital", data.capital),
        .factor("firm", data.firms.map { "\($0)" }, reference: "1"),
        .factor("year", data.years.map { "\($0)" }, reference: "1935"),
      ])
    let slow = try LinearRegression().fit(
      design: dummies.matrix, response: data.investment, weights: data.weights)
    let fit = try FixedEffectsRegression().fit(
      design: data.design, response: data.investment, panel: data.panel, weights: data.weights)
    #expect(fit.residualDegreesOfFreedom == slow.residualDegreesOfFreedom)
    expectClose(fit.variance, slow.variance, relative: 1e-12)
    let panel = try data.panel
    for row in data.firms.indices {
      expectClose(fit.residuals[row], slow.residuals[row], absolute: 1e-10)
      let whole =
        fit.level + fit.unitEffects[panel.unit[row]] + fit.periodEffects[panel.period[row]]
        + (fit.coefficients[0] ?? .nan) * data.value[row]
        + (fit.coefficients[1] ?? .nan) * data.capital[row]
      expectClose(fit.fitted[row], whole, relative: 1e-11, absolute: 1e-10)
    }
    let weighted = zip(panel.unit, data.weights).reduce(0) { $0 + fit.unitEffects[$1.0] * $1.1 }
    expectClose(weighted, 0, absolute: 1e-8)
    let c = [1.0, -2]
    let long = c + Array(repeating: 0, count: dummies.matrix.columns - 3)
    expectClose(
      try fit.combination(c, covariance: .classical).standardError,
      try slow.combination([0] + long).standardError, relative: 1e-11)
  }

  @Test func `a unit with one row is named and changes nothing but the level`() throws {
    let (with, without) = (grunfeld("unbalanced", single: true), grunfeld("unbalanced"))
    let fits = try [with, without].map {
      try FixedEffectsRegression(.unit).fit(
        design: $0.design, response: $0.investment, panel: $0.panel)
    }
    #expect(fits[0].singletonUnits == ["9"] && fits[1].singletonUnits == [])
    #expect(fits[0].idleRows == [with.firms.firstIndex(of: 9)])
    #expect(fits[0].coefficients.count == 2 && fits[0].rank == 2)
    let kinds: [(CoefficientCovariance, CoefficientCovariance)] = [
      (.classical, .classical), (.robust(.hc3), .robust(.hc3)),
      (.clustered(.cr1s, with.firms), .clustered(.cr1s, without.firms)),
      (.clustered(.cr2, with.firms), .clustered(.cr2, without.firms)),
    ]
    for (a, b) in kinds {
      let (x, y) = (
        try fits[0].combination([1, 1], covariance: a),
        try fits[1].combination([1, 1], covariance: b)
      )
      expectClose(x.value, y.value, relative: 1e-11)
      expectClose(x.standardError, y.standardError, relative: 1e-10)
      expectClose(x.degreesOfFreedom, y.degreesOfFreedom, relative: 1e-8)
    }
  }

  @Test func `constants added to units and periods, names and the order of rows change nothing`()
    throws
  {
    let data = grunfeld("unbalanced")
    let plain = try FixedEffectsRegression().fit(
      design: data.design, response: data.investment, panel: data.panel)
    var moved = Data()
    for row in data.firms.indices.reversed() {
      moved.firms.append(100 - data.firms[row] * 3 % 11)
      moved.years.append(data.years[row] + 40)
      moved.investment.append(
        data.investment[row] + Double(data.firms[row] * data.firms[row] - data.years[row]))
      moved.value.append(data.value[row] + 7 * Double(data.firms[row]))
      moved.capital.append(data.capital[row])
    }
    let other = try FixedEffectsRegression().fit(
      design: moved.design, response: moved.investment, panel: moved.panel)
    for column in 0..<2 {
      let (a, b) = (
        try #require(try plain.coefficient(column)), try #require(try other.coefficient(column))
      )
      expectClose(a.value, b.value, relative: 1e-10)
      expectClose(a.standardError, b.standardError, relative: 1e-9)
      expectClose(a.degreesOfFreedom, b.degreesOfFreedom, relative: 1e-8)
    }
  }

  @Test func `columns that the effects hold are named, and so are dependent ones`() throws {
    let data = grunfeld("balanced")
    let design = try Design(
      rows: 200,
      terms: [
        .numeric("value", data.value), .numeric("year", data.years.map { Double($0) }),
        .numeric("size", data.firms.map { Double($0 * $0) }), .numeric("capital", data.capital),
        .numeric("mix", zip(data.value, data.years).map { 2 * $0 - 3 * Double($1) }),
      ])
    let fit = try FixedEffectsRegression().fit(
      design: design, response: data.investment, panel: data.panel)
    #expect(fit.collinear.map { fit.columnNames[$0] } == ["(intercept)", "year", "size"])
    #expect(fit.aliased.count == 1 && fit.rank == 2)
    #expect([1, 5].contains(fit.aliased[0]))
    #expect(throws: PanelError.notEstimable(columns: ["year"])) {
      try fit.combination([0, 0, 1, 0, 0, 0])
    }
    // The fit does not depend on which of two dependent columns was left out.
    let sum = try fit.combination([0, 1, 0, 0, 0, 2])
    let simple = try FixedEffectsRegression().fit(
      design: data.design, response: data.investment, panel: data.panel)
    expectClose(sum.value, try #require(simple.coefficients[0]), relative: 1e-9)
    let byUnit = try FixedEffectsRegression(.unit).fit(
      design: design, response: data.investment, panel: data.panel)
    #expect(byUnit.collinear.map { fit.columnNames[$0] } == ["(intercept)", "size"])
  }

  @Test func `parts of a panel without a link are counted, and cost one degree less`() throws {
    // Units 1, 2 in periods 1…3; units 3, 4 in periods 4…6.
    let units = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    let periods = [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6]
    let x: [Double] = [1, 4, 2, 8, 5, 7, 1, 2, 9, 4, 4, 6]
    let y: [Double] = [2, 3, 1, 9, 7, 7, 0, 1, 5, 3, 6, 2]
    let fit = try FixedEffectsRegression().fit(
      design: Design(rows: 12, terms: [.numeric("x", x)]), response: y,
      panel: Panel(units: units, periods: periods))
    let dummies = try Design(
      rows: 12,
      terms: [
        .numeric("x", x), .factor("u", units.map { "\($0)" }, reference: "1"),
        .factor("t", periods.map { "\($0)" }, reference: "1"),
      ])
    let slow = try LinearRegression().fit(design: dummies.matrix, response: y)
    #expect(fit.components == 2 && fit.absorbedDegreesOfFreedom == 8)
    #expect(fit.residualDegreesOfFreedom == slow.residualDegreesOfFreedom)
    expectClose(fit.variance, slow.variance, relative: 1e-12)
    expectClose(
      try #require(fit.coefficients[1]), try #require(slow.coefficients[1]), relative: 1e-11)
  }

  @Test func `a Wald test of one column is its t squared`() throws {
    let data = grunfeld("balanced")
    let fit = try FixedEffectsRegression().fit(
      design: data.design, response: data.investment, panel: data.panel)
    let cr1 = CoefficientCovariance.clustered(.cr1, data.firms)
    let test = try fit.wald(Matrix(rows: [[0, 1]]), covariance: cr1)
    let estimate = try #require(try fit.coefficient(1, covariance: cr1))
    expectClose(test.statistic, estimate.statistic * estimate.statistic, relative: 1e-12)
    expectClose(test.pValue, estimate.pValue, relative: 1e-9)
    #expect(test.denominatorDegreesOfFreedom == 9)
  }

  @Test func `what cannot be estimated is refused by name`() throws {
    let x = try Design(rows: 4, terms: [.numeric("x", [1, 2, 3, 5])])
    let panel = try Panel(units: ["a", "a", "b", "b"], periods: [1, 2, 1, 2])
    #expect(throws: PanelError.duplicate(unit: "a", period: "1")) {
      try Panel(units: ["a", "b", "a"], periods: [1, 1, 1])
    }
    #expect(throws: PanelError.emptyData) { try Panel(units: [Int](), periods: [Int]()) }
    #expect(throws: PanelError.oneUnit) {
      try FixedEffectsRegression().fit(
        design: x, response: [1, 2, 3, 4],
        panel: Panel(units: [1, 1, 1, 1], periods: [1, 2, 3, 4]))
    }
    #expect(throws: PanelError.onePeriod) {
      try FixedEffectsRegression().fit(
        design: x, response: [1, 2, 3, 4],
        panel: Panel(units: [1, 2, 3, 4], periods: ["t", "t", "t", "t"]))
    }
    #expect(throws: PanelError.notFinite(row: 2)) {
      try FixedEffectsRegression().fit(design: x, response: [1, 2, .nan, 4], panel: panel)
    }
    #expect(throws: PanelError.invalidWeight(row: 1)) {
      try FixedEffectsRegression().fit(
        design: x, response: [1, 2, 3, 4], panel: panel, weights: [1, 0, 1, 1])
    }
    #expect(throws: PanelError.tooFewRows(rows: 4, parameters: 5)) {
      try FixedEffectsRegression().fit(
        design: Design(
          rows: 4, terms: [.numeric("x", [1, 2, 3, 5]), .numeric("z", [0, 1, 0, 0])]),
        response: [1, 2, 3, 4], panel: panel)
    }
    #expect(throws: PanelError.nothingIdentified(columns: ["(intercept)", "t"])) {
      try FixedEffectsRegression().fit(
        design: Design(rows: 4, terms: [.numeric("t", [1, 2, 1, 2])]), response: [1, 2, 3, 4],
        panel: panel)
    }
    let fit = try FixedEffectsRegression(.period).fit(
      design: Design(rows: 6, terms: [.numeric("x", [1, 2, 3, 5, 4, 4])]),
      response: [1, 2, 3, 4, 7, 5],
      panel: Panel(units: [1, 1, 2, 2, 3, 3], periods: [1, 2, 1, 2, 1, 2]))
    #expect(throws: PanelError.tooFewClusters(count: 1)) {
      try fit.covariance(.clustered(.cr1, [1, 1, 1, 1, 1, 1]))
    }
    #expect(throws: PanelError.tooFewClusters(count: 1)) {
      try fit.wald(Matrix(rows: [[0, 1]]), covariance: .clustered(.cr1, [1, 1, 1, 1, 1, 1]))
    }
  }

  @Test func `intervals cover what they say, by clusters when errors last`() throws {
    // 20 units, 5 periods; errors of a unit wander, and so does the covariate.
    let (units, times, runs) = (20, 5, 150)
    let labels = (0..<(units * times)).map { $0 / times }
    let panel = try Panel(units: labels, periods: labels.indices.map { $0 % times })
    var covered: [String: Int] = [:]
    for run in 0..<runs {
      var generator = Philox(seed: 21, stream: UInt64(run))
      func walks(_ persistence: Double) -> [Double] {
        labels.indices.reduce(into: [Double]()) { walk, i in
          let before = i % times == 0 ? 0 : walk[i - 1]
          walk.append(persistence * before + Normal.standard.draw(using: &generator))
        }
      }
      let x = walks(1)
      let (noise, lasting) = (walks(0), walks(1))
      let design = try Design(rows: labels.count, intercept: false, terms: [.numeric("x", x)])
      let level = labels.map { Double($0) }
      let fits = try [noise, lasting].map { e in
        try FixedEffectsRegression().fit(
          design: design, response: x.indices.map { 2 * x[$0] + level[$0] + e[$0] }, panel: panel)
      }
      let kinds: [(String, Int, CoefficientCovariance)] = [
        ("classical", 0, .classical), ("HC3", 0, .robust(.hc3)),
        ("CR2", 0, .clustered(.cr2, labels)),
        ("CR2 lasting", 1, .clustered(.cr2, labels)), ("CR1 lasting", 1, .clustered(.cr1, labels)),
        ("classical lasting", 1, .classical),
      ]
      for (name, place, kind) in kinds {
        let estimate = try #require(try fits[place].coefficient(0, covariance: kind))
        if estimate.interval(probability: 0.9).contains(2) { covered[name, default: 0] += 1 }
      }
    }
    let allowed = 4 * sqrt(0.9 * 0.1 / Double(runs))
    for name in ["classical", "HC3", "CR2", "CR2 lasting", "CR1 lasting"] {
      expectClose(Double(covered[name] ?? 0) / Double(runs), 0.9, absolute: allowed, name)
    }
    #expect(Double(covered["classical lasting"] ?? 0) / Double(runs) < 0.82)
  }
}
