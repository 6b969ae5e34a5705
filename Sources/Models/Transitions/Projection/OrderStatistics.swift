/// Quantiles of many numbers without sorting them.
enum OrderStatistics {
  /// The smallest number that at least each share of the numbers does not exceed (type 1 of Hyndman &
  /// Fan 1996): the same numbers as a full sort gives.
  ///
  /// The numbers are counted in 4096 bins of equal width between the least and the greatest; only the bins
  /// in which a quantile lies are sorted.
  ///
  /// - Precondition: the numbers are finite, and there is at least one.
  static func quantiles(_ probabilities: [Double], of numbers: [Double]) -> [Double] {
    let ranks = probabilities.map { probability in
      min(max(Int((probability * Double(numbers.count)).rounded(.up)), 1), numbers.count) - 1
    }
    var (least, greatest) = (numbers[0], numbers[0])
    for number in numbers {
      least = number < least ? number : least
      greatest = number > greatest ? number : greatest
    }
    let bins = 4096
    let scale = Double(bins - 1) / (greatest - least)
    // All equal, or so close or so far apart that bins cannot tell.
    guard numbers.count > 256, scale.isFinite, scale > 0 else {
      let sorted = numbers.sorted()
      return ranks.map { sorted[$0] }
    }
    var counts = [Int32](repeating: 0, count: bins)
    for number in numbers { counts[bin(number, least, scale)] &+= 1 }
    // The bins that hold a rank, where their numbers go, and the ranks below each.
    var places = [Int](repeating: -1, count: bins)
    var kept: [(below: Int, first: Int, count: Int)] = []
    var (below, room, b) = (0, 0, 0)
    for rank in ranks.sorted() {
      while below + Int(counts[b]) <= rank {
        below += Int(counts[b])
        b += 1
      }
      if places[b] < 0 {
        let count = Int(counts[b])
        places[b] = room
        kept.append((below, room, count))
        room += count
      }
    }
    var found = [Double](repeating: 0, count: room)
    for number in numbers {
      let b = bin(number, least, scale)
      if places[b] >= 0 {
        found[places[b]] = number
        places[b] += 1
      }
    }
    for bin in kept { found[bin.first..<(bin.first + bin.count)].sort() }
    return ranks.map { rank in
      for bin in kept where rank >= bin.below && rank < bin.below + bin.count {
        return found[bin.first + rank - bin.below]
      }
      preconditionFailure("rank \(rank) of \(numbers.count) is in no bin")
    }
  }

  /// The place of a number among the bins, rounded; adding 2⁵² leaves it in the lowest bits.
  @inline(__always)
  private static func bin(_ number: Double, _ least: Double, _ scale: Double) -> Int {
    Int(truncatingIfNeeded: ((number - least) * scale + 0x1p52).bitPattern & 0xFFF)
  }
}
