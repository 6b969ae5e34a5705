import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct GeneralizedLinearRegressionTests {
  static let breaks: [Double] = [
    26, 30, 54, 25, 70, 52, 51, 26, 67, 18, 21, 29, 17, 12, 18, 35, 30, 36, 36, 21, 24, 18, 10, 43,
    28, 15, 26, 27, 14, 29, 19, 29, 31, 41, 20, 44, 42, 26, 19, 16, 39, 28, 21, 39, 29, 20, 21, 24,
    17, 13, 15, 15, 16, 28,
  ]
  /// ~ wool + tension, as R's model.matrix.
  static let wool = Matrix(
    rows: (0..<54).map { (i: Int) -> [Double] in
      let tension = (i / 9) % 3
      return [1, i >= 27 ? 1 : 0, tension == 1 ? 1 : 0, tension == 2 ? 1 : 0]
    })

  /// Admissions to Berkeley: ~ Gender + Dept, twelve groups.
  static func berkeley() throws -> (design: Matrix, yes: [Double], sizes: [Double]) {
    let r = try RReference()
    let (yes, no) = (try r("UCBAdmissions", "", "yes"), try r("UCBAdmissions", "", "no"))
    let rows = (0..<12).map { (i: Int) -> [Double] in
      let departments = (1..<6).map { i / 2 == $0 ? 1.0 : 0.0 }
      return [1, Double(i % 2)] + departments
    }
    let design = Matrix(rows: rows)
    return (design, yes, zip(yes, no).map { $0 + $1 })
  }

  /// ~ age + parity + spontaneous + induced.
  static func infert() throws -> (design: Matrix, cases: [Double]) {
    let r = try RReference()
    let columns = try ["infert age", "parity", "spontaneous", "induced"].map {
      try r("columns", "", $0)
    }
    let ones = [Double](repeating: 1, count: 248)
    return (Matrix(columns: [ones] + columns), try r("columns", "", "case"))
  }

  static func expectSame(
    _ fit: GeneralizedLinearFit, _ section: String, _ part: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let r = try RReference()
    let (coefficients, errors) = (
      try r(section, part, "coefficients"), try r(section, part, "se")
    )
    for j in coefficients.indices {
      // R stops at a relative change of the deviance of 1e-14: some eight digits of a coefficient.
      expectClose(
        try #require(fit.coefficients[j]), coefficients[j], relative: 2e-7, absolute: 1e-8,
        "coefficient \(j)", sourceLocation: sourceLocation)
      expectClose(
        try #require(fit.standardErrors[j]), errors[j], relative: 2e-6, "error \(j)",
        sourceLocation: sourceLocation)
    }
    for (name, value) in [
      ("deviance", fit.deviance), ("pearson", fit.pearson), ("logLik", fit.logLikelihood),
      ("dispersion", fit.dispersion), ("df", Double(fit.residualDegreesOfFreedom)),
    ] {
      expectClose(
        value, try r(section, part, name)[0], relative: 1e-7, name,
        sourceLocation: sourceLocation)
    }
  }

  static let links: [(Link, String)] = [
    (.logit, "logit"), (.probit, "probit"), (.cloglog, "cloglog"), (.log, "log"),
    (.identity, "identity"),
  ]

  @Test(arguments: links) func `Berkeley's admissions are R's by every link`(
    link: Link, name: String
  ) throws {
    let (design, yes, sizes) = try Self.berkeley()
    let fit = try GeneralizedLinearRegression(.binomial, link: link).fit(
      design: design, response: yes, sizes: sizes)
    try Self.expectSame(fit, "UCBAdmissions", "link \(name)")
  }

  @Test(arguments: links.prefix(3)) func `infertility after abortion is R's by three links`(
    link: Link, name: String
  ) throws {
    let (design, cases) = try Self.infert()
    let fit = try GeneralizedLinearRegression(.binomial, link: link).fit(
      design: design, response: cases)
    try Self.expectSame(fit, "infert", "link \(name)")
  }

  @Test func `warp breaks are R's: Poisson, with identity link, and Gaussian with log link`()
    throws
  {
    let poisson = GeneralizedLinearRegression(.poisson)
    try Self.expectSame(poisson.fit(design: Self.wool, response: Self.breaks), "warpbreaks")
    let identity = GeneralizedLinearRegression(.poisson, link: .identity)
    try Self.expectSame(
      identity.fit(design: Self.wool, response: Self.breaks), "warpbreaks", "identity link")
    let gaussian = GeneralizedLinearRegression(.gaussian, link: .log)
    try Self.expectSame(
      gaussian.fit(design: Self.wool, response: Self.breaks), "warpbreaks",
      "gaussian with log link")
  }

  @Test func `prior weights and offsets are R's`() throws {
    let weights = (0..<54).map { [1, 2, 0.5][$0 % 3] }
    let offset = (0..<54).map { [0.1, -0.2][$0 % 2] }
    let poisson = GeneralizedLinearRegression(.poisson, offset: offset, weights: weights)
    try Self.expectSame(poisson.fit(design: Self.wool, response: Self.breaks), "weights")
    let gaussian = GeneralizedLinearRegression(.gaussian, offset: offset, weights: weights)
    try Self.expectSame(
      gaussian.fit(design: Self.wool, response: Self.breaks), "weights", "gaussian")
  }

  @Test(arguments: [Link.logit, .probit, .cloglog])
  func `the score is the numerical derivative of the likelihood, and zero at the maximum`(
    link: Link
  ) throws {
    let (design, yes, sizes) = try Self.berkeley()
    let fit = try GeneralizedLinearRegression(.binomial, link: link).fit(
      design: design, response: yes, sizes: sizes)
    func logLikelihood(_ beta: [Double]) -> Double {
      (design * beta).indices.reduce(0) { sum, i in
        let p = link.mean((design * beta)[i])
        return sum + yes[i] * log(p) + (sizes[i] - yes[i]) * log(1 - p)
      }
    }
    let beta = fit.coefficients.compactMap { $0 }
    for j in beta.indices {
      var (up, down) = (beta, beta)
      up[j] += 1e-4
      down[j] -= 1e-4
      // The third derivative is some hundreds: 1e-8 of it, and rounding of 1e-13/1e-4.
      expectClose((logLikelihood(up) - logLikelihood(down)) / 2e-4, 0, absolute: 2e-5)
    }
  }

  @Test func `a row of weight zero changes nothing and is named`() throws {
    let design = Matrix(rows: (0..<55).map { $0 < 54 ? Self.wool.row($0) : [1, 5, 5, 5] })
    let fit = try GeneralizedLinearRegression(
      .poisson, weights: Array(repeating: 1, count: 54) + [0]
    ).fit(design: design, response: Self.breaks + [10_000])
    try Self.expectSame(fit, "warpbreaks")
    #expect(fit.emptyRows == [54] && fit.leverages[54] == 0)
  }

  @Test func `a group without trials is an empty cell and is named`() throws {
    let (design, yes, sizes) = try Self.berkeley()
    let wider = Matrix(rows: (0..<13).map { $0 < 12 ? design.row($0) : [1, 0, 0, 0, 0, 0, 0] })
    let fit = try GeneralizedLinearRegression(.binomial).fit(
      design: wider, response: yes + [0], sizes: sizes + [0])
    try Self.expectSame(fit, "UCBAdmissions", "link logit")
    #expect(fit.emptyRows == [12])
    expectClose(fit.linearPredictor[12], try #require(fit.coefficients[0]), relative: 1e-12)
  }

  @Test func `a withheld number of successes counts as its interval`() throws {
    // One column: P(1 ≤ S ≤ 4 of 10)·p⁷(1−p)³, maximised over p by golden section.
    let fit = try BinomialRegression().fit(
      design: Matrix(rows: [[1], [1]]), successes: [1...4, 7...7], trials: [10, 10])
    func logLikelihood(_ p: Double) -> Double {
      let first = Binomial(trials: 10, probability: p)
      return log((1...4).reduce(0) { $0 + exp(first.logProbability($1)) })
        + first.logProbability(7)
    }
    let p = fit.fitted[0]
    expectClose(fit.logLikelihood, logLikelihood(p), relative: 1e-12)
    // The derivative of ℓ at the maximum and the curvature, in η.
    func atPredictor(_ eta: Double) -> Double { logLikelihood(Link.logit.mean(eta)) }
    let eta = fit.linearPredictor[0]
    expectClose((atPredictor(eta + 1e-4) - atPredictor(eta - 1e-4)) / 2e-4, 0, absolute: 1e-7)
    let curvature =
      (atPredictor(eta + 1e-3) + atPredictor(eta - 1e-3) - 2 * atPredictor(eta)) / 1e-6
    expectClose(1 / fit.covariance[0, 0], -curvature, relative: 1e-5)
  }

  @Test func `more columns than rows leave aliased columns, named`() throws {
    let fit = try GeneralizedLinearRegression(.poisson).fit(
      design: Matrix(rows: [[1, 0, 2], [1, 1, 5]]), response: [3, 8])
    #expect(fit.rank == 2 && fit.aliased.count == 1)
    expectClose(fit.fitted[0], 3, relative: 1e-9)
    expectClose(fit.deviance, 0, absolute: 1e-9)
  }

  @Test func `a maximum at the edge of the range is named, not reported`() {
    // Identity link: the line through 0, 0, 10 wants a negative mean in the middle or first row.
    #expect(throws: ModelError.boundary(rows: [0])) {
      try GeneralizedLinearRegression(.poisson, link: .identity).fit(
        design: Matrix(rows: (0..<3).map { [1, Double($0)] }), response: [0, 0, 10])
    }
  }

  /// Without halving the second step already loses all information: full steps fail here, as they do
  /// in R's Newton (`halving.R` found the case).
  @Test func `steps that overshoot are halved`() throws {
    let x: [Double] = [3, 0, -2, 5, -2, 3, 2]
    let fit = try GeneralizedLinearRegression(.binomial, offset: [-9, 0, 3, 4, -1, 0, 6]).fit(
      design: Matrix(rows: x.map { [1, $0] }), response: [80, 1, 1, 22, 8, 4, 1],
      sizes: [500, 5, 1, 50, 50, 5, 5])
    let rest = zip([80, 1, 1, 22, 8, 4, 1], zip([500, 5, 1, 50, 50, 5, 5], fit.fitted)).map {
      $0 - $1.0 * $1.1
    }
    for value in fit.design.transposedTimes(rest) { expectClose(value, 0, absolute: 1e-6) }
  }

  @Test func `what cannot be fitted is refused`() {
    let x = Matrix(rows: [[1, 0], [1, 1], [1, 2]])
    #expect(throws: ModelError.notFinite(row: 1)) {
      try GeneralizedLinearRegression(.poisson).fit(design: x, response: [1, .infinity, 2])
    }
    #expect(throws: ModelError.invalidResponse(row: 2)) {
      try GeneralizedLinearRegression(.poisson).fit(design: x, response: [1, 2, 2.5])
    }
    #expect(throws: ModelError.invalidWeight(row: 0)) {
      try GeneralizedLinearRegression(.gaussian, weights: [-1, 1, 1]).fit(
        design: x, response: [1, 2, 3])
    }
    #expect(throws: ModelError.separation(columns: [0], rows: [0, 1, 2])) {
      try GeneralizedLinearRegression(.binomial, link: .cloglog).fit(
        design: Matrix(rows: [[1], [1], [1]]), response: [0, 0, 0])
    }
    #expect(throws: ModelError.tooFewRows(rows: 3, columns: 2)) {
      try GeneralizedLinearRegression(.poisson, dispersion: .pearson, weights: [1, 1, 0]).fit(
        design: x, response: [1, 2, 2])
    }
  }
}
