import Foundation
import LinearAlgebra

/// The normal distribution.
///
/// The quantile has a relative error of about 10⁻¹⁶ (Wichura), the cumulative one of some 10⁻¹⁵; both
/// hold in the far tails, and ``logCumulative(_:)`` beyond the smallest double.
///
/// Source: M. J. Wichura (1988), *Algorithm AS 241: The percentage points of the normal
/// distribution*, Applied Statistics 37, 477–484. Same numbers as R `pnorm`, `qnorm`.
public struct Normal: ContinuousDistribution, Hashable {
  /// The mean.
  public let mean: Double
  /// The standard deviation; positive.
  public let standardDeviation: Double

  /// The normal distribution with mean 0 and standard deviation 1.
  public static let standard = Normal(mean: 0, standardDeviation: 1)

  /// - Precondition: `standardDeviation` is positive.
  public init(mean: Double, standardDeviation: Double) {
    precondition(standardDeviation > 0, "standard deviation \(standardDeviation) is not positive")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// The variance.
  public var variance: Double { standardDeviation * standardDeviation }

  /// The logarithm of the density at `x`.
  public func logDensity(_ x: Double) -> Double {
    let z = (x - mean) / standardDeviation
    return -0.5 * z * z - log(standardDeviation) - 0.918_938_533_204_672_741_78
  }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    let z = (x - mean) / standardDeviation
    return Self.gaussian(z) / (standardDeviation * 2.506_628_274_631_000_502_4)
  }

  /// The probability of at most `x`.
  public func cumulative(_ x: Double) -> Double {
    Self.lowerTail((x - mean) / standardDeviation)
  }

  /// The probability of more than `x`, without the loss of 1 − cumulative.
  public func survival(_ x: Double) -> Double {
    Self.lowerTail((mean - x) / standardDeviation)
  }

  /// log P(X ≤ x), also where P itself is too small for a double.
  public func logCumulative(_ x: Double) -> Double {
    Self.logLowerTail((x - mean) / standardDeviation)
  }

  /// log P(X > x), also where P itself is too small for a double.
  public func logSurvival(_ x: Double) -> Double {
    Self.logLowerTail((mean - x) / standardDeviation)
  }

  /// e^(−z²/2), with the rounding of z² undone.
  private static func gaussian(_ z: Double) -> Double {
    let square = DoubleDouble(product: z, z)
    return exp(-0.5 * square.high) * (1 - 0.5 * square.low)
  }

  /// Φ(z). In the tail from erfcx: `erfc` of a rounded z/√2 would lose z² units of the last place.
  private static func lowerTail(_ z: Double) -> Double {
    if z > -1 { return 0.5 * erfc(-z * 0.707_106_781_186_547_524_4) }
    if z < -39 { return 0 }
    let square = DoubleDouble(product: z, z)
    // In halves, as e^(−z²/2) underflows before the product with a large factor would.
    let root = exp(-0.25 * square.high)
    let factor = 0.5 * scaledComplementaryError(-z * 0.707_106_781_186_547_524_4)
    return root * (factor * (1 - 0.5 * square.low)) * root
  }

  private static func logLowerTail(_ z: Double) -> Double {
    if z > 0 { return log1p(-lowerTail(-z)) }
    if z == -.infinity { return z }
    return -0.5 * z * z
      + log(0.5 * scaledComplementaryError(-z * 0.707_106_781_186_547_524_4))
  }

  /// The value that is exceeded with probability 1 − `probability`; ±∞ at 1 and 0.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(_ probability: Double) -> Double {
    mean + standardDeviation * Self.standardQuantile(probability)
  }

  /// The value that is exceeded with this probability.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(upper probability: Double) -> Double {
    mean - standardDeviation * Self.standardQuantile(probability)
  }

  /// Algorithm AS 241, the routine PPND16.
  static func standardQuantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "\(p) is not a probability")
    let q = p - 0.5
    if abs(q) <= 0.425 {
      let r = 0.180625 - q * q
      return q
        * ratio(
          r,
          (
            3.387_132_872_796_366_608, 133.141_667_891_784_377_45, 1971.590_950_306_551_442_7,
            13_731.693_765_509_461_125, 45_921.953_931_549_871_457, 67_265.770_927_008_700_853,
            33_430.575_583_588_128_105, 2509.080_928_730_122_672_7
          ),
          (
            42.313_330_701_600_911_252, 687.187_007_492_057_908_3, 5394.196_021_424_751_107_7,
            21_213.794_301_586_595_867, 39_307.895_800_092_710_61, 28_729.085_735_721_942_674,
            5226.495_278_852_854_561
          ))
    }
    let tail = q < 0 ? p : 1 - p
    guard tail > 0 else { return q < 0 ? -.infinity : .infinity }
    let r = sqrt(-log(tail))
    let value: Double
    if r <= 5 {
      value = ratio(
        r - 1.6,
        (
          1.423_437_110_749_683_577_34, 4.630_337_846_156_545_295_9, 5.769_497_221_460_691_405_5,
          3.647_848_324_763_204_605_04, 1.270_458_252_452_368_382_58, 0.241_780_725_177_450_611_77,
          0.022_723_844_989_269_184_583_3, 7.745_450_142_783_414_076_4e-4
        ),
        (
          2.053_191_626_637_758_821_87, 1.676_384_830_183_803_849_4, 0.689_767_334_985_100_004_55,
          0.148_103_976_427_480_074_59, 0.015_198_666_563_616_457_196_6,
          5.475_938_084_995_344_946e-4, 1.050_750_071_644_416_843_24e-9
        ))
    } else {
      value = ratio(
        r - 5,
        (
          6.657_904_643_501_103_777_2, 5.463_784_911_164_114_369_9, 1.784_826_539_917_291_335_8,
          0.296_560_571_828_504_891_23, 0.026_532_189_526_576_123_093,
          0.001_242_660_947_388_078_438_6, 2.711_555_568_743_487_578_15e-5,
          2.010_334_399_292_288_132_65e-7
        ),
        (
          0.599_832_206_555_887_937_69, 0.136_929_880_922_735_805_31,
          0.014_875_361_290_850_615_025, 7.868_691_311_456_132_591e-4,
          1.846_318_317_510_054_681_8e-5, 1.421_511_758_316_445_887_0e-7,
          2.044_263_103_389_939_785_64e-15
        ))
    }
    return q < 0 ? -value : value
  }

  private typealias Seven = (Double, Double, Double, Double, Double, Double, Double)
  private typealias Eight = (Double, Double, Double, Double, Double, Double, Double, Double)

  /// Two polynomials by Horner's rule, constant first; the one below has the constant 1.
  private static func ratio(_ r: Double, _ a: Eight, _ b: Seven) -> Double {
    let above: Double =
      ((((((a.7 * r + a.6) * r + a.5) * r + a.4) * r + a.3) * r + a.2) * r + a.1) * r + a.0
    let below: Double =
      ((((((b.6 * r + b.5) * r + b.4) * r + b.3) * r + b.2) * r + b.1) * r + b.0) * r + 1
    return above / below
  }
}
