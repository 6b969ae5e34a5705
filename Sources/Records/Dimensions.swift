/// A *leerweg* of the vmbo. LWT and LWOO are marks on a leerweg, not leerwegen of their own.
public enum Leerweg: String, Hashable, Sendable, Codable, CaseIterable {
  /// Basisberoepsgerichte leerweg; files also write BL and B.
  case bb = "BB"
  /// Kaderberoepsgerichte leerweg; files also write KL and K.
  case kb = "KB"
  /// Gemengde leerweg; files also write G.
  case gl = "GL"
  /// Theoretische leerweg; files also write T.
  case tl = "TL"

  /// The leerwegen in which a profile is taught: BB, KB and GL.
  public static let beroepsgericht: [Leerweg] = [.bb, .kb, .gl]
}

/// The sector by which exam files group the profiles.
///
/// Sector is not a function of profile: D&P is counted under economie from exam year 2018.
public enum Sector: String, Hashable, Sendable, Codable, CaseIterable {
  /// The five technical profiles.
  case techniek
  /// E&O and HBR; from exam year 2018 also D&P.
  case economie
  /// Z&W.
  case zorgEnWelzijn = "zorg en welzijn"
  /// Groen.
  case landbouw
  /// D&P and its predecessors, up to exam year 2017.
  case intersectoraal
  /// VMBO T before exam year 2019, which DUO did not split by sector.
  case onverdeeld
}

/// How a source splits pupils by sex.
public enum Geslacht: String, Hashable, Sendable, Codable, CaseIterable {
  case man
  case vrouw
  /// Printed by the older exam files only.
  case onbekend
  /// The source's own total, which is not always the sum of printed parts.
  case totaal
}

/// The moment a count is about.
public enum Period: Hashable, Sendable, Comparable, Codable {
  /// 1 October of this year; `peildatum(2019)` lies in school year 2019/20.
  case peildatum(Int)
  /// The exams at the end of a school year; `examenjaar(2019)` is school year 2018-2019.
  case examenjaar(Int)
  /// A calendar year, for figures that are about neither.
  case jaar(Int)

  /// The calendar year in the name of the period.
  public var year: Int {
    switch self {
    case .peildatum(let year), .examenjaar(let year), .jaar(let year): year
    }
  }

  /// `peildatum`, `examenjaar` or `jaar`: the kind of moment, as stored.
  public var kind: String {
    switch self {
    case .peildatum: "peildatum"
    case .examenjaar: "examenjaar"
    case .jaar: "jaar"
    }
  }

  /// The period of this kind and year; nil for an unknown kind.
  public init?(kind: String, year: Int) {
    switch kind {
    case "peildatum": self = .peildatum(year)
    case "examenjaar": self = .examenjaar(year)
    case "jaar": self = .jaar(year)
    default: return nil
    }
  }

  /// By year; kinds of the same year by name.
  public static func < (left: Self, right: Self) -> Bool {
    (left.year, left.kind) < (right.year, right.kind)
  }
}
