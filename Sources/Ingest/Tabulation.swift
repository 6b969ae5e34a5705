public import Records

/// Makes the small tables that a region keeps of DUO's national files.
///
/// The locations are those that the region lists, under any of their codes, and every location with
/// a vmbo exam row that an exam file places in one of the region's municipalities. A row's location
/// is the code in the source; the municipality is the exam file's (the pupil file has none).
///
/// Rows that repeat a key in the source (LWOO, leerwerktraject) are added; sums over withheld cells
/// stay intervals, written `a..b`. A pupil row of the source that is zero in all its cells is left
/// out, every other zero is kept: so a location, leerweg and profile that is listed has all its
/// leerjaren and sexes. Rows are sorted by their key; `bron` names the file and its rows.
public struct Tabulation {
  /// The tables in the layouts `duo-tabel-leerlingen` and `duo-tabel-examens`, with findings: of the
  /// rows used, and on which locations the region file and the municipalities disagree.
  ///
  /// - Parameters:
  ///   - files: Paths of pupil and exam files (`duo-leerlingen`, `duo-examenkandidaten`), in any
  ///     order; no two may be about the same period.
  ///   - region: Whose locations and municipalities are taken.
  public static func tables(
    files: [String], region: Region
  ) throws(IngestError) -> (leerlingen: String, examens: String, findings: [Finding]) {
    let readers = try files.map { (path) throws(IngestError) in
      let reader = try SourceReader(path: path)
      let wanted = [Layout.duoLeerlingen.id, Layout.duoExamenkandidaten.id]
      guard wanted.contains(reader.layout.id) else {
        throw .wrongLayout(file: reader.header.name, found: reader.layout.id, expected: wanted)
      }
      return reader
    }
    var work = Tabulation(region: region)
    // Newest last, so that the newest name of a location stands.
    let ordered = readers.sorted {
      ($0.header.provisional?.year ?? 0, $0.header.name)
        < ($1.header.provisional?.year ?? 0, $1.header.name)
    }
    for reader in ordered where reader.layout.id == Layout.duoExamenkandidaten.id {
      try work.place(reader)
    }
    for (index, reader) in ordered.enumerated() { try work.add(reader, index) }
    return (work.leerlingenTable(), work.examensTable(), work.findings + work.coverage())
  }

  private struct Place {
    var school: String
    var gemeente: String
  }

  private struct Entry {
    var counts: [Fact.Measure: Count] = [:]
    var file = ""
    var rows: [Int] = []

    mutating func add(_ fact: Fact, file: String) {
      counts[fact.measure] = (counts[fact.measure] ?? .notApplicable) + fact.count
      self.file = file
      if rows.last != fact.source.row { rows.append(fact.source.row) }
    }

    var bron: String { "\(file) rij \(rows.map(String.init).joined(separator: ","))" }
  }

  private let region: Region
  private var places: [VestigingCode: Place] = [:]
  private var schools: [VestigingCode: String] = [:]
  private var inGemeente: Set<VestigingCode> = []
  private var leerlingen: [[String]: Entry] = [:]
  private var examens: [[String]: Entry] = [:]
  private var readerOfPeriod: [Period: Int] = [:]
  private var names: [String] = []
  private var findings: [Finding] = []

  private init(region: Region) { self.region = region }

  /// Notes where the exam file says that its locations are.
  private mutating func place(_ reader: SourceReader) throws(IngestError) {
    guard let school = reader.fieldNames.firstIndex(of: "school"),
      let gemeente = reader.fieldNames.firstIndex(of: "gemeente")
    else { return }
    do {
      _ = try reader.read { row in
        guard let code = row.facts.first?.vestiging else { return }
        places[code] = Place(school: row.fields[school], gemeente: row.fields[gemeente])
        if Gemeente.matches(row.fields[gemeente], anyOf: region.gemeenten) {
          inGemeente.insert(code)
        }
      }
    } catch { throw error.error }
  }

  private mutating func add(_ reader: SourceReader, _ index: Int) throws(IngestError) {
    names.append(reader.header.name)
    let school = reader.fieldNames.firstIndex(of: "school")
    var used: Set<Int> = []
    var clash: Period?
    let found: [Finding]
    do {
      found = try reader.read { row in
        guard let code = row.facts.first?.vestiging,
          region.vestiging(code) != nil || inGemeente.contains(code)
        else { return }
        used.insert(row.row)
        if let school { schools[code] = row.fields[school] }
        let isZero = row.facts.allSatisfy { $0.count == .exact(0) }
        for fact in row.facts {
          let owner = readerOfPeriod[fact.period] ?? index
          if owner != index { clash = clash ?? fact.period }
          readerOfPeriod[fact.period] = owner
          if fact.measure == .leerlingen {
            if isZero { continue }
            leerlingen[Self.leerlingenKey(fact), default: Entry()].add(
              fact, file: reader.header.name)
          } else {
            examens[Self.examensKey(fact), default: Entry()].add(fact, file: reader.header.name)
          }
        }
      }
    } catch { throw error.error }
    if let clash, let owner = readerOfPeriod[clash] {
      throw .samePeriodTwice(
        file: reader.header.name, other: names[owner], period: "\(clash.kind) \(clash.year)")
    }
    findings += found.filter { $0.row.map(used.contains) ?? true }
  }

