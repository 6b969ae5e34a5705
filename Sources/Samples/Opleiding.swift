/// A programme of the pupil file, with how often it occurs and how many pupils it has.
struct Opleiding {
  /// What a location must have to offer it.
  enum Kind: Character {
    case beroepsgericht = "B"
    case theoretisch = "T"
    case havoVwo = "H"
    case praktijkonderwijs = "P"
    case internationaal = "I"

    /// How many of the 1,450 locations of 2019 are of this kind.
    var vestigingen: Int {
      switch self {
      case .beroepsgericht: 574
      case .theoretisch: 670
      case .havoVwo: 701
      case .praktijkonderwijs: 175
      case .internationaal: 20
      }
    }
  }

  let index: Int
  let onderwijstype: String
  let sector: String
  let afdeling: String
  let elementcode: String
  let naam: String
  let kind: Kind
  /// Offered by this many of ``outOf`` locations.
  let vestigingen: Int
  let outOf: Int
  /// 0 for leerjaar 1 - MAN.
  let firstColumn: Int
  /// The mean number of pupils in tenths, from ``firstColumn`` on.
  let tenths: [Int]
  /// Programmes of one group stand or fall together: a location with GL of a profile has its BL.
  let group: Int
  /// Whether a leerjaar is last year's class one leerjaar lower.
  let isCohort: Bool

  var isBrugjaar: Bool { onderwijstype == "Brugjaar 1-2" }

  /// All programmes in the order of a file.
  static let all: [Opleiding] = {
    var all: [Opleiding] = []
    var section: [String] = []
    for line in OpleidingTable.text.split(separator: "\n") {
      if line.hasPrefix("= ") {
        section = line.dropFirst(2).split(separator: ";").map(String.init)
      } else if let opleiding = Opleiding(line, of: section, index: all.count) {
        all.append(opleiding)
      } else {
        preconditionFailure("the table of programmes has a bad line: \(line)")
      }
    }
    return all
  }()

  private init?(_ line: Substring, of section: [String], index: Int) {
    let cells = line.split(separator: ";").map(String.init)
    guard section.count == 3, cells.count == 6, let kind = cells[2].first.flatMap(Kind.init),
      let vestigingen = Int(cells[3]), let leerjaar = Int(cells[4])
    else { return nil }
    self.index = index
    (onderwijstype, sector, afdeling) = (section[0], section[1], section[2])
    (elementcode, naam) = (cells[0], cells[1])
    self.kind = kind
    self.vestigingen = vestigingen
    let isBrugjaar = section[0] == "Brugjaar 1-2"
    outOf = kind.vestigingen + (isBrugjaar ? Vestiging.brugOnly : 0)
    firstColumn = 2 * (leerjaar - 1)
    tenths = cells[5].split(separator: " ").compactMap { Int($0) }
    isCohort = !isBrugjaar && !section[0].contains("VAVO")
    group = Self.group(elementcode, section[0]) ?? 100 + index
  }

  /// The group by the code: 0–9 the profiles of the vmbo, and the profiles of TL, havo and vwo.
  private static func group(_ elementcode: String, _ onderwijstype: String) -> Int? {
    let digits = elementcode.utf8.map { Int($0) - 0x30 }
    if digits.count == 4, digits[0] == 6 { return digits[1] }
    if digits.count == 4, digits[0] == 0, digits[2] == 7 {
      switch onderwijstype {
      case "VMBO TL lj 3-4": return 20
      case "HAVO lj 4-5": return 21
      case "VWO lj 4-6": return 20 + 2 * digits[1]
      default: return nil
      }
    }
    return nil
  }

  /// The pupils of one column (0 is leerjaar 1 - MAN) on 1 October of `year`.
  ///
  /// A new class is the location's size of this programme times the mean, with the year's own chance.
  /// A later leerjaar of a cohort is the class of the year before times the ratio of the means.
  func pupils(_ column: Int, at size: Int, _ draw: Draw, year: Int) -> Int {
    let at = column - firstColumn
    guard tenths.indices.contains(at), tenths[at] > 0 else { return 0 }
    let own = draw.part(year << 4 | column)
    if isCohort, at >= 2, tenths[at - 2] >= 5 {
      let before = pupils(column - 2, at: size, draw, year: year - 1)
      let ratio = (tenths[at] << 16) / tenths[at - 2]
      return (before * ratio + own.fraction) >> 16
    }
    // Sixteen binary places: tenths / 10 · size / meanSize · 65536 = tenths · size / 15.
    let mean = tenths[at] * size / 15
    let chance = 45_875 + ((own.part(0).fraction * 39_322) >> 16)  // 0.7 to 1.3 of 65,536
    return (((mean * chance) >> 16) + own.fraction) >> 16
  }

  /// How large this programme is at a location, in ``Draw/meanSize``: the same in every year.
  func size(at draw: Draw) -> Int { (draw.part(0).size + draw.part(1).size) / 2 }
}
