public import Records

/// What the checks over files, years and editions look at: facts in a compact form, and what files
/// call their locations. A million facts take about 50 MB.
public struct CheckInput: Sendable {
  /// Facts of one file, period and leerjaar.
  struct Slice: Hashable, Sendable {
    let file: Int
    let measure: Fact.Measure
    let period: Period
    /// 0 where the source takes leerjaren together.
    let leerjaar: Int
  }

  /// The bounds of one cell, or of the sum of those that share a key, and the first row.
  struct Cell: Sendable {
    var low: Int32
    var high: Int32
    var row: Int32

    fileprivate mutating func add(_ bounds: ClosedRange<Int>, row: Int) {
      low = Int32(clamping: Int(low) + bounds.lowerBound)
      high = Int32(clamping: Int(high) + bounds.upperBound)
      self.row = min(self.row, Int32(clamping: row))
    }
  }

  let files: [SourceFile]
  private(set) var slices: [Slice: [UInt64: Cell]] = [:]
  private(set) var vestigingen: [VestigingCode] = []
  private(set) var names: [VestigingName] = []
  /// By file and the layout's own name of a column: what the file calls it.
  private(set) var headers: [Int: [String: String]] = [:]
  private let fileOfHash: [String: Int]
  private var indexOfVestiging: [VestigingCode: Int] = [:]
  private var indexOfProfiel: [String: Int] = [:]
  private(set) var profielen: [Profiel] = []
  private var lastVestiging: (code: VestigingCode, index: Int)?
  private var lastFile: (hash: String, index: Int)?

  /// - Parameter files: The newest editions of the files whose facts will be added, in the order in
  ///   which findings are to come. Facts of other files are passed over.
  public init(files: [SourceFile]) {
    self.files = files
    fileOfHash = Dictionary(
      files.enumerated().map { ($1.sha256, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Takes a fact; in any order.
  public mutating func add(_ fact: Fact) {
    guard let file = index(ofFile: fact.source.file), let bounds = fact.count.bounds else { return }
    let slice = Slice(
      file: file, measure: fact.measure, period: fact.period, leerjaar: fact.leerjaar ?? 0)
    let key = Key.make(
      vestiging: index(of: fact.vestiging), leerweg: fact.leerweg, sector: fact.sector,
      profiel: index(of: fact.profiel), geslacht: fact.geslacht, lwt: fact.lwt)
    slices[slice, default: [:]][key, default: Cell(low: 0, high: 0, row: .max)]
      .add(bounds, row: fact.source.row)
  }

  /// Takes what a file calls its locations, as ``FileCheck/names`` gives it.
  public mutating func add(_ names: [VestigingName]) { self.names += names }

  /// Takes what a file calls its columns, so that findings speak of them by that name.
  ///
  /// - Parameters:
  ///   - headers: As ``SourceReader/headers`` gives them.
  ///   - names: The layout's own names, as ``SourceReader/fieldNames`` gives them.
  ///   - file: Of which file; another than those of ``init(files:)`` is passed over.
  public mutating func add(headers: [String], names: [String], of file: SourceFile) {
    guard let index = index(ofFile: file.sha256) else { return }
    self.headers[index] = Dictionary(
      zip(names, headers), uniquingKeysWith: { first, _ in first })
  }

  /// Takes an address of DUO's file.
  ///
  /// - Parameters:
  ///   - adres: Where a location is.
  ///   - file: The name of the file that it stands in.
  public mutating func add(_ adres: VestigingAdres, file: String) {
    names.append(
      VestigingName(
        file: file, vestiging: adres.vestiging, naam: adres.naam, plaats: adres.plaats,
        gemeente: adres.gemeentenaam, row: adres.source.row))
  }

  private mutating func index(ofFile hash: String) -> Int? {
    if let lastFile, lastFile.hash == hash { return lastFile.index }
    guard let index = fileOfHash[hash] else { return nil }
    lastFile = (hash, index)
    return index
  }

  private mutating func index(of code: VestigingCode) -> Int {
    if let lastVestiging, lastVestiging.code == code { return lastVestiging.index }
    let index = indexOfVestiging[code] ?? vestigingen.count
    if index == vestigingen.count {
      vestigingen.append(code)
      indexOfVestiging[code] = index
    }
    lastVestiging = (code, index)
    return index
  }

  private mutating func index(of profiel: Profiel?) -> Int {
    guard let profiel else { return 0 }
    if let index = indexOfProfiel[profiel.name] { return index }
    profielen.append(profiel)
    indexOfProfiel[profiel.name] = profielen.count
    return profielen.count
  }

  /// The dimensions of a cell in one number: vestiging 20 bits, leerweg 3, sector 3, profile 12, sex
  /// 2, LWT 1.
  enum Key {
    static func make(
      vestiging: Int, leerweg: Leerweg?, sector: Sector?, profiel: Int, geslacht: Geslacht,
      lwt: Bool
    ) -> UInt64 {
      var key = UInt64(vestiging)
      key = key << 3 | UInt64(leerwegIndex(leerweg))
      key = key << 3 | UInt64(sectorIndex(sector))
      key = key << 12 | UInt64(min(profiel, 4095))
      key = key << 2 | UInt64(sexIndex(geslacht))
      return key << 1 | (lwt ? 1 : 0)
    }

    static func vestiging(_ key: UInt64) -> Int { Int(key >> 21) }
    static func leerweg(_ key: UInt64) -> Int { Int(key >> 18 & 7) }
    static func sector(_ key: UInt64) -> Int { Int(key >> 15 & 7) }
    static func profiel(_ key: UInt64) -> Int { Int(key >> 3 & 4095) }
    static func sex(_ key: UInt64) -> Int { Int(key >> 1 & 3) }

    /// 0 for none, then BB, KB, GL, TL.
    static func leerwegIndex(_ leerweg: Leerweg?) -> Int {
      switch leerweg {
      case nil: 0
      case .bb: 1
      case .kb: 2
      case .gl: 3
      case .tl: 4
      }
    }

    static func sectorIndex(_ sector: Sector?) -> Int {
      switch sector {
      case nil: 0
      case .techniek: 1
      case .economie: 2
      case .zorgEnWelzijn: 3
      case .landbouw: 4
      case .intersectoraal: 5
      case .onverdeeld: 6
      }
    }

    static func sexIndex(_ geslacht: Geslacht) -> Int {
      switch geslacht {
      case .man: 0
      case .vrouw: 1
      case .onbekend: 2
      case .totaal: 3
      }
    }
  }
}