  private static func leerlingenKey(_ fact: Fact) -> [String] {
    [
      fact.vestiging.text, fact.leerweg?.rawValue ?? "", fact.profiel?.name ?? "",
      fact.sector?.rawValue ?? "", fact.leerjaar.map(String.init) ?? "", fact.geslacht.rawValue,
      String(fact.period.year),
    ]
  }

  private static func examensKey(_ fact: Fact) -> [String] {
    [
      fact.vestiging.text, fact.leerweg?.rawValue ?? "", fact.lwt ? "ja" : "nee",
      fact.sector?.rawValue ?? "", fact.geslacht.rawValue, String(fact.period.year),
    ]
  }

  private func leerlingenTable() -> String {
    table(.duoTabelLeerlingen, leerlingen) { [Self.text($0.counts[.leerlingen])] }
  }

  private func examensTable() -> String {
    table(.duoTabelExamens, examens) {
      [Self.text($0.counts[.examenkandidaten]), Self.text($0.counts[.geslaagden])]
    }
  }

  /// The key's fields stand in the order of the layout, with school and gemeente after the location.
  private func table(
    _ layout: Layout, _ entries: [[String]: Entry], _ values: (Entry) -> [String]
  ) -> String {
    var text = layout.columns.map(\.name).joined(separator: ";") + "\n"
    for (key, entry) in entries.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let code = VestigingCode(key[0])
      let names = [
        code.flatMap { schools[$0] } ?? "", code.flatMap { places[$0]?.gemeente } ?? "",
      ]
      let fields = [key[0]] + names + key.dropFirst() + values(entry) + [entry.bron]
      text += fields.map(Self.field).joined(separator: ";") + "\n"
    }
    return text
  }

  /// A field of a table, quoted where it must be.
  static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x3B || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D })
    else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// A count as the tables write it.
  static func text(_ count: Count?, none: String = "n.v.t.") -> String {
    switch count {
    case .exact(let number): String(number)
    case .suppressed(1...4): "<5"
    case .suppressed(let bounds): "\(bounds.lowerBound)..\(bounds.upperBound)"
    case .missing: ""
    case .notApplicable, nil: none
    }
  }

  /// Locations that the region file lists and no file has, and the other way round.
  private func coverage() -> [Finding] {
    let listed = region.vestigingen.filter { vestiging in
      ([vestiging.code] + vestiging.alsoKnownAs).allSatisfy { schools[$0] == nil }
    }
    let absent = listed.map { vestiging in
      Finding(
        rule: "vestiging-zonder-gegevens", level: .waarschuwing, file: "",
        value: vestiging.code.text,
        text: Phrase(
          nl: "\(vestiging.name) (\(vestiging.code)) staat in het regiobestand en in geen bestand",
          en: "\(vestiging.name) (\(vestiging.code)) is in the region file and in no file"),
        remedy: Phrase(
          nl: "kijk of de code klopt of de vestiging een andere code had (ook:)",
          en: "see whether the code is right or the location had another code (ook:)"))
    }
    let unlisted = inGemeente.filter { region.vestiging($0) == nil }.sorted().map { code in
      let newest = readerOfPeriod.keys.filter { $0.kind == "examenjaar" }.max()
      let counts = examens.filter {
        $0.key[0] == code.text && $0.key[4] == Geslacht.totaal.rawValue
          && $0.key[5] == newest.map { String($0.year) } ?? ""
      }
      let all = counts.values.map { $0.counts[.examenkandidaten] ?? .notApplicable }.sum()
      let tech = counts.filter { $0.key[3] == Sector.techniek.rawValue && $0.key[1] != "TL" }
        .values.map { $0.counts[.examenkandidaten] ?? .notApplicable }.sum()
      let (name, gemeente) = (places[code]?.school ?? "", places[code]?.gemeente ?? "")
      let year = newest.map { String($0.year) } ?? ""
      return Finding(
        rule: "vestiging-niet-in-regiobestand",
        level: tech.bounds?.upperBound ?? 0 > 0 ? .waarschuwing : .opmerking, file: "",
        value: code.text,
        text: Phrase(
          nl:
            "\(name) (\(code)) in \(gemeente) staat niet in het regiobestand; examenjaar \(year): "
            + "\(Self.text(all, none: "geen")) kandidaten vmbo, "
            + "\(Self.text(tech, none: "geen")) in techniek BB, KB en GL",
          en: "\(name) (\(code)) in \(gemeente) is not in the region file; exam year \(year): "
            + "\(Self.text(all, none: "no")) vmbo candidates, "
            + "\(Self.text(tech, none: "none")) in techniek BB, KB and GL"),
        remedy: Phrase(
          nl: "voeg de vestiging toe, of laat haar weg als zij niet meedoet",
          en: "add the location, or leave it out if it takes no part"))
    }
    return absent + unlisted
  }
}
