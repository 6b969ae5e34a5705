import Foundation
import LinearAlgebra
import Models

/// Fits one model of each kind with OpenBLAS on one thread and on two, each in a process of its own,
/// because OpenBLAS reads `OPENBLAS_NUM_THREADS` when it is loaded, and compares every number to ten
/// significant digits.
enum Threads {
  struct Difference: Error, CustomStringConvertible {
    let description: String
  }

  /// - Throws: ``Difference`` for the numbers that are not the same, or when two threads cannot be had.
  static func compare() throws {
    let (one, two) = (try numbers(threads: 1), try numbers(threads: 2))
    guard one.first == "threads 1", two.first == "threads 2", one.count == two.count else {
      throw Difference(
        description: "not on one and two threads: \(one.first ?? "-"), \(two.first ?? "-")")
    }
    var kinds: [(name: String, count: Int, moved: Int, largest: Double)] = []
    for (a, b) in zip(one, two).dropFirst() {
      let (left, right) = (a.split(separator: " "), b.split(separator: " "))
      guard let x = Double(left[1]), let y = Double(right[1]), left[0] == right[0] else {
        throw Difference(description: "\(a) beside \(b)")
      }
      let apart = x == y ? 0 : x.isNaN || y.isNaN ? .infinity : abs(x - y) / max(abs(x), abs(y))
      if kinds.last?.name != String(left[0]) { kinds.append((String(left[0]), 0, 0, 0)) }
      kinds[kinds.count - 1].count += 1
      kinds[kinds.count - 1].moved += x == y ? 0 : 1
      kinds[kinds.count - 1].largest = max(kinds[kinds.count - 1].largest, apart)
    }
    print("| model | numbers | with another last bit | largest relative difference |")
    print("| --- | --- | --- | --- |")
    for kind in kinds {
      let largest = String(format: "%.0e", kind.largest)
      print("| \(kind.name) | \(kind.count) | \(kind.moved) | \(largest) |")
    }
    let wrong = kinds.filter { !($0.largest <= 0.5e-10) }
    guard wrong.isEmpty else {
      throw Difference(description: "less than ten digits: \(wrong.map(\.name))")
    }
  }

  private static func numbers(threads: Int) throws -> [String] {
    let child = Process()
    child.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    child.arguments = ["--models"]
    child.environment = ProcessInfo.processInfo.environment.merging(
      ["OPENBLAS_NUM_THREADS": "\(threads)"]) { $1 }
    let pipe = Pipe()
    child.standardOutput = pipe
    try child.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    child.waitUntilExit()
    guard child.terminationStatus == 0 else {
      throw Difference(description: "the fits on \(threads) threads ended in an error")
    }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Prints the numbers: large enough for OpenBLAS to share out the work.
  static func models() throws {
    print("threads \(BLAS.threads)")
    var generator = Philox(seed: 9, stream: 0)
    func uniform(_ rows: Int, _ columns: Int) -> Matrix {
      var values = [Double](repeating: 1, count: rows)
      for _ in 0..<(rows * (columns - 1)) { values.append(2 * generator.uniform() - 1) }
      return Matrix(rows: rows, columns: columns, columnMajor: values)
    }
    func show(_ kind: String, _ values: [Double?]) {
      for value in values { print(kind, value ?? .nan) }
    }
    func predictor(_ x: Matrix, _ scale: Double = 0.3) -> [Double] {
      x * (0..<x.columns).map { scale * Double($0 % 3 + 1) }
    }

    let tall = uniform(30_000, 30)
    let noisy = predictor(tall).map { $0 + generator.uniform() }
    for (name, route) in [
      ("linear,QR", LeastSquares.Route.orthogonal), ("linear,normal-equations", .normalEquations),
    ] {
      let fit = try LinearRegression(route: route).fit(design: tall, response: noisy)
      show(name, fit.coefficients + fit.standardErrors + [fit.variance, fit.rSquared])
    }
    let wide = uniform(900, 250)
    let labels = (0..<900).map { $0 / 60 }
    let response = predictor(wide, 1).map { $0 + generator.uniform() }
    let linear = try LinearRegression().fit(design: wide, response: response)
    show("linear,wide", linear.coefficients + linear.standardErrors)
    for kind in [
      CoefficientCovariance.robust(.hc3), .clustered(.cr1, labels), .clustered(.cr2, labels),
    ] {
      show("sandwich", try linear.covariance(kind).diagonal.map { $0 })
    }
    show(
      "satterthwaite",
      try (0..<5).map {
        try linear.coefficient($0, covariance: .clustered(.cr2, labels))?.degreesOfFreedom
      })
    let ridge = try RidgeRegression(penalty: .crossValidated).fit(
      design: wide.selecting(columns: Array(1..<250)), response: response)
    show("ridge", ridge.coefficients + [ridge.effectiveDegreesOfFreedom, ridge.penalty])

    let x = uniform(4000, 8)
    let chance = predictor(x).map(Link.logit.mean)
    let yes = chance.map { generator.uniform() < $0 ? 1.0 : 0 }
    let means = predictor(x).map { exp($0) }
    let counts = means.map { Poisson(mean: $0).draw(using: &generator) }
    let clumped = means.map { NegativeBinomial(mean: $0, size: 2).draw(using: &generator) }
    for (name, family, y) in [
      ("binomial", Family.binomial, yes), ("poisson", .poisson, counts.map(Double.init)),
      ("gaussian", .gaussian, means),
    ] {
      let fit = try GeneralizedLinearRegression(family).fit(design: x, response: y)
      show(name, fit.coefficients + fit.standardErrors + [fit.deviance])
      show(name, try fit.covariance(.robust(.hc3)).diagonal.map { $0 })
    }
    let negative = try NegativeBinomialRegression().fit(design: x, response: clumped)
    show("negative-binomial", negative.regression.coefficients + [negative.theta])
    let classes = zip(yes, counts).map { Int($0) + 2 * min($1, 2) }
    let multinomial = try MultinomialRegression(classes: 6).fit(design: x, labels: classes)
    show("multinomial", multinomial.coefficients.dropFirst().flatMap { $0 })
    show("multinomial", multinomial.covariance.diagonal.map { $0 })

    let donors = uniform(400, 80)
    var control = QuadraticProgram(leastSquares: donors, response: predictor(donors, 0.02))
    control.requireSimplex()
    // A weight that is zero but for rounding has no digits: what is compared is at least 1e-3.
    show("synthetic-control", try control.solve().x.map { $0 < 1e-3 ? 0 : $0 })

    let trials = (0..<60).map { 20 + $0 }
    let successes = trials.map { n in (0..<n).count { _ in generator.uniform() < 0.3 } }
    let proportions = try ProportionPooling().fit(successes: successes, trials: trials)
    show("proportion-pooling", [proportions.mean, proportions.meanStandardError])
    let rates = try RatePooling().fit(
      counts: clumped.prefix(60).map { $0 }, exposures: trials.map(Double.init))
    show("rate-pooling", [rates.mean, rates.shape, rates.logLikelihood])

    var observed: [CohortProjection.Observation] = []
    for series in 0..<6 {
      for period in 0..<6 {
        let size =
          60 + 10 * Double(series) + 3 * Double(period) + (20 * generator.uniform()).rounded()
        observed.append(.init(series: [series], period: period, stages: [.first], count: size))
      }
    }
    let cohorts = try CohortProjection(
      series: (0..<6).map { .init(group: $0 / 3, firstPeriod: 0) }
    ).fit(observed)
    show("cohorts", [cohorts.drift.mean, cohorts.secondStageRatio.mean])
    show("cohorts", cohorts.grid.map(\.weight))
  }
}
