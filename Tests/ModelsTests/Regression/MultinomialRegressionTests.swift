import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct MultinomialRegressionTests {
  /// Satisfaction with housing in Copenhagen (Madsen 1976): ~ Infl + Type + Cont, 24 groups.
  static func housing() throws -> (design: Matrix, counts: Matrix) {
    let frequencies = try RReference()("housing", "", "Freq")
    // Sat varies fastest, then Infl, Type and Cont.
    let rows = (0..<24).map { (g: Int) -> [Double] in
      let (influence, type, contact) = (g % 3, g / 3 % 4, g / 12)
      let influences = (1..<3).map { influence == $0 ? 1.0 : 0.0 }
      let types = (1..<4).map { type == $0 ? 1.0 : 0.0 }
      return [1.0] + influences + types + [Double(contact)]
    }
    let counts = (0..<24).map { (g: Int) -> [Double] in Array(frequencies[(3 * g)..<(3 * g + 3)]) }
    return (Matrix(rows: rows), Matrix(rows: counts))
  }

  @Test func `housing is nnet's`() throws {
    let r = try RReference()
    let (design, counts) = try Self.housing()
    let fit = try MultinomialRegression(classes: 3).fit(design: design, counts: counts)
    let (coefficients, errors) = (try r("housing", "", "coefficients"), try r("housing", "", "se"))
    for k in 0..<2 {
      for j in 0..<7 {
        // nnet is a quasi-Newton method: some six digits.
        expectClose(
          try #require(fit.coefficients[k + 1][j]), coefficients[7 * k + j], absolute: 2e-6)
        expectClose(
          try #require(fit.standardError(class: k + 1, column: j)), errors[7 * k + j],
          relative: 1e-5)
      }
    }
    expectClose(-2 * fit.logLikelihood, try r("housing", "", "deviance")[0], relative: 1e-11)
    #expect(fit.coefficients[0].allSatisfy { $0 == 0 })
  }

  @Test func `a class that is all but sure keeps the interval of its odds`() throws {
    let width = try RReference()("iris", "", "Sepal.Width")
    let fit = try MultinomialRegression(classes: 3).fit(
      design: Matrix(rows: width.map { [1, $0] }), labels: (0..<150).map { $0 / 50 })
    for far in [14.0, 18] {  // 1 − p is far below the last place of p
      let p = try fit.probabilities(at: [1, far])
      #expect(p[0].interval.lowerBound > 0.5 && p[0].interval.upperBound <= 1)
      #expect(p[0].standardError > 0 && p[0].standardError < 1e-9)
      let others = p[1].value + p[2].value
      // The error of p is that of the others, which add up to what is left.
      expectClose(p[0].standardError / others, p[2].standardError / others, absolute: 10)
      #expect(p.allSatisfy { !$0.interval.lowerBound.isNaN && $0.interval.contains($0.value) })
    }
  }

  @Test func `irises are nnet's, one by one`() throws {
    let r = try RReference()
    let width = try r("iris", "", "Sepal.Width")
    let fit = try MultinomialRegression(classes: 3).fit(
      design: Matrix(rows: width.map { [1, $0] }), labels: (0..<150).map { $0 / 50 })
    let coefficients = try r("iris", "", "coefficients")
    for k in 0..<2 {
      for j in 0..<2 {
        expectClose(
          try #require(fit.coefficients[k + 1][j]), coefficients[2 * k + j], relative: 1e-5)
      }
    }
    expectClose(-2 * fit.logLikelihood, try r("iris", "", "deviance")[0], relative: 1e-10)
    // statsmodels, by Newton's method too: Reference/multinomial.txt.
    expectClose(try #require(fit.coefficients[1][0]), 18.858_436_609_225_1, relative: 1e-9)
    expectClose(try #require(fit.coefficients[2][1]), -4.079_098_098_173_628, relative: 1e-9)
    expectClose(
      try #require(fit.standardError(class: 2, column: 1)), 0.843_559_363_010_615_3,
      relative: 1e-6)
  }

  @Test func `the fitted probabilities of each class sum to its count, and of each row to one`()
    throws
  {
    let (design, counts) = try Self.housing()
    let fit = try MultinomialRegression(classes: 3, reference: 2).fit(
      design: design, counts: counts)
    var sums = [0.0, 0.0, 0.0]
    for g in 0..<24 {
      let p = try fit.probabilities(at: design.row(g))
      expectClose(p.reduce(0) { $0 + $1.value }, 1, relative: 1e-13)
      for k in 0..<3 {
        sums[k] += counts.row(g).reduce(0, +) * p[k].value
        #expect(p[k].interval.contains(p[k].value))
      }
    }
    for k in 0..<3 { expectClose(sums[k], counts.column(k).reduce(0, +), relative: 1e-10) }
  }

  @Test func `another reference, groups and units give the same likelihood`() throws {
    let (design, counts) = try Self.housing()
    let plain = try MultinomialRegression(classes: 3).fit(design: design, counts: counts)
    let turned = try MultinomialRegression(classes: 3, reference: 1).fit(
      design: design.scalingColumns(by: [1, 10, 1, 1, 1, 1, 0.01]), counts: counts)
    expectClose(turned.logLikelihood, plain.logLikelihood, relative: 1e-12)
    expectClose(
      try #require(turned.coefficients[2][6]) * 0.01,
      try #require(plain.coefficients[2][6]) - (try #require(plain.coefficients[1][6])),
      absolute: 1e-9)
    var (rows, labels): ([[Double]], [Int]) = ([], [])
    for g in 0..<24 {
      for k in 0..<3 {
        for _ in 0..<Int(counts[g, k]) {
          rows.append(design.row(g))
          labels.append(k)
        }
      }
    }
    let single = try MultinomialRegression(classes: 3).fit(
      design: Matrix(rows: rows), labels: labels)
    for j in 0..<7 {
      expectClose(
        try #require(single.coefficients[1][j]), try #require(plain.coefficients[1][j]),
        absolute: 1e-9)
      expectClose(
        try #require(single.standardError(class: 2, column: j)),
        try #require(plain.standardError(class: 2, column: j)), relative: 1e-6)
    }
  }

  @Test func `two classes are a logistic regression`() throws {
    let (design, yes, sizes) = try GeneralizedLinearRegressionTests.berkeley()
    let logit = try GeneralizedLinearRegression(.binomial).fit(
      design: design, response: yes, sizes: sizes)
    let fit = try MultinomialRegression(classes: 2).fit(
      design: design, counts: Matrix(columns: [zip(sizes, yes).map { $0 - $1 }, yes]))
    for j in 0..<7 {
      expectClose(
        try #require(fit.coefficients[1][j]), try #require(logit.coefficients[j]), absolute: 1e-8)
      expectClose(
        try #require(fit.standardError(class: 1, column: j)),
        try #require(logit.standardErrors[j]), relative: 1e-6)
    }
    let (p, mean) = (try fit.probabilities(at: design.row(3)), try logit.mean(at: design.row(3)))
    expectClose(p[1].interval.lowerBound, mean.interval.lowerBound, relative: 1e-6)
  }

  @Test func `many rows start from a sixteenth of them and end in the same maximum`() throws {
    var generator = Philox(seed: 8, stream: 0)
    let x = Matrix(rows: (0..<20_000).map { [1, Double($0 % 7) - 3] })
    let labels = (0..<20_000).map { i -> Int in
      let terms = [1, exp(0.2 + 0.3 * x[i, 1]), exp(-0.5 - 0.2 * x[i, 1])]
      let u = generator.uniform() * terms.reduce(0, +)
      return u < terms[0] ? 0 : u < terms[0] + terms[1] ? 1 : 2
    }
    let fit = try MultinomialRegression(classes: 3).fit(design: x, labels: labels)
    var groups = [[Double]](repeating: [0, 0, 0], count: 7)
    for (i, label) in labels.enumerated() { groups[i % 7][label] += 1 }
    let grouped = try MultinomialRegression(classes: 3).fit(
      design: Matrix(rows: (0..<7).map { [1, Double($0) - 3] }), counts: Matrix(rows: groups))
    #expect(fit.iterations < grouped.iterations)
    for k in 1..<3 {
      for j in 0..<2 {
        expectClose(
          try #require(fit.coefficients[k][j]), try #require(grouped.coefficients[k][j]),
          absolute: 1e-9)
      }
    }
  }

  @Test func `a class that one covariate parts from the others is separated, and named`() {
    // Class 2 occurs for x ≥ 3 only, the others for x ≤ 2 only.
    let x: [Double] = [0, 0, 1, 1, 2, 2, 3, 4, 5]
    #expect(throws: ModelError.separation(columns: [0, 1], rows: [0, 1, 2, 3, 4, 5, 6, 7, 8])) {
      try MultinomialRegression(classes: 3).fit(
        design: Matrix(rows: x.map { [1, $0] }), labels: [0, 1, 0, 1, 1, 0, 2, 2, 2])
    }
    #expect(throws: ModelError.emptyClass(1)) {
      try MultinomialRegression(classes: 3).fit(
        design: Matrix(rows: x.map { [1, $0] }), labels: [0, 0, 0, 0, 0, 0, 2, 2, 2])
    }
    #expect(throws: ModelError.invalidResponse(row: 0)) {
      try MultinomialRegression(classes: 2).fit(design: Matrix(rows: [[1], [1]]), labels: [5, 1])
    }
  }

  @Test func `two classes are separated exactly when the logistic regression is`() throws {
    var generator = Philox(seed: 9, stream: 3)
    var separated = 0
    for _ in 0..<400 {
      let n = 4 + Int.random(in: 0..<8, using: &generator)
      let x = (0..<n).map { _ in Double(Int.random(in: -3...3, using: &generator)) }
      let yes = (0..<n).map { _ in Double(Int.random(in: 0...1, using: &generator)) }
      guard yes.contains(0) && yes.contains(1) else { continue }
      let design = Matrix(rows: x.map { [1, $0] })
      func isSeparated(_ fit: () throws -> Void) throws -> Bool {
        do {
          try fit()
          return false
        } catch ModelError.separation {
          return true
        }
      }
      let logit = try isSeparated {
        _ = try GeneralizedLinearRegression(.binomial).fit(design: design, response: yes)
      }
      let multinomial = try isSeparated {
        _ = try MultinomialRegression(classes: 2).fit(design: design, labels: yes.map { Int($0) })
      }
      #expect(logit == multinomial, "\(x) \(yes)")
      separated += logit ? 1 : 0
    }
    #expect(separated > 20)
  }

  @Test func `ninety-five per cent intervals cover`() throws {
    var generator = Philox(seed: 21, stream: 0)
    let x = Matrix(rows: (0..<20).map { [1, Double($0) / 10 - 1] })
    var covered = [0, 0]
    for _ in 0..<1_000 {
      var counts: [[Double]] = []
      for i in 0..<20 {
        let terms = [1, exp(0.3 + 0.5 * x[i, 1]), exp(-0.2 - 0.4 * x[i, 1])]
        let sum = terms.reduce(0, +)
        let first = Binomial(trials: 40, probability: terms[0] / sum).draw(using: &generator)
        let second = Binomial(
          trials: 40 - first, probability: terms[1] / (terms[1] + terms[2])
        ).draw(using: &generator)
        counts.append([Double(first), Double(second), Double(40 - first - second)])
      }
      let fit = try MultinomialRegression(classes: 3).fit(
        design: x, counts: Matrix(rows: counts))
      let interval = try #require(fit.interval(class: 1, column: 1, probability: 0.95))
      covered[0] += interval.contains(0.5) ? 1 : 0
      let truth = exp(0.3) / (1 + exp(0.3) + exp(-0.2))
      covered[1] += try fit.probabilities(at: [1, 0])[1].interval.contains(truth) ? 1 : 0
    }
    for count in covered { expectClose(Double(count) / 1_000, 0.95, absolute: 0.02) }
  }
}
