import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct DesignTests {
  static let x = [1, 2, 3.5, 4, 5.25, 6, 7, 8, 9.5, 10]

  @Test func `the columns are those of R's model.matrix, with names`() throws {
    let wool = ["A", "A", "A", "B", "B", "B"]
    let tension = ["L", "M", "H", "L", "M", "H"]
    let n: [Double] = [1, 2, 3, 4, 5, 6]
    // ~ wool * tension + n + tension:n; the levels in R's order are L, M, H.
    let levels = ["L": "1L", "M": "2M", "H": "3H"]
    let ordered = tension.map { levels[$0] ?? "" }
    let woolTerm = Design.Term.factor("wool", wool, reference: "A")
    let tensionTerm = Design.Term.factor("tension", ordered, reference: "1L")
    let design = try Design(
      rows: 6,
      terms: [
        woolTerm, tensionTerm, .numeric("n", n), .interaction([woolTerm, tensionTerm]),
        .interaction([tensionTerm, .numeric("n", n)]), .offset("exposure", [1, 1, 1, 2, 2, 2]),
      ])
    let expected = try RReference()("model.matrix(~", "", "by row")
    for i in 0..<6 { for j in 0..<9 { #expect(design.matrix[i, j] == expected[9 * i + j]) } }
    #expect(
      design.columnNames == [
        "(intercept)", "wool=B", "tension=2M", "tension=3H", "n", "wool=B:tension=2M",
        "wool=B:tension=3H", "tension=2M:n", "tension=3H:n",
      ])
    #expect(design.termOfColumn == [nil, 0, 1, 1, 2, 3, 3, 4, 4])
    #expect(design.columns(of: 3) == [5, 6] && design.contrasts(of: 3)[1, 6] == 1)
    #expect(design.offset == [1, 1, 1, 2, 2, 2])
  }

  @Test func `natural and B-splines are R's, outside the boundary too`() throws {
    let r = try RReference()
    func check(_ matrix: Matrix, _ name: String, from first: Int) throws {
      let expected = try r("splines", "", name)
      let width = matrix.columns - first
      #expect(expected.count == matrix.rows * width)
      for i in 0..<matrix.rows {
        for j in 0..<width {
          expectClose(
            matrix[i, j + first], expected[i * width + j], relative: 1e-11, absolute: 1e-13)
        }
      }
    }
    let knots = SplineKnots(quantilesOf: Self.x, count: 2)
    let natural = try Design(rows: 10, terms: [.naturalSpline("x", Self.x, knots)])
    try check(natural.matrix, "ns df 3 (by row)", from: 1)
    let cubic = try Design(rows: 10, terms: [.bSpline("x", Self.x, knots)])
    try check(cubic.matrix, "bs df 5 (by row)", from: 1)
    let outside = try Design(rows: 2, terms: [.naturalSpline("x", [0, 12], knots)])
    try check(outside.matrix, "ns at 0 and 12", from: 1)
    let own = try Design(
      rows: 10,
      terms: [.naturalSpline("x", Self.x, SplineKnots(inner: [3, 7], boundary: 0...11))])
    try check(own.matrix, "ns knots 3, 7 intercept FALSE boundary 0 11", from: 1)
    #expect(natural.columnNames == ["(intercept)", "ns(x)1", "ns(x)2", "ns(x)3"])
  }

  @Test func `a natural spline holds every straight line`() throws {
    let knots = SplineKnots(inner: [3, 7], boundary: 1...10)
    let design = try Design(rows: 10, terms: [.naturalSpline("x", Self.x, knots)])
    let fit = try GeneralizedLinearRegression(.gaussian).fit(
      design: design.matrix, response: Self.x.map { 3 * $0 - 2 })
    expectClose(fit.deviance, 0, absolute: 1e-20)
  }

  @Test func `columns that depend on others are named, with what they are made of`() throws {
    // Nobody has level B in the north: their product is a column of zeros.
    let level = Design.Term.factor("level", ["A", "A", "B", "B", "A", "B"], reference: "A")
    let place = Design.Term.factor("place", ["n", "n", "s", "s", "s", "s"], reference: "s")
    let x: [Double] = [1, 2, 3, 5, 8, 13]
    let design = try Design(
      rows: 6,
      terms: [
        level, place, .interaction([level, place]), .numeric("x", x),
        .numeric("twice", x.map { 2 * $0 + 1 }),
      ])
    let aliases = try design.aliases()
    #expect(aliases.map(\.column).contains("level=B:place=n") && aliases.count == 2)
    let empty = try #require(aliases.first { $0.column == "level=B:place=n" })
    #expect(empty.combination.isEmpty)
    let other = try #require(aliases.first { $0.column != "level=B:place=n" })
    for row in 0..<6 {
      func value(_ name: String) throws -> Double {
        design.matrix[row, try #require(design.columnNames.firstIndex(of: name))]
      }
      let sum = try other.combination.reduce(0) { try $0 + $1.weight * value($1.column) }
      expectClose(sum, try value(other.column), relative: 1e-12, absolute: 1e-12)
    }
    #expect(try Design(rows: 6, terms: [level, .numeric("x", x)]).aliases() == [])
  }

  @Test func `what makes no design is refused`() {
    #expect(throws: ModelError.unknownLevel("C")) {
      try Design(rows: 2, terms: [.factor("f", ["A", "B"], reference: "C")])
    }
    #expect(throws: ModelError.notFinite(row: 1)) {
      try Design(rows: 2, terms: [.numeric("x", [1, .nan])])
    }
    #expect(throws: ModelError.emptyData) { try Design(rows: 2, intercept: false, terms: []) }
  }
}
