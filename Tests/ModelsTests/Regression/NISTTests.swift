import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

/// The 11 linear regression sets of NIST StRD, certified by multiple precision; origin in
/// `Reference/nist/make.py`.
struct NISTSet: CustomTestStringConvertible {
  var name = ""
  var kind = ""
  var coefficients: [Double] = []
  var errors: [Double] = []
  var deviation = 0.0
  var rSquared = 0.0
  var rows: [[Double]] = []

  var testDescription: String { name }
  var response: [Double] { rows.map { $0[0] } }

  /// The design: powers in double-double, or the columns as they are.
  var design: ExtendedMatrix {
    switch kind {
    case "columns": ExtendedMatrix(Matrix(rows: rows.map { [1] + $0.dropFirst() }))
    case "through-zero": ExtendedMatrix(Matrix(columns: [rows.map { $0[1] }]))
    default:
      ExtendedMatrix.powers(of: rows.map { $0[1] }, through: coefficients.count - 1)
    }
  }

  static let all: [NISTSet] = {
    let url = Repository.root.appendingPathComponent("Tests/ModelsTests/Reference/nist/nist.txt")
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    var sets: [NISTSet] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      let numbers = words.dropFirst().map { Double($0) ?? .nan }
      switch words[0] {
      case "set": sets.append(NISTSet(name: words[1], kind: words[2]))
      case "coefficient":
        sets[sets.count - 1].coefficients.append(numbers[0])
        sets[sets.count - 1].errors.append(numbers[1])
      case "deviation": sets[sets.count - 1].deviation = numbers[0]
      case "r-squared": sets[sets.count - 1].rSquared = numbers[0]
      default: sets[sets.count - 1].rows.append(numbers)
      }
    }
    return sets
  }()

  /// The correct digits of the worst number, at most 15: those that NIST prints.
  static func digits(_ values: [Double?], _ certified: [Double]) -> Double {
    zip(values, certified).reduce(15) { least, pair in
      guard let value = pair.0 else { return 0 }
      let error = abs(value - pair.1) / (pair.1 == 0 ? 1 : abs(pair.1))
      return min(least, error == 0 ? 15 : max(0, -log10(error)))
    }
  }
}

@Suite struct NISTTests {
  @Test func `all eleven sets are there`() {
    #expect(NISTSet.all.count == 11)
    #expect(NISTSet.all.reduce(0) { $0 + $1.rows.count } == 293)
  }

  @Test(arguments: NISTSet.all)
  func `estimates and errors have thirteen certified digits`(set: NISTSet) throws {
    let fit = try LinearRegression().fit(design: set.design, response: set.response)
    let estimates = NISTSet.digits(fit.coefficients, set.coefficients)
    let errors = NISTSet.digits(fit.standardErrors, set.errors)
    #expect(estimates >= 13, "\(set.name): \(estimates) digits of the estimates")
    #expect(errors >= 13, "\(set.name): \(errors) digits of the errors")
    #expect(fit.converged)
    // Wampler2 is perfect in decimals: its responses, up to 63, are rounded by up to 4e-15.
    expectClose(sqrt(fit.variance), set.deviation, relative: 1e-13, absolute: 1e-14)
    expectClose(try #require(fit.rSquared), set.rSquared, relative: 1e-13, absolute: 1e-15)
  }

  @Test func `Filip's estimates are the exact solution, each rounded once`() throws {
    // Of the data as doubles, by the rational arithmetic of Reference/nist/exact.py. The design has
    // condition 6e9.
    let filip = try #require(NISTSet.all.first { $0.name == "Filip" })
    let fit = try LinearRegression().fit(design: filip.design, response: filip.response)
    #expect(
      fit.coefficients == [
        -1467.4896142297885, -2772.17959193341, -2316.3710816089188, -1127.97394098371,
        -354.4782337033469, -75.12420173937532, -10.875318035534194, -1.062214985889462,
        -0.06701911545934047, -0.002467810782754773, -4.029625250804014e-05,
      ])
  }

  @Test func `powers rounded to doubles cost Filip its digits, and the fit says so`() throws {
    let filip = try #require(NISTSet.all.first { $0.name == "Filip" })
    let fit = try LinearRegression().fit(design: filip.design.high, response: filip.response)
    let reached = NISTSet.digits(fit.coefficients, filip.coefficients)
    let allowed = try fit.digitsAllowed().map { $0 ?? 0 }.reduce(16, min)
    #expect(allowed < 13 && allowed > 3, "\(allowed)")
    #expect(reached >= allowed, "\(reached) digits of \(allowed)")
  }

  @Test(arguments: NISTSet.all)
  func `a fit reaches the digits that it says the data allow`(set: NISTSet) throws {
    let fit = try LinearRegression().fit(design: set.design.high, response: set.response)
    for (j, digits) in try fit.digitsAllowed().enumerated() {
      let reached = NISTSet.digits([fit.coefficients[j]], [set.coefficients[j]])
      #expect(reached >= min(digits ?? 0, 13), "\(set.name), coefficient \(j)")
    }
  }

  @Test(arguments: NISTSet.all.filter { $0.name != "Filip" && $0.name != "Longley" })
  func `normal equations give the same digits where they are taken`(set: NISTSet) throws {
    let fit = try LinearRegression(route: .normalEquations).fit(
      design: set.design, response: set.response)
    #expect(NISTSet.digits(fit.coefficients, set.coefficients) >= 13)
    #expect(NISTSet.digits(fit.standardErrors, set.errors) >= 13)
  }
}
