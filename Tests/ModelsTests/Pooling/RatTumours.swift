/// Tumours in 71 groups of rats of a control group.
///
/// Source: R. E. Tarone (1982), Biometrics 38, 215–220; A. Gelman et al., *Bayesian Data Analysis*,
/// table 5.1. The first 70 shares have mean 0.136 and standard deviation 0.103, as printed there.
enum RatTumours {
  static let tumours = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1,
    5,
    2, 5, 3, 2, 7, 7, 3, 3, 2, 9, 10, 4, 4, 4, 4, 4, 4, 4, 10, 4, 4, 4, 5, 11, 12, 5, 5, 6, 5, 6, 6,
    6,
    6, 16, 15, 15, 9, 4,
  ]
  static let rats = [
    20, 20, 20, 20, 20, 20, 20, 19, 19, 19, 19, 18, 18, 17, 20, 20, 20, 20, 19, 19, 18, 18, 25, 24,
    23,
    20, 20, 20, 20, 20, 20, 10, 49, 19, 46, 27, 17, 49, 47, 20, 20, 13, 48, 50, 20, 20, 20, 20, 20,
    20,
    20, 48, 19, 19, 19, 22, 46, 49, 20, 20, 23, 19, 22, 20, 20, 20, 52, 46, 47, 24, 14,
  ]

  /// The counts of 1 to 4 as a source that withholds them would give them.
  static let withheld = tumours.map { (1...4).contains($0) ? 1...4 : $0...$0 }
}
