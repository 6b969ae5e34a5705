import Foundation
import TestSupport
import Testing

@testable import Models

@Suite struct FlowCellTests {
  /// Simpson's rule over t, on a grid that is fine enough for 10⁻⁹.
  private func integral(from a: Double, to b: Double, _ f: (Double) -> Double) -> Double {
    let steps = 20_000
    let width = (b - a) / Double(steps)
    var sum = f(a) + f(b)
    for k in 1..<steps { sum += (k.isMultiple(of: 2) ? 2 : 4) * f(a + Double(k) * width) }
    return sum * width / 3
  }

  @Test(arguments: [(-1.3, 0.4), (0.2, 0.9), (-7.0, -2.5), (3.0, 40.0), (-60.0, 60.0)])
  func `the closed integrals of a cell are those of Simpson's rule`(a: Double, b: Double) {
    let t = StudentT(degreesOfFreedom: 4)
    let cell = FlowCell(from: a, to: b)
    func weight(_ x: Double) -> Double { 5 / (4 + x * x) }
    expectClose(cell.probability, integral(from: a, to: b) { t.density($0) }, relative: 1e-9)
    expectClose(
      cell.weight, integral(from: a, to: b) { weight($0) * t.density($0) }, relative: 1e-9)
    expectClose(
      cell.pull, integral(from: a, to: b) { weight($0) * $0 * t.density($0) }, relative: 1e-8,
      absolute: 1e-12)
    expectClose(
      cell.square, integral(from: a, to: b) { weight($0) * $0 * $0 * t.density($0) },
      relative: 1e-9)
  }

  @Test(arguments: [0, 0.3, -0.8, 2, -5, 40, -1e3, 1e6])
  func `the distribution function is that of Student's t`(t: Double) {
    let cut = FlowCut(t)
    let expected = StudentT(degreesOfFreedom: 4)
    expectClose(cut.cumulative, expected.cumulative(t), relative: 1e-13)
    expectClose(cut.tail, expected.cumulative(-abs(t)), relative: 1e-12)
    expectClose(cut.density, expected.density(t), relative: 1e-12)
  }

  @Test func `a cell without a lower end begins at minus infinity, and all cells make one`() {
    let below = FlowCell(from: -.infinity, to: -0.4)
    let middle = FlowCell(from: -0.4, to: 1.7)
    let above = FlowCell(from: 1.7, to: .infinity)
    // The weight and the square of a t have mean one: its scores' information is the scale's.
    for part in [\FlowCell.probability, \.weight, \.square] {
      expectClose(
        below[keyPath: part] + middle[keyPath: part] + above[keyPath: part], 1, relative: 1e-14)
    }
    expectClose(below.pull + middle.pull + above.pull, 0, absolute: 1e-15)
  }

  @Test func `the spread is the derivative of the probability by the logarithm of the scale`() {
    let (a, b) = (-0.7, 1.9)
    let step = 1e-5
    func probability(_ scale: Double) -> Double {
      FlowCell(from: a / scale, to: b / scale).probability
    }
    let slope = (probability(exp(step)) - probability(exp(-step))) / (2 * step)
    expectClose(FlowCell(from: a, to: b).spread, slope, relative: 1e-8)
  }
}
