/// The key of a school location: BRIN (4) and vestiging (2), always six characters, such as `03WO01`.
public struct VestigingCode: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  /// Six characters, A–Z and 0–9.
  public let text: String

  /// The code, if `text` (blanks around it are ignored) is two digits, two letters or digits, and
  /// two digits or letters; nil otherwise. A code without its location part is not a location.
  public init?(_ text: some StringProtocol) {
    let utf8 = Array(text.utf8).trimmingBlanks
    guard utf8.count == 6, utf8.allSatisfy({ $0.isCodeCharacter }) else { return nil }
    self.text = String(decoding: utf8, as: UTF8.self).uppercased()
  }

  /// The code from its two columns. The location may be `00`, `0`, ` 9`, or the six characters
  /// already (then it must begin with the BRIN).
  public init?(brin: some StringProtocol, vestiging: some StringProtocol) {
    let institution = String(decoding: Array(brin.utf8).trimmingBlanks, as: UTF8.self)
    let location = String(decoding: Array(vestiging.utf8).trimmingBlanks, as: UTF8.self)
    guard institution.utf8.count == 4 else { return nil }
    switch location.utf8.count {
    case 1: self.init(institution + "0" + location)
    case 2: self.init(institution + location)
    case 6 where location.uppercased().hasPrefix(institution.uppercased()): self.init(location)
    default: return nil
    }
  }

  /// The institution's code: the first four characters.
  public var brin: String { String(text.prefix(4)) }

  /// The six characters.
  public var description: String { text }

  /// By the six characters.
  public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

extension [UInt8] {
  fileprivate var trimmingBlanks: ArraySlice<UInt8> {
    drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()[...]
  }
}

extension UInt8 {
  fileprivate var isCodeCharacter: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5a).contains(self) || (0x61...0x7a).contains(self)
  }
}
