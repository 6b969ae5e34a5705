/// The CRC-32 of zlib, PNG and Python's `zlib.crc32`.
///
/// Chosen for the checksum over names because every language has it at hand.
public struct CRC32: Sendable {
  @usableFromInline static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }

  /// The checksum of these bytes.
  @inlinable public static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let table = table
    var value = UInt32.max
    for byte in bytes {
      value = table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ (value >> 8)
    }
    return ~value
  }
}
