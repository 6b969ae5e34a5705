import CDraws

/// The door to the loops of `CDraws`: it alone in this module hands out addresses.
///
/// What makes them good: lengths are checked here, and no address outlives its call.
enum DrawDoor {
  /// Words of 64 bits that are made at once.
  static let group = Int(CDRAWS_GROUP)
  /// Limits are read so many at a time.
  static let limits = Int(CDRAWS_LIMITS)
  /// Words that may be read behind the last number.
  static let padding = Int(CDRAWS_PADDING) / 4

  /// Where in Philox's counter the words begin.
  struct Place {
    let key: UInt64
    let stream: UInt64
    var place: UInt32
    var block: UInt32
  }

  /// Makes one group of words.
  @inline(__always)
  static func fill(_ words: inout InlineArray<16, UInt64>, at place: Place) {
    var span = words.mutableSpan
    unsafe span.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress {
        unsafe cdraws_fill(
          place.key, place.stream, place.place, place.block, .max, base, 1)
      }
    }
  }

  /// Makes so many groups of words, with the highest bit of each 16 left out.
  static func fill(_ words: inout [UInt64], groups: Int, at place: Place) {
    precondition(groups >= 0 && groups * group <= words.count, "\(groups) in \(words.count)")
    unsafe words.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress {
        unsafe cdraws_fill(
          place.key, place.stream, place.place, place.block, 0x7FFF_7FFF_7FFF_7FFF, base, groups)
      }
    }
  }

  /// The same as ``fill(_:groups:at:)``, by the loop for processors without wide vectors.
  static func fillPlainly(_ words: inout [UInt64], groups: Int, at place: Place) {
    precondition(groups >= 0 && groups * group <= words.count, "\(groups) in \(words.count)")
    unsafe words.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress {
        unsafe cdraws_fill_plain(
          place.key, place.stream, place.place, place.block, 0x7FFF_7FFF_7FFF_7FFF, base, groups)
      }
    }
  }

  /// Counts numbers between rising limits: how many do not exceed the first, how many exceed it but not
  /// the second, and so on.
  ///
  /// - Parameters:
  ///   - numbers: Four numbers of 15 bits a word, with ``padding`` words behind the last.
  ///   - range: Which numbers; fewer than 32768.
  ///   - limits: The limits of several states, those of each padded with 32767 to a multiple of
  ///     ``limits``.
  ///   - first: The place of the first limit.
  ///   - flows: Where the counts go: so many as `places` says.
  ///   - places: The places of the counts, one for each limit.
  ///   - isPlain: Whether to use the loop for processors without wide vectors.
  /// - Returns: How many exceed the last limit.
  @inline(__always)
  static func count(
    _ numbers: [UInt64], _ range: Range<Int>, limits: [Int16], from first: Int,
    into flows: inout [Int], at places: Range<Int>, isPlain: Bool = false
  ) -> Int {
    let padded = (places.count + Self.limits - 1) / Self.limits * Self.limits
    precondition(
      range.lowerBound >= 0 && range.upperBound <= (numbers.count - padding) * 4
        && range.count < 1 << 15 && first >= 0 && first + padded <= limits.count
        && places.lowerBound >= 0 && places.upperBound <= flows.count,
      "\(range) of \(numbers.count) words, limits from \(first), flows \(places)")
    return unsafe numbers.withUnsafeBytes { bytes in
      unsafe limits.withUnsafeBufferPointer { bounds in
        unsafe flows.withUnsafeMutableBufferPointer { counts in
          guard let number = bytes.baseAddress, let limit = bounds.baseAddress,
            let count = counts.baseAddress
          else { return 0 }
          let from = unsafe number + 2 * range.lowerBound
          return unsafe isPlain
            ? cdraws_count_plain(
              from, range.count, limit + first, places.count, count + places.lowerBound)
            : cdraws_count(
              from, range.count, limit + first, places.count, count + places.lowerBound)
        }
      }
    }
  }
}
