import LinearAlgebra
import Models

/// Times ordinary least squares of a million rows and twenty columns by both routes, on one thread.
/// `peers/tall_regression.py` times the same in numpy and scipy.
@main enum TallRegression {
  static func main() throws {
    BLAS.useOneThread()
    let (n, p) = (1_000_000, 20)
    var generator = Philox(seed: 2026, stream: 0)
    var values: [Double] = []
    values.reserveCapacity(n * p)
    for _ in 0..<(n * p) { values.append(2 * generator.uniform() - 1) }
    let design = Matrix(rows: n, columns: p, columnMajor: values)
    let y = (design * (0..<p).map { Double($0) }).map { $0 + generator.uniform() }
    for (name, route) in [
      ("QR", LeastSquares.Route.orthogonal), ("normal equations", .normalEquations),
    ] {
      var solve = Duration.seconds(1000)
      var whole = solve
      for _ in 0..<5 {
        let clock = ContinuousClock()
        solve = min(
          solve,
          try clock.measure { _ = try LeastSquares(design, route: route).solve(y).coefficients })
        whole = min(
          whole,
          try clock.measure {
            _ = try LinearRegression(route: route).fit(design: design, response: y).standardErrors
          })
      }
      print("\(name): coefficients and residuals \(solve), with standard errors \(whole)")
    }
  }
}
