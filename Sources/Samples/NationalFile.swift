/// A synthetic file in one of DUO's layouts, at the scale of the Netherlands.
///
/// Schools, names and codes are invented (BRIN `90AA`–`99ZZ`, which DUO does not use); words, headers,
/// number forms and the make-up of the rows are DUO's. The same options give the same bytes on every
/// machine. Files of one seed and extent belong together: leerjaar 4 of a year follows leerjaar 3 of
/// the year before, and the exam candidates are the last leerjaar of the autumn before.
///
///     let file = NationalFile(.leerlingen(year: 2019), generation: .old, seed: 1)
///     let truth = try file.write(to: folder + "/" + file.name)
public struct NationalFile: Hashable, Sendable {
  /// What the file is about.
  public enum Kind: Hashable, Sendable {
    /// Pupils of 1 October `year` per location and programme, by leerjaar and sex.
    case leerlingen(year: Int)
    /// Exam candidates and passed in five exam years, `lastYear` the last.
    case examens(lastYear: Int)
  }

  /// The two generations that DUO's headers and number forms come in.
  public enum Generation: Hashable, Sendable {
    /// Up to 2019 as held: `BRIN NUMMER`, two or six characters of location, `100,0%`, `ONBEKEND`.
    case old
    /// From 2020 (exams) and 2023 (pupils): `INSTELLINGSCODE`, location as a whole number in the
    /// pupil file, decimal point.
    case new
  }

  /// How long the file is.
  public enum Extent: Hashable, Sendable {
    /// So many locations; 1,450 is all of the Netherlands.
    case vestigingen(Int)
    /// The locations that it takes to reach this many bytes; the last location is whole.
    case bytes(Int)
  }

  /// How text becomes bytes.
  public enum Encoding: Hashable, Sendable {
    /// With bytes 0x80–0x9F in the names.
    case windows1252
    /// Without a byte order mark.
    case utf8
  }

  /// How small numbers are protected.
  public enum Suppression: Hashable, Sendable {
    /// All numbers are printed.
    case none
    /// 1 to 4 are printed as `<5`, in totals too.
    case lessThanFive
  }

  /// Which fields stand in quotes.
  public enum Quoting: Hashable, Sendable {
    /// None; names are written without delimiters and quotes.
    case never
    /// Those with a delimiter or a quote.
    case needed
    /// All, headers and numbers too.
    case all
  }

  /// What stands between fields.
  public enum Delimiter: UInt8, Hashable, Sendable {
    /// `;`, of duo.nl.
    case semicolon = 0x3B
    /// `,`, of CKAN; not together with ``Quoting/never``.
    case comma = 0x2C
  }

  /// What ends a row.
  public enum LineEnd: Hashable, Sendable {
    /// `\n`.
    case lf
    /// `\r\n`.
    case crlf
  }

  /// What the file is about, and its year.
  public var kind: Kind
  /// Which headers and number forms.
  public var generation: Generation
  /// Everything that is drawn follows from this.
  public var seed: UInt64
  /// How long the file is.
  public var extent: Extent
  /// How text becomes bytes.
  public var encoding: Encoding
  /// How small numbers are protected.
  public var suppression: Suppression
  /// Which fields stand in quotes.
  public var quoting: Quoting
  /// What stands between fields.
  public var delimiter: Delimiter
  /// What ends a row.
  public var lineEnd: LineEnd

  /// A file as DUO writes it in this generation; every convention can be changed afterwards.
  ///
  /// Old: windows-1252, `\n`, nothing withheld, quotes where needed. New: UTF-8, `\r\n`, `<5`,
  /// quotes around everything.
  public init(
    _ kind: Kind, generation: Generation, seed: UInt64, extent: Extent = .vestigingen(1_450)
  ) {
    self.kind = kind
    self.generation = generation
    self.seed = seed
    self.extent = extent
    let isOld = generation == .old
    encoding = isOld ? .windows1252 : .utf8
    suppression = isOld ? .none : .lessThanFive
    quoting = isOld ? .needed : .all
    delimiter = .semicolon
    lineEnd = isOld ? .lf : .crlf
  }

  /// The name that DUO gives such a file.
  public var name: String {
    switch kind {
    case .leerlingen(let year): "01.-leerlingen-vo-per-vestiging-naar-onderwijstype-\(year).csv"
    case .examens(let last): "examenkandidaten-en-geslaagden-\(last - 5)-\(last).csv"
    }
  }

  /// The headers in the order of the file.
  public var headers: [String] {
    let isOld = generation == .old
    switch kind {
    case .leerlingen:
      return [
        isOld ? "BRIN NUMMER" : "INSTELLINGSCODE", "VESTIGINGSNUMMER", "INSTELLINGSNAAM VESTIGING",
        "PLAATSNAAM VESTIGING", "PROVINCIE VESTIGING",
        "ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR", "VMBO SECTOR", "AFDELING", "ELEMENTCODE",
        "OPLEIDINGSNAAM",
      ] + countColumns
    case .examens:
      return [
        isOld ? "BRIN NUMMER" : "INSTELLINGSCODE", isOld ? "VESTIGINGSNUMMER" : "VESTIGINGSCODE",
        "INSTELLINGSNAAM VESTIGING", "GEMEENTENAAM", "ONDERWIJSTYPE VO", "INSPECTIECODE",
        "OPLEIDINGSNAAM",
      ]
        + examYears.flatMap { year in
          sexes.flatMap { sex in
            ["EXAMENKANDIDATEN", "GESLAAGDEN", "SLAAGPERC"].map {
              "\($0) SCHOOLJAAR \(year - 1)-\(year) - \(sex)"
            }
          }
        }
    }
  }

  /// The headers of the columns of counts, in the order of the file.
  public var countColumns: [String] {
    switch kind {
    case .leerlingen:
      (1...6).flatMap { leerjaar in
        ["MAN", "VROUW"].map { "LEER- OF VERBLIJFSJAAR \(leerjaar) - \($0)" }
      }
    case .examens:
      headers.dropFirst(7).filter { !$0.hasPrefix("SLAAGPERC") }
    }
  }

  /// The five exam years; empty for a pupil file.
  var examYears: [Int] {
    if case .examens(let last) = kind { Array(last - 4...last) } else { [] }
  }

  /// The sexes of the exam columns.
  var sexes: [String] {
    generation == .old ? ["MAN", "VROUW", "ONBEKEND", "TOTAAL"] : ["MAN", "VROUW", "TOTAAL"]
  }
}
