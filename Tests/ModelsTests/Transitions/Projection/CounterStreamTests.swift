import Foundation
import TestSupport
import Testing

@testable import Models

/// Numbers by place, and draws against the distribution they claim: χ² over cells, with fixed seeds.
@Suite struct CounterStreamTests {
  /// Pearson's statistic over the counts whose expectation is at least 5 and the rest together,
  /// against its mean and four standard deviations.
  static func expectCounts(
    _ draws: [Int], from range: ClosedRange<Int>, probability: (Int) -> Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var observed: [Int: Int] = [:]
    for draw in draws { observed[draw, default: 0] += 1 }
    var (statistic, cells, rest, expectedRest) = (0.0, 0.0, draws.count, Double(draws.count))
    for k in range {
      let expected = Double(draws.count) * probability(k)
      guard expected >= 5 else { continue }
      statistic += pow(Double(observed[k] ?? 0) - expected, 2) / expected
      cells += 1
      rest -= observed[k] ?? 0
      expectedRest -= expected
    }
    if expectedRest >= 1 { statistic += pow(Double(rest) - expectedRest, 2) / expectedRest }
    #expect(
      cells > 0 && statistic < cells + 4 * (2 * cells).squareRoot(),
      "χ² \(statistic) on \(cells) cells", sourceLocation: sourceLocation)
  }

  /// The largest distance between the draws' distribution and a cumulative one, times √n.
  static func distance(_ draws: [Double], _ cumulative: (Double) -> Double) -> Double {
    let n = Double(draws.count)
    return draws.sorted().enumerated().reduce(0.0) { largest, draw in
      let p = cumulative(draw.element)
      return max(largest, p - Double(draw.offset) / n, Double(draw.offset + 1) / n - p)
    } * n.squareRoot()
  }

  @Test func `the numbers of a place are Philox blocks, eight at a time`() {
    var stream = CounterStream(seed: 0x1234_5678_9ABC_DEF0, replicate: 5_000_000_017)
    stream.begin(.flows, unit: 70_001, year: 9)
    let place = UInt32(2) << 30 | 70_001 << 6 | 9
    func words(_ eight: Int) -> [UInt64] {
      let blocks = (0..<8).map { i in
        Philox.block(
          counter: SIMD4(UInt32(8 * eight + i), place, 705_032_721, 1),
          key: SIMD2(0x9ABC_DEF0, 0x1234_5678))
      }
      // Of eight blocks the lower words, then the upper ones.
      return blocks.map { UInt64($0[1]) << 32 | UInt64($0[0]) }
        + blocks.map { UInt64($0[3]) << 32 | UInt64($0[2]) }
    }
    #expect((0..<48).map { _ in stream.next() } == (0..<3).flatMap(words))
    // Numbers in bulk are the next whole blocks; then come the blocks after them.
    var numbers: [UInt64] = []
    stream.numbers(65, into: &numbers)
    #expect(numbers.prefix(32) == (3..<5).flatMap(words).map { $0 & 0x7FFF_7FFF_7FFF_7FFF }[...])
    #expect((0..<16).map { _ in stream.next() } == words(5))
    stream.begin(.flows, unit: 70_001, year: 10)
    let other = stream.next()
    stream.begin(.flows, unit: 70_001, year: 9)
    #expect(stream.next() != other)
  }

  @Test func `the layers of the ziggurat have equal areas`() {
    let layers = Ziggurat.standard.layers
    #expect(layers.count == 256)
    let area = layers[0].width * 0x1p52 * layers[1].bottom
    // A rectangle up to R and the tail beyond it.
    let tail = (2 * Double.pi).squareRoot() * Normal.standard.survival(Ziggurat.tail)
    expectClose(area, Ziggurat.tail * layers[1].bottom + tail, relative: 1e-9)
    for (layer, next) in zip(layers.dropFirst(), layers.dropFirst(2)) {
      expectClose(layer.width * 0x1p52 * (layer.top - layer.bottom), area, relative: 1e-9)
      expectClose(
        Double(layer.inside) * 0x1p-52 * layer.width, next.width, relative: 1e-12)
      #expect(layer.top == next.bottom)
    }
    #expect(layers[255].inside == 0 && layers[255].top == 1)
  }

  /// 20 seeds, chosen before looking. One seed of 10⁶ draws once gave χ² = 39.3 on 12 cells of the tail
  /// (P ≈ 10⁻⁴); `Reference/normals.swift` then drew 10⁷ from each of 60 other seeds (P uniform) and 4.8 · 10⁹ in all
  /// (χ² 229.7 on 232 cells): it was chance.
  @Test func `normal draws are normal, also in the tail`() {
    var (middle, tail) = ([Int](), [Int]())
    let draws = (1...20).flatMap { seed in
      var stream = CounterStream(seed: UInt64(seed), replicate: 0)
      stream.begin(.rates, unit: 0, year: 0)
      return (0..<10_000).map { _ in stream.normal() }
    }
    for draw in draws {
      middle.append(Int((draw * 10).rounded(.down)))
      if abs(draw) > 2.6 { tail.append(Int((draw * 5).rounded(.down))) }
    }
    func probability(_ cell: Int, width: Double) -> Double {
      let edges = [abs(Double(cell)) * width, abs(Double(cell + 1)) * width].sorted()
      return Normal.standard.survival(edges[0]) - Normal.standard.survival(edges[1])
    }
    Self.expectCounts(middle, from: -40...39) { probability($0, width: 0.1) }
    let beyond = 2 * Normal.standard.survival(2.6)
    expectClose(
      Double(tail.count), 200_000 * beyond, absolute: 4 * (200_000 * beyond).squareRoot())
    Self.expectCounts(tail, from: -26...25) {
      $0 >= -13 && $0 < 13 ? 0 : probability($0, width: 0.2) / beyond
    }
    // Neighbours are not alike, nor are their sizes.
    let products = zip(draws, draws.dropFirst()).reduce((0.0, 0.0)) {
      ($0.0 + $1.0 * $1.1, $0.1 + ($1.0 * $1.0 - 1) * ($1.1 * $1.1 - 1))
    }
    expectClose(products.0, 0, absolute: 4 * 200_000.0.squareRoot())
    expectClose(products.1, 0, absolute: 4 * 2 * 200_000.0.squareRoot())
  }

  @Test func `gamma draws have their distribution`() {
    var stream = CounterStream(seed: 21, replicate: 0)
    stream.begin(.rates, unit: 0, year: 0)
    for shape in [1.0, 1.7, 12, 400] {
      let gamma = CounterStream.GammaShape(shape)
      let draws = (0..<10_000).map { _ in stream.raisedGamma(gamma) }
      // P ≈ 0.001.
      #expect(Self.distance(draws, Gamma(shape: shape, rate: 1).cumulative) < 1.95, "\(shape)")
    }
    for shape in [0.05, 0.6, 3] {
      let gamma = CounterStream.GammaShape(shape)
      let draws = (0..<10_000).map { _ in exp(stream.logGamma(gamma)) }
      // P ≈ 0.001.
      #expect(Self.distance(draws, Gamma(shape: shape, rate: 1).cumulative) < 1.95, "\(shape)")
    }
  }

  @Test func `a gamma draw accepted without a logarithm would be accepted with one`() {
    for shape in [1, 1.001, 1.2, 2, 3.5, 7, 20, 300, 5_000.0] {
      let gamma = CounterStream.GammaShape(shape)
      var tightest = -Double.infinity
      for i in -3_000...3_000 where i != 0 {
        let x = Double(i) / 250
        let root = 1 + gamma.c * x
        if root <= 0 { continue }
        let v = root * root * root
        let exact = exp(0.5 * x * x + gamma.d * (1 - v + log(v)))
        let quick = 1 - gamma.squeeze * x * x * x * x
        // Near 0 both are 1 to the last digits.
        #expect(quick <= exact + 1e-13, "shape \(shape), x \(x)")
        if abs(x) > 0.5 { tightest = max(tightest, quick - exact) }
      }
      // At the least shape there is no room to spare.
      if shape == 1 { #expect(tightest > -2e-3) }
    }
  }

  @Test(arguments: [
    (8, 0.3), (400, 0.02), (40, 0.5), (300, 0.93), (5_000, 0.4), (60, 0.0001), (2_000, 0.0051),
  ])
  func `binomial draws are binomial`(trials: Int, probability: Double) {
    var stream = CounterStream(seed: 22, replicate: trials)
    let shape = CounterStream.BinomialShape(probability)
    let draws = (0..<30_000).map { _ in stream.binomial(trials, shape) }
    let binomial = Binomial(trials: trials, probability: probability)
    Self.expectCounts(draws, from: 0...trials) { exp(binomial.logProbability($0)) }
  }

  @Test(arguments: [0.4, 9.9, 10.1, 130, 3_000]) func `Poisson draws are Poisson`(mean: Double) {
    var stream = CounterStream(seed: 23, replicate: Int(mean))
    let draws = (0..<30_000).map { _ in stream.poisson(mean: mean) }
    Self.expectCounts(draws, from: 0...4_000) { Poisson(mean: mean).probability($0) }
    #expect(stream.poisson(mean: 0) == 0)
  }

  @Test func `whole numbers of a range are equally likely`() {
    var stream = CounterStream(seed: 24, replicate: 0)
    let draws = (0..<20_000).map { _ in stream.integer(in: 1...4) }
    Self.expectCounts(draws, from: 1...4) { _ in 0.25 }
  }

  @Test func `quantiles without a sort are those of a sort`() {
    var stream = CounterStream(seed: 26, replicate: 0)
    let probabilities = [0, 0.001, 0.025, 0.5, 0.5, 0.9, 0.999, 1]
    let normal = (0..<9_999).map { _ in stream.normal() }
    let numbers: [[Double]] = [
      normal, normal.map { exp(9 * $0) }, normal.map { ($0 * 3).rounded() },
      [Double](repeating: 4, count: 1_000), normal + [1e300], [-1e308, 1e308] + normal, [3],
      (0..<700).map { Double($0 % 2) },
    ]
    for values in numbers {
      let sorted = values.sorted()
      #expect(
        OrderStatistics.quantiles(probabilities, of: values)
          == probabilities.map {
            sorted[min(max(Int(($0 * Double(values.count)).rounded(.up)), 1), values.count) - 1]
          })
    }
  }
}
