import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct SeparationTests {
  @Test func `perfect separation is named, not fitted`() {
    // All failures left of 2.5, all successes right of it.
    let x = Matrix(rows: (0..<6).map { [1, Double($0)] })
    #expect(throws: ModelError.separation(columns: [0, 1], rows: [0, 1, 2, 3, 4, 5])) {
      try BinomialRegression().fit(
        design: x, successes: [0, 0, 0, 7, 7, 7], trials: Array(repeating: 7, count: 6))
    }
  }

  @Test func `a group where all succeed is quasi-separated, and only that group is named`() {
    // Columns: intercept, group B, covariate. Group B (rows 4…6) always succeeds.
    let x = Matrix(rows: [
      [1, 0, 0], [1, 0, 1], [1, 0, 2], [1, 0, 3], [1, 1, 0], [1, 1, 1], [1, 1, 2],
    ])
    #expect(throws: ModelError.separation(columns: [1], rows: [4, 5, 6])) {
      try BinomialRegression().fit(
        design: x, successes: [3, 2, 6, 5, 10, 10, 10], trials: Array(repeating: 10, count: 7))
    }
  }

  @Test func `overlap at one covariate value is quasi-separation`() {
    // Failures below 2, both at 2, successes above: β → ∞ while the mean at 2 stays.
    let x = Matrix(rows: (0..<5).map { [1, Double($0)] })
    #expect(throws: ModelError.separation(columns: [0, 1], rows: [0, 1, 3, 4])) {
      try BinomialRegression().fit(
        design: x, successes: [0, 0, 2, 5, 5], trials: Array(repeating: 5, count: 5))
    }
  }

  @Test func `one pupil on the wrong side is enough for a fit`() throws {
    let x = Matrix(rows: (0..<6).map { [1, Double($0)] })
    let fit = try BinomialRegression().fit(
      design: x, successes: [0, 0, 1, 6, 7, 7], trials: Array(repeating: 7, count: 6))
    #expect(fit.converged)
    expectClose(
      try #require(fit.coefficients[1]) * 2.5, -(try #require(fit.coefficients[0])), relative: 1e-8)
  }

  @Test(arguments: [0...0, 0...4])
  func `a group of zeros, or of what may be zeros, is separated`(zero: ClosedRange<Int>) {
    let x = Matrix(rows: [[1, 0], [1, 0], [1, 0], [1, 1], [1, 1]])
    #expect(throws: ModelError.separation(columns: [1], rows: [3, 4])) {
      try PoissonRegression().fit(
        design: x, response: [6...6, 9...9, 0...4, zero, zero])
    }
  }

  @Test func `nothing but zeros is separated in the intercept`() {
    #expect(throws: ModelError.separation(columns: [0], rows: [0, 1])) {
      try PoissonRegression().fit(design: Matrix(rows: [[1], [1]]), response: [0, 0])
    }
  }

  @Test func `nothing but lower bounds is separated upwards`() {
    #expect(throws: ModelError.separation(columns: [0], rows: [0, 1])) {
      try PoissonRegression().fit(
        design: Matrix(rows: [[1], [1]]), response: [5...Int.max, 8...Int.max])
    }
  }

  @Test func `zeros beside counts are no separation`() throws {
    let x = Matrix(rows: [[1, 0], [1, 0], [1, 1], [1, 1]])
    let fit = try PoissonRegression().fit(design: x, response: [6, 0, 0, 1])
    expectClose(fit.fitted[0], 3, relative: 1e-9)
    expectClose(fit.fitted[2], 0.5, relative: 1e-9)
  }

  @Test func `a far outlying zero is no separation`() throws {
    // y = 0 at x = 10⁷ holds β near zero, but a maximum exists: 3 − e^β = 10⁷ e^(10⁷ β).
    let fit = try PoissonRegression().fit(design: Matrix(rows: [[1], [1e7]]), response: [3, 0])
    let score = 3 - fit.fitted[0] - 1e7 * fit.fitted[1]
    expectClose(score, 0, absolute: 1e-7)
  }

  /// On an intercept and one covariate separation can be read from the ends of the two groups.
  @Test func `binomial separation is found exactly when the groups do not overlap`() throws {
    var generator = Philox(seed: 7, stream: 1)
    var separated = 0
    for _ in 0..<2_000 {
      let n = 3 + Int.random(in: 0..<8, using: &generator)
      let x = (0..<n).map { _ in Double(Int.random(in: -3...3, using: &generator)) }
      let trials = (0..<n).map { _ in Int.random(in: 1...3, using: &generator) }
      let successes = trials.map { Int.random(in: 0...1, using: &generator) * $0 }
      let lost = (0..<n).filter { successes[$0] < trials[$0] }.map { x[$0] }
      let won = (0..<n).filter { successes[$0] > 0 }.map { x[$0] }
      var expected = lost.isEmpty || won.isEmpty
      if let l = lost.min(), let L = lost.max(), let w = won.min(), let W = won.max() {
        expected = (L <= w || W <= l) && Set(x).count > 1
      }
      let found = try isSeparated {
        try BinomialRegression().fit(
          design: Matrix(rows: x.map { [1, $0] }), successes: successes, trials: trials)
      }
      #expect(found == expected, "\(x) \(successes) of \(trials)")
      separated += found ? 1 : 0
    }
    #expect(separated > 200 && separated < 1_800)
  }

  /// Whether a maximum exists depends on the data, not on which of these links is asked.
  @Test(arguments: [Link.probit, .cloglog])
  func `separation is found by every link where the logit has it`(link: Link) throws {
    var generator = Philox(seed: 7, stream: 3)
    var separated = 0
    for _ in 0..<400 {
      let n = 4 + Int.random(in: 0..<8, using: &generator)
      let x = (0..<n).map { _ in Double(Int.random(in: -3...3, using: &generator)) }
      let sizes = (0..<n).map { _ in Double(Int.random(in: 1...3, using: &generator)) }
      let successes = sizes.map { Double(Int.random(in: 0...1, using: &generator)) * $0 }
      let design = Matrix(rows: x.map { [1, $0] })
      let byLogit = try isSeparated {
        try GeneralizedLinearRegression(.binomial).fit(
          design: design, response: successes, sizes: sizes)
      }
      let byLink = try isSeparated {
        try GeneralizedLinearRegression(.binomial, link: link).fit(
          design: design, response: successes, sizes: sizes)
      }
      #expect(byLogit == byLink, "\(x) \(successes) of \(sizes)")
      separated += byLogit ? 1 : 0
    }
    #expect(separated > 40 && separated < 360)
  }

  /// A direction that is zero on all positive counts and not positive on all zeros.
  @Test func `Poisson separation is found exactly when zeros lie on one side of all counts`() throws
  {
    var generator = Philox(seed: 7, stream: 2)
    var separated = 0
    for _ in 0..<2_000 {
      let n = 2 + Int.random(in: 0..<5, using: &generator)
      let x = (0..<n).map { _ in Double(Int.random(in: -2...2, using: &generator)) }
      let y = (0..<n).map { _ -> ClosedRange<Int> in
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: 0...4
        case 1, 2: 0...0
        default: 1...Int.random(in: 1...6, using: &generator)
        }
      }
      let positive = Set((0..<n).filter { y[$0].lowerBound > 0 }.map { x[$0] })
      var expected = positive.isEmpty
      if positive.count == 1, let centre = positive.first {
        let others = x.filter { $0 != centre }
        expected =
          !others.isEmpty
          && (others.allSatisfy { $0 > centre } || others.allSatisfy { $0 < centre })
      }
      let found = try isSeparated {
        try PoissonRegression().fit(design: Matrix(rows: x.map { [1, $0] }), response: y)
      }
      #expect(found == expected, "\(x) \(y)")
      separated += found ? 1 : 0
    }
    #expect(separated > 200 && separated < 1_800)
  }

  /// True for a separation, false for a fit; any other error is thrown on.
  private func isSeparated(_ fit: () throws -> GeneralizedLinearFit) throws -> Bool {
    do {
      return try !fit().converged
    } catch ModelError.separation {
      return true
    }
  }
}
