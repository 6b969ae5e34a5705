/// One location: its codes, its names, and what it offers.
struct Vestiging {
  let brin: String
  let nummer: Int
  let naam: String
  let plaats: String
  let provincie: String
  let draw: Draw
  private let kinds: Set<Opleiding.Kind>
  private let hasBrugjaarOnly: Bool

  /// Locations of 2019 with nothing but brugjaren.
  static let brugOnly = 99

  /// Which kinds of education stand together at how many of the 1,450 locations of 2019.
  private static let mixes: [(kinds: Set<Opleiding.Kind>, vestigingen: Int)] = [
    ("TH", 273), ("H", 259), ("B", 231), ("BT", 167), ("P", 150), ("BTH", 138), ("T", 75),
    ("BH", 13), ("I", 12), ("BP", 10), ("BTHP", 9), ("HI", 5), ("BTP", 5), ("THI", 3), ("BHP", 1),
  ].map { (Set($0.compactMap(Opleiding.Kind.init)), $1) }

  /// Location `index` of a file, at an institution that is that file's.
  init(index: Int, institution: Institution, nummer: Int, root: Draw) {
    draw = root.part(index)
    brin = institution.brin
    self.nummer = nummer
    naam = SchoolNames.name(index, draw.part(1))
    (plaats, provincie) = (institution.plaats, institution.provincie)
    var rest = draw.part(2).below(1450)
    hasBrugjaarOnly = rest < Self.brugOnly
    rest -= Self.brugOnly
    var kinds: Set<Opleiding.Kind> = [.beroepsgericht, .theoretisch, .havoVwo]
    if !hasBrugjaarOnly {
      for mix in Self.mixes {
        kinds = mix.kinds
        rest -= mix.vestigingen
        if rest < 0 { break }
      }
    }
    self.kinds = kinds
  }

  /// Whether it has this programme, in all years.
  func offers(_ opleiding: Opleiding) -> Bool {
    if hasBrugjaarOnly && !opleiding.isBrugjaar { return false }
    return kinds.contains(opleiding.kind)
      && draw.part(100 + opleiding.group).below(opleiding.outOf) < opleiding.vestigingen
  }

  /// Calls `body` with the twelve columns of each programme that has a pupil in `year`.
  func pupils(in year: Int, _ body: (Opleiding, [Int]) -> Void) {
    var columns = [Int](repeating: 0, count: 12)
    for opleiding in Opleiding.all where offers(opleiding) {
      let draw = draw.part(1000 + opleiding.index)
      let size = opleiding.size(at: draw)
      var total = 0
      for column in 0..<12 {
        columns[column] = opleiding.pupils(column, at: size, draw, year: year)
        total += columns[column]
      }
      if total > 0 { body(opleiding, columns) }
    }
  }
}

/// An institution, under a code that DUO does not use: `90AA`–`99ZZ` (real ones end at 3x).
struct Institution {
  let brin: String
  let plaats: String
  let provincie: String

  /// How many codes there are.
  static let most = 10 * 26 * 26

  init(code: Int, root: Draw) {
    precondition(code < Self.most, "institution \(code) has no code")
    let letters = [code / 26 % 26, code % 26].map { UInt8(ascii: "A") + UInt8($0) }
    brin = String(90 + code / 676) + String(decoding: letters, as: UTF8.self)
    (plaats, provincie) = SchoolNames.place(code, root.part(code))
  }
}

/// The locations of a file in the order of their codes, one at a time.
struct Vestigingen: IteratorProtocol {
  private let root: Draw
  private let mean: Int
  private let stride: Int
  private var index = 0
  private var code = 0
  private var institution: Institution
  private var left: Int
  private var nummer = 0

  /// About `count` locations over the codes that there are: 2 an institution, more in a large file.
  init(about count: Int, root: Draw) {
    precondition(count <= 600_000, "there are codes for 600,000 locations, not for \(count)")
    self.root = root
    mean = max(2, count / 6_000 + 1)
    stride = max(1, Institution.most * mean / (count + count / 4 + 20 * mean))
    institution = Institution(code: 0, root: root.part(-1))
    left = Self.size(0, mean, root)
  }

  mutating func next() -> Vestiging? {
    if left == 0 {
      code += stride
      guard code < Institution.most else { return nil }
      institution = Institution(code: code, root: root.part(-1))
      left = Self.size(code, mean, root)
      nummer = 0
    }
    let next = Vestiging(index: index, institution: institution, nummer: nummer, root: root)
    index += 1
    nummer += 1
    left -= 1
    return next
  }

  private static func size(_ code: Int, _ mean: Int, _ root: Draw) -> Int {
    let least = max(1, 2 * mean - 100)
    let most = min(2 * mean - 1, 100)
    return least + root.part(-2).part(code).below(most - least + 1)
  }
}
