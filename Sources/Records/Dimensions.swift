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
  /// A school year, by the calendar year in which it begins; `schooljaar(2022)` is 2022/23.
  case schooljaar(Int)
  /// A quarter of a calendar year, 1–4.
  case kwartaal(Int, Int)
  /// A month of a calendar year, 1–12.
  case maand(Int, Int)

  /// The calendar year in the name of the period.
  public var year: Int {
    switch self {
    case .peildatum(let year), .examenjaar(let year), .jaar(let year), .schooljaar(let year),
      .kwartaal(let year, _), .maand(let year, _):
      year
    }
  }

  /// The kind of moment, as stored: `peildatum`, `examenjaar`, `jaar`, `schooljaar`, `kwartaal 1` …
  /// `kwartaal 4`, `maand 1` … `maand 12`.
  public var kind: String {
    switch self {
    case .peildatum: "peildatum"
    case .examenjaar: "examenjaar"
    case .jaar: "jaar"
    case .schooljaar: "schooljaar"
    case .kwartaal(_, let quarter): "kwartaal \(quarter)"
    case .maand(_, let month): "maand \(month)"
    }
  }

  /// The period of this kind and year; nil for an unknown kind.
  public init?(kind: String, year: Int) {
    switch kind {
    case "peildatum": self = .peildatum(year)
    case "examenjaar": self = .examenjaar(year)
    case "jaar": self = .jaar(year)
    case "schooljaar": self = .schooljaar(year)
    default:
      let words = kind.split(separator: " ")
      guard words.count == 2, let part = Int(words[1]), String(part) == words[1] else {
        return nil
      }
      switch words[0] {
      case "kwartaal" where (1...4).contains(part): self = .kwartaal(year, part)
      case "maand" where (1...12).contains(part): self = .maand(year, part)
      default: return nil
      }
    }
  }

  /// By year; months and quarters in their order; else kinds of the same year by name.
  public static func < (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.maand(let a, let m), .maand(let b, let n)): (a, m) < (b, n)
    default: (left.year, left.kind) < (right.year, right.kind)
    }
  }
}
