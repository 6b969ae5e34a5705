import Crosswalks
import Records

/// The words of DUO's files and what they stand for: tables, never guesses.
enum Vocabulary {
  /// Whether a cell says that there is nothing to say.
  static func isBlank(_ text: String) -> Bool {
    text.isEmpty || text.lowercased() == "n.v.t."
  }

  /// The profile of an *afdeling*, by full name or by code; nil for none. A name that the table of
  /// afdelingen does not have (a vakmanschapsroute, or `BP`, of which DUO says nothing) stays under its
  /// own name, and so does a department from before 2016: its pupils did another exam.
  static func profiel(_ afdeling: String) -> Profiel? {
    if isBlank(afdeling) { return nil }
    return Profielen.profielOfToday(afdeling: afdeling) ?? Profiel(afdeling)
  }

  /// Whether an *afdeling* of a vmbo row is a name that DUO writes, or one of the routes of a sector.
  /// A cell with nothing in it is none: DUO writes `N.v.t.`.
  static func isKnownAfdeling(_ afdeling: String) -> Bool {
    let name = afdeling.lowercased()
    return name == "n.v.t." || routes.contains(name) || Profielen.profiel(afdeling: afdeling) != nil
  }

  /// The known name that needs the fewest letters changed to become this one, if those are few enough
  /// for a slip; nil if none is.
  static func likelyAfdeling(_ afdeling: String) -> String? {
    let nearest = nearest(to: afdeling, in: afdelingen + routes)
    let most = min(3, nearest.count / 3)
    return !nearest.isEmpty && editDistance(afdeling, nearest) <= most ? nearest : nil
  }

  private static let afdelingen = Profielen.fullNames.map { $0.lowercased() }.sorted()

  /// The routes in DUO's pupil file of 2019.
  private static let routes: [String] = ["vakmanschapsroute", "beroepsroute"].flatMap { route in
    ["techniek", "economie", "zorg en welzijn", "landbouw"].map { "\(route) \($0)" }
  }

  /// The profile of a short name, in either case; nil for any other.
  static func shortProfiel(_ name: String) -> Profiel? {
    Profiel.all.first { $0.name.lowercased() == name.lowercased() }
  }

  /// What a type of education of the pupil files is about: no leerweg in the *brugjaren*.
  struct Onderwijstype: Equatable {
    let leerweg: Leerweg?
    let leerjaren: ClosedRange<Int>
  }

  /// The type of this name; nil for one that gives no facts.
  static func onderwijstype(_ name: String) -> Onderwijstype? {
    switch name.lowercased() {
    case "brugjaar 1-2": Onderwijstype(leerweg: nil, leerjaren: 1...2)
    case "vmbo bl lj 3-4": Onderwijstype(leerweg: .bb, leerjaren: 3...4)
    case "vmbo kl lj 3-4": Onderwijstype(leerweg: .kb, leerjaren: 3...4)
    case "vmbo gl lj 3-4": Onderwijstype(leerweg: .gl, leerjaren: 3...4)
    case "vmbo tl lj 3-4": Onderwijstype(leerweg: .tl, leerjaren: 3...4)
    default: nil
    }
  }

  /// Whether the type is known and gives no facts: not vmbo, or without a leerweg.
  static func isTypeWithoutFacts(_ name: String) -> Bool {
    [
      "havo", "vwo", "praktijkonderwijs", "vmbo uitbest. aan vavo", "int. bac", "engelse stroom",
      "european secondary school",
    ].contains { name.lowercased().hasPrefix($0) }
  }

  /// The sector of its name in a pupil or exam file.
  static func sector(_ name: String) -> Sector? {
    switch name.lowercased() {
    case "techniek": .techniek
    case "economie": .economie
    case "zorg en welzijn", "zorg & welzijn": .zorgEnWelzijn
    case "landbouw": .landbouw
    case "intersectoraal", "intersect. programma", "intersectoraal programma": .intersectoraal
    default: nil
    }
  }

  /// The leerweg of its letters: BB, BL or B and so on.
  static func leerweg(_ letters: String) -> Leerweg? {
    switch letters.uppercased() {
    case "BB", "BL", "B": .bb
    case "KB", "KL", "K": .kb
    case "GL", "G": .gl
    case "TL", "T": .tl
    default: nil
    }
  }

  /// What an exam programme is: `VMBO K - techniek`, `VMBO LWT - zorg & welzijn`, `VMBO T`.
  struct Examen: Equatable {
    let leerweg: Leerweg
    let lwt: Bool
    let sector: Sector
  }

  /// The parts of the name of a vmbo exam programme; nil for any other name.
  static func examen(_ name: String) -> Examen? {
    let words = name.split(separator: " ", maxSplits: 3).map(String.init)
    guard words.count == 2 || words.count == 4, words[0].uppercased() == "VMBO" else { return nil }
    let lwt = words[1].uppercased() == "LWT"
    guard let leerweg = lwt ? .bb : leerweg(words[1]) else { return nil }
    if words.count == 2 {
      return leerweg == .tl ? Examen(leerweg: .tl, lwt: false, sector: .onverdeeld) : nil
    }
    guard words[2] == "-", let sector = sector(words[3]) else { return nil }
    return Examen(leerweg: leerweg, lwt: lwt, sector: sector)
  }
}
