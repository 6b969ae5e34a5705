import LinearAlgebra
import TestSupport
import Testing

@Suite struct DoubleDoubleTests {
  @Test func `a sum and a product of doubles lose nothing`() {
    let sum = DoubleDouble(sum: 1, 0x1p-80)
    #expect(sum.high == 1 && sum.low == 0x1p-80)
    // (1 + 2⁻⁵²)² = 1 + 2⁻⁵¹ + 2⁻¹⁰⁴
    let square = DoubleDouble(product: 1 + 0x1p-52, 1 + 0x1p-52)
    #expect(square.high == 1 + 0x1p-51 && square.low == 0x1p-104)
  }

  @Test func `a third times three is one to thirty digits`() {
    let third = DoubleDouble(1) / DoubleDouble(3)
    let left = third * DoubleDouble(3) - DoubleDouble(1)
    #expect(abs(left.high) < 1e-31)
    #expect(third.high == 1.0 / 3 && third.low != 0)
  }

  @Test(arguments: [
    ("88.2", 882.0, 10.0), ("-0.38E-02", -38.0, 10_000.0), ("+12", 12.0, 1.0), ("5e3", 5000.0, 1.0),
  ])
  func `decimal digits come in closer than a double`(
    text: String, numerator: Double, denominator: Double
  ) throws {
    let value = try #require(DoubleDouble(decimal: text))
    #expect(value.high == numerator / denominator)
    let back = value * DoubleDouble(denominator) - DoubleDouble(numerator)
    #expect(abs(back.high) <= 1e-30 * abs(numerator))
  }

  @Test(arguments: ["", "-", "1.2.3", "1e", "x", "1234567890123456789012345678901", "1e999", "٣"])
  func `what is no number is none`(text: String) {
    #expect(DoubleDouble(decimal: text) == nil)
  }

  @Test func `powers agree with whole numbers where these are exact`() {
    let powers = ExtendedMatrix.powers(of: [3, 20_011], through: 6)
    #expect(powers.high[0, 6] == 729)
    // 20011⁶ = 64211490613047865327891561, beyond a double's 53 bits.
    let low = powers.low?[1, 6] ?? 0
    let exact = DoubleDouble(decimal: "64211490613047865327891561")
    #expect(exact.map { abs(($0 - DoubleDouble(sum: powers.high[1, 6], low)).high) < 4 } == true)
    #expect(ExtendedMatrix.powers(of: [1, 2], through: 3).low == nil)
  }
}
