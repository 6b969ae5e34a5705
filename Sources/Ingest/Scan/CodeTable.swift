/// Small numbers by keys that are codes or hashes already, so that they need no hashing of their own.
/// The key of all ones stands for none; a hash that is just that is taken for its neighbour.
struct CodeTable {
  private var keys: [UInt64] = Array(repeating: .max, count: 256)
  private var codes: [UInt32] = Array(repeating: 0, count: 256)
  private var used = 0

  static func place(_ key: UInt64, _ count: Int) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (count - 1)
  }

  @inline(__always)
  func code(_ key: UInt64) -> UInt32? {
    let key = min(key, .max - 1)
    var at = Self.place(key, keys.count)
    while keys[at] != .max {
      if keys[at] == key { return codes[at] }
      at = (at + 1) & (keys.count - 1)
    }
    return nil
  }

  mutating func insert(_ key: UInt64, _ code: UInt32) {
    let key = min(key, .max - 1)
    if used * 2 >= keys.count {
      let (oldKeys, oldCodes) = (keys, codes)
      keys = Array(repeating: .max, count: keys.count * 2)
      codes = Array(repeating: 0, count: keys.count)
      used = 0
      for place in oldKeys.indices where oldKeys[place] != .max {
        insert(oldKeys[place], oldCodes[place])
      }
    }
    var at = Self.place(key, keys.count)
    while keys[at] != .max { at = (at + 1) & (keys.count - 1) }
    keys[at] = key
    codes[at] = code
    used += 1
  }

  mutating func removeAll() {
    guard used > 0 else { return }
    for index in keys.indices { keys[index] = .max }
    used = 0
  }
}
