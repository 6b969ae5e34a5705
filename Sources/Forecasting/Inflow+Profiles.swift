public import Models
public import Records

extension Inflow {
  /// The entrants by technical profile.
  public struct Profiles: Sendable {
    /// What a location's profiles were counted in.
    public enum Count: Hashable, Sendable {
      /// DUO's pupils of leerjaar 3 on 1 October of a year.
      case leerjaar3(Int)
      /// The region's own statement of leerjaar 3 and 4 together.
      case opgave(Int)
      /// DUO's exam candidates by profile in an exam year, who entered two years before, and the total
      /// of the sector that DUO publishes beside them.
      case examens(Int)

      /// Whether it is of exam candidates.
      public var isExams: Bool {
        if case .examens = self { true } else { false }
      }

      /// The year of entry that it is about.
      public var entry: Int {
        switch self {
        case .leerjaar3(let year), .opgave(let year): year
        case .examens(let year): year - 2
        }
      }
    }

    /// In printing order.
    public let profielen: [Profiel]
    /// What each location's profiles were counted in, in the order of the inflow's locations; nil where no
    /// file has them.
    public let counts: [Count?]
    /// How the entrants spread.
    public let split: CategorySplit
    /// Simulated futures by profile, that add up to those of the inflow path by path; categories in the
    /// order of ``profielen``.
    public let paths: CategoryPaths

    /// ν and σ: how far a year's choice differs, and how far it wanders in a year, on the logarithmic scale.
    public var spreads: (year: Double, walk: Double) {
      (split.options.yearSpread, split.options.walkSpread)
    }
  }

  /// A year of one profile, at one location or all.
  public struct ProfileRow: Hashable, Sendable {
    /// Nil for all locations together.
    public let vestiging: Region.Vestiging?
    /// Nil for entrants of a location of which no file has profiles.
    public let profiel: Profiel?
    /// The 1 October on which they enter leerjaar 3.
    public let period: Period
    /// The mean of the entrants; those of the profiles of a location sum to that of the location.
    public let mean: Double
    /// Their distribution.
    public let outlook: Outlook
  }

  /// By profile, all locations together and then each; a profile that a location does not have is left out.
  public var profileRows: [ProfileRow] {
    let categories = profiles.profielen.map(Optional.some) + [nil]
    let parts = [Int?.none] + vestigingen.indices.map(Optional.some)
    return parts.flatMap { location in
      categories.indices.filter { isOffered($0, at: location) }.flatMap { category in
        years.map { year in
          let entrants = profiles.paths.total(
            category: category, locations: location.map { [$0] }, year: year)
          return ProfileRow(
            vestiging: location.map { vestigingen[$0] }, profiel: categories[category],
            period: .peildatum(year),
            mean: (location.map { [$0] } ?? Array(vestigingen.indices)).reduce(0) {
              $0 + profileMean(category, at: $1, year: year)
            }, outlook: Self.outlook(entrants, year: year))
        }
      }
    }
  }

  /// The location's mean times the part of its simulated entrants.
  private func profileMean(_ category: Int, at location: Int, year: Int) -> Double {
    let all = paths.total([location], year: year).reduce(0, +)
    guard all > 0, let means = try? forecast.mean(year) else { return 0 }
    let own = profiles.paths.total(category: category, locations: [location], year: year)
    return means[location] * Double(own.reduce(0, +)) / Double(all)
  }

  private func isOffered(_ category: Int, at location: Int?) -> Bool {
    guard let location else {
      return vestigingen.indices.contains { isOffered(category, at: $0) }
    }
    guard forecast.open.contains(location) else { return false }
    return category == profiles.profielen.count
      ? profiles.counts[location] == nil : profiles.split.offered(location).contains(category)
  }

  /// The entrants by profile, from the newest count by profile that each location has.
  static func profiles(
    _ data: RegionData, _ vestigingen: [Region.Vestiging], paths: EntrantPaths, seed: UInt64,
    findings: inout [Finding]
  ) throws(ForecastError) -> Profiles {
    var tables: [ProfileTable?] = []
    for vestiging in vestigingen { tables.append(ProfileTable(data, vestiging)) }
    let profielen = Set(tables.compactMap { $0?.profielen }.joined()).sorted()
    var bases: [CategorySplit.Base?] = []
    for (table, vestiging) in zip(tables, vestigingen) {
      guard let table else {
        bases.append(nil)
        findings.append(withoutProfiles(vestiging))
        continue
      }
      let made = table.base(profielen)
      guard let base = made.base else { throw .source(.profiles(vestiging: vestiging.name)) }
      if made.isContradicted { findings.append(contradicted(vestiging, table.count)) }
      bases.append(base)
    }
    let split: CategorySplit
    do {
      split = try CategorySplit(categories: max(1, profielen.count), bases: bases)
    } catch {
      throw .inflow(error)
    }
    do {
      return Profiles(
        profielen: profielen, counts: tables.map { $0?.count }, split: split,
        paths: try split.split(paths, seed: seed))
    } catch {
      throw .source(.profiles(vestiging: vestigingen.map(\.name).joined(separator: ", ")))
    }
  }

  private static func withoutProfiles(_ vestiging: Region.Vestiging) -> Finding {
    Finding(
      rule: "instroom-zonder-profielen", level: .waarschuwing, file: "",
      value: vestiging.code.text,
      text: Phrase(
        nl:
          "van \(vestiging.name) telt geen bestand leerlingen per profiel: haar instroom staat onder "
          + "“onbekend”",
        en: "no file counts the pupils of \(vestiging.name) by profile: its inflow stands under "
          + "“unknown”"),
      remedy: Phrase(
        nl: "voeg DUO’s leerlingenbestand (doorstroom tabulate) of geslaagden per profiel toe",
        en: "add DUO's pupil file (doorstroom tabulate) or its file of passed by profile"))
  }

  private static func contradicted(
    _ vestiging: Region.Vestiging, _ count: Profiles.Count
  ) -> Finding {
    Finding(
      rule: "profielen-passen-niet-bij-totaal", level: .waarschuwing, file: "",
      value: vestiging.code.text,
      text: Phrase(
        nl:
          "de examenkandidaten per profiel van \(vestiging.name) (\(count.entry + 2)) passen niet bij "
          + "het totaal van de sector dat DUO geeft: dat totaal is daar niet gebruikt",
        en:
          "the exam candidates by profile of \(vestiging.name) (\(count.entry + 2)) do not fit the "
          + "total of the sector that DUO gives: that total was not used there"),
      remedy: Phrase(
        nl: "kijk of beide bestanden over hetzelfde examenjaar gaan",
        en: "see whether both files are about the same exam year"))
  }
}
