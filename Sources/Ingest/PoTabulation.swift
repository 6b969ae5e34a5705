public import Records

/// Makes the small table of primary pupils by home municipality and age that a region keeps of DUO's files
/// by postcode and age.
///
/// DUO publishes a file for each municipality with schools; a child counts where it lives. A municipality of
/// the region for which no file with its own schools was given is left out and reported: the few of its
/// children who go to school next door are no count of its children.
///
/// Sums from 1 to 4 are written `<5`, sums over withheld cells `a..b`; the table has no totals that give
/// them back. A kind of school that a municipality has holds the ages 4 to 13, also where nobody is of
/// that age, and others where somebody is. Rows stand in the order of municipality, kind, year and age.
public struct PoTabulation {
  /// The layout of DUO's file that this reads.
  public static let source = Layout.duoLeerlingenPoPostcode.id

  /// The layout of the table that this makes.
  public static let made = Layout.duoTabelPoLeeftijd.id

  /// The table in the layout `duo-tabel-po-leeftijd`, with findings.
  ///
  /// - Parameters:
  ///   - files: Paths of files in the layout `duo-leerlingen-po-postcode`, in any order; no two with
  ///     schools of one municipality in one year.
  ///   - region: Whose municipalities are taken.
  /// - Returns: The table, a header alone where no child lives in the region; and findings.
  /// - Throws: ``IngestError``.
  public static func table(
    files: [String], region: Region
  ) throws(IngestError) -> (text: String, findings: [Finding]) {
    var work = PoTabulation(region: region)
    var readers: [SourceReader] = []
    for path in files {
      let reader = try SourceReader(path: path)
      guard reader.layout.id == source else {
        throw .wrongLayout(
          file: reader.header.name, found: reader.layout.id, expected: [source])
      }
      readers.append(reader)
    }
    for reader in readers.sorted(by: { $0.header.name < $1.header.name }) { try work.add(reader) }
    return (work.text(), work.coverage())
  }

  private struct Key: Hashable {
    let gemeente: String
    let soort: String
    let year: Int
    let leeftijd: String
  }

  private struct Home: Hashable {
    let gemeente: String
    let year: Int
  }

  private struct Sources {
    var schoolgemeenten: Set<String> = []
    var files: Set<String> = []
  }

  private static let always = (4...13).map(String.init)

  private let region: Region
  private var counts: [Key: Count] = [:]
  private var sources: [Home: Sources] = [:]
  /// Which file holds the schools of a municipality in a year.
  private var owners: [Home: String] = [:]
  private var years: Set<Int> = []

  private init(region: Region) { self.region = region }

  private mutating func add(_ reader: SourceReader) throws(IngestError) {
    let names = reader.fieldNames
    guard let school = names.firstIndex(of: "gemeente"),
      let home = names.firstIndex(of: "gemeente leerling"),
      let soort = names.firstIndex(of: "soort po")
    else { return }
    let file = reader.header.name
    var clash: (Home, String)?
    do {
      _ = try reader.read { row in
        guard let year = row.observations.first?.period.year else { return }
        years.insert(year)
        let owner = Home(gemeente: row.fields[school], year: year)
        if let other = owners[owner], other != file { clash = clash ?? (owner, other) }
        owners[owner] = file
        guard
          let gemeente = region.gemeenten.first(where: {
            Gemeente.matches(row.fields[home], anyOf: [$0])
          })
        else { return }
        let place = Home(gemeente: gemeente, year: year)
        sources[place, default: Sources()].schoolgemeenten.insert(row.fields[school])
        sources[place, default: Sources()].files.insert(file)
        for one in row.observations {
          guard let age = one[dimension: "leeftijd"], age != "totaal",
            case .count(let count) = one.value
          else { continue }
          let key = Key(
            gemeente: gemeente, soort: row.fields[soort], year: year, leeftijd: age)
          counts[key] = (counts[key] ?? .notApplicable) + count
        }
      }
    } catch { throw error.error }
    if let (owner, other) = clash {
      throw .samePeriodTwice(
        file: file, other: other, period: "peildatum \(owner.year), \(owner.gemeente)")
    }
  }

  /// Whether the schools of a municipality of the region are in a file of the year.
  private func hasSchools(_ gemeente: String, _ year: Int) -> Bool {
    owners.keys.contains {
      $0.year == year && Gemeente.matches($0.gemeente, anyOf: [gemeente])
    }
  }

  private func text() -> String {
    var text = Layout.duoTabelPoLeeftijd.columns.map(\.name).joined(separator: ";") + "\n"
    let kept = counts.filter { key, count in
      hasSchools(key.gemeente, key.year)
        && (Self.always.contains(key.leeftijd) || count != .exact(0))
    }
    let ordered = kept.sorted { left, right in
      (left.key.gemeente, left.key.soort, left.key.year, Self.order(left.key.leeftijd))
        < (right.key.gemeente, right.key.soort, right.key.year, Self.order(right.key.leeftijd))
    }
    for (key, count) in ordered {
      let home = sources[Home(gemeente: key.gemeente, year: key.year)] ?? Sources()
      let fields = [
        key.gemeente, key.soort, key.leeftijd, String(key.year), Self.text(count),
        home.schoolgemeenten.sorted().joined(separator: ", "),
        home.files.sorted().joined(separator: ", "),
      ]
      text += fields.map(Tabulation.field).joined(separator: ";") + "\n"
    }
    return text
  }

  /// `jonger` before all ages, `ouder` after them.
  private static func order(_ age: String) -> Int { Int(age) ?? (age == "jonger" ? -1 : 1000) }

  private static func text(_ count: Count) -> String {
    if case .exact(1...4) = count { return "<5" }
    return Tabulation.text(count)
  }

  /// The municipalities of the region without a file of their schools, year by year.
  private func coverage() -> [Finding] {
    years.sorted().flatMap { year in
      region.gemeenten.filter { !hasSchools($0, year) }.map { gemeente in
        Finding(
          rule: "po-gemeente-ontbreekt", level: .waarschuwing, file: "", value: gemeente,
          text: Phrase(
            nl: "geen bestand van \(year) heeft de basisscholen van \(gemeente): haar kinderen "
              + "staan niet in de tabel",
            en: "no file of \(year) has the primary schools of \(gemeente): its children are not "
              + "in the table"),
          remedy: Phrase(
            nl: "geef ook DUO’s bestand leerlingen po van \(gemeente)",
            en: "give DUO's file of pupils po of \(gemeente) too"))
      }
    }
  }
}
