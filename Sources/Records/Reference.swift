/// A statement without a number that other figures need: where a location is, what became of it,
/// what it may teach.
public enum Reference: Hashable, Sendable {
  case adres(VestigingAdres)
  case overgang(Overgang)
  case licentie(Licentie)
}

/// Where a location is, as DUO's address file has it. A part that the file does not have is empty.
public struct VestigingAdres: Hashable, Sendable {
  /// The location.
  public var vestiging: VestigingCode
  /// Its name.
  public var naam: String
  /// Six characters without a blank, such as `3811AB`.
  public var postcode: String
  /// The place, in capitals as DUO writes it.
  public var plaats: String
  /// Four digits.
  public var gemeente: String
  /// The municipality's name.
  public var gemeentenaam: String
  /// The province's name.
  public var provincie: String
  /// The board's number.
  public var bestuur: String
  /// Two digits.
  public var rmc: String
  /// The RMC region's name.
  public var rmcNaam: String
  /// What it teaches, such as `VBO/MAVO/HAVO/VWO`.
  public var structuur: String
  /// The row it stands in; the column is that of the location.
  public var source: SourceCell

  /// A location with its place.
  public init(
    vestiging: VestigingCode, naam: String, postcode: String, plaats: String, gemeente: String,
    gemeentenaam: String, provincie: String, bestuur: String, rmc: String, rmcNaam: String,
    structuur: String, source: SourceCell
  ) {
    self.vestiging = vestiging
    self.naam = naam
    self.postcode = postcode
    self.plaats = plaats
    self.gemeente = gemeente
    self.gemeentenaam = gemeentenaam
    self.provincie = provincie
    self.bestuur = bestuur
    self.rmc = rmc
    self.rmcNaam = rmcNaam
    self.structuur = structuur
    self.source = source
  }
}

/// One succession of DUO's file of overgangen: on a day, one administration went over into another.
public struct Overgang: Hashable, Sendable {
  /// The code before: a board (5), an institution (4) or a location (6 characters).
  public var van: String
  /// The code after; the same length, or empty where nothing came after.
  public var naar: String
  /// `B` board, `U` institution, `D` location, or another letter as DUO writes it.
  public var functie: String
  /// The day, as `2024-08-01`.
  public var datum: String
  /// `Fusie`, `Overdracht`, `Splitsing`, or another word as DUO writes it.
  public var soort: String
  /// Whether all of it went over.
  public var volledig: Bool
  /// The row it stands in; the column is that of the code before.
  public var source: SourceCell

  /// A succession with its day.
  public init(
    van: String, naar: String, functie: String, datum: String, soort: String, volledig: Bool,
    source: SourceCell
  ) {
    self.van = van
    self.naar = naar
    self.functie = functie
    self.datum = datum
    self.soort = soort
    self.volledig = volledig
    self.source = source
  }
}

/// A licence of a location to offer a programme.
public struct Licentie: Hashable, Sendable {
  /// The location.
  public var vestiging: VestigingCode
  /// The programme's code; in the vmbo the elementcode.
  public var opleiding: String
  /// The first day, as `2016-08-01`; empty where the source gives none.
  public var begin: String
  /// The last day; empty while it holds.
  public var eind: String
  /// The row it stands in; the column is that of the programme.
  public var source: SourceCell

  /// A licence with its term.
  public init(
    vestiging: VestigingCode, opleiding: String, begin: String, eind: String, source: SourceCell
  ) {
    self.vestiging = vestiging
    self.opleiding = opleiding
    self.begin = begin
    self.eind = eind
    self.source = source
  }
}
