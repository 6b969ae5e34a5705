public import Records

/// Whether a region file lists what lies in its gemeenten.
public struct RegionCoverage: Sendable {
  /// A location with its gemeente and its pupils in the region's profiles.
  public struct Place: Hashable, Sendable {
    /// The code in the source.
    public let code: VestigingCode
    /// The name in the source.
    public let name: String
    /// The gemeente's name or code, as the source writes it.
    public let gemeente: String
    /// Pupils (or candidates) in the region's profiles; `.notApplicable` where it offers none.
    public let count: Count

    /// A location with its count.
    public init(code: VestigingCode, name: String, gemeente: String, count: Count) {
      self.code = code
      self.name = name
      self.gemeente = gemeente
      self.count = count
    }
  }

  /// The table of gemeenten.
  public let gemeenten: Gemeenten

  /// The check over a table of gemeenten.
  public init(gemeenten: Gemeenten = .known) { self.gemeenten = gemeenten }

  /// What the region file's gemeenten and locations leave open, in this order:
  ///
  /// - `gemeente-onbekend` (ernstig): a gemeente of the region file that no table has, with the nearest
  ///   name; its locations cannot be checked;
  /// - `gemeente-opgeheven` (opmerking): one that has ended, with what became of it;
  /// - `vestiging-niet-in-regiobestand`: each location in the region's gemeenten that the region file
  ///   does not list, with its number, by number and code; waarschuwing where there can be pupils, else
  ///   opmerking;
  /// - `gemeente-onbekend` (waarschuwing): a gemeente of the files that no table has, once.
  ///
  /// Herindelingen are looked through both ways: a file of 2016 that says Cuijk meets a region that
  /// says Land van Cuijk. Where a gemeente was divided, a location in it is taken to lie in each of the
  /// parts: one too many is said rather than one too few.
  ///
  /// - Parameters:
  ///   - region: What the region file says.
  ///   - places: One value a location; of all the country, or of the files at hand.
  ///   - about: What was counted and when, such as "examenjaar 2024, techniek"; printed with the number.
  public func findings(region: Region, places: [Place], about: Phrase) -> [Finding] {
    var wanted: Set<String> = []
    var found: [Finding] = []
    for name in region.gemeenten {
      guard let gemeente = gemeenten.gemeente(named: name) else {
        found.append(unknown(name, in: "regio.yaml", level: .ernstig))
        continue
      }
      let present = gemeenten.present(of: gemeente.code)
      wanted.insert(gemeente.code)
      if present.count == 1 { wanted.formUnion(present.map(\.code)) }
      if let until = gemeente.until { found.append(ended(gemeente, until, present)) }
    }
    var strange: Set<String> = []
    var unlisted: [Place] = []
    for place in places where region.vestiging(place.code) == nil {
      guard let gemeente = self.gemeente(place.gemeente) else {
        if !place.gemeente.isEmpty { strange.insert(place.gemeente) }
        continue
      }
      let codes = [gemeente.code] + gemeenten.present(of: gemeente.code).map(\.code)
      if codes.contains(where: wanted.contains) { unlisted.append(place) }
    }
    unlisted.sort {
      let (left, right) = ($0.count.bounds?.upperBound ?? 0, $1.count.bounds?.upperBound ?? 0)
      return left == right ? $0.code < $1.code : left > right
    }
    return found + unlisted.map { finding($0, about: about) }
      + strange.sorted().map { unknown($0, in: "", level: .waarschuwing) }
  }

  /// The regions whose gemeenten a gemeente is one of, in the order given; `gemeente` is a name or a
  /// code. A gemeente may lie in more than one region, and in none.
  public func regions(of gemeente: String, among regions: [Region]) -> [Region] {
    guard let own = self.gemeente(gemeente) else { return [] }
    let codes = Set([own.code] + gemeenten.present(of: own.code).map(\.code))
    return regions.filter { region in
      region.gemeenten.contains { name in
        guard let other = gemeenten.gemeente(named: name) else { return false }
        let present = gemeenten.present(of: other.code)
        return codes.contains(other.code)
          || (present.count == 1 && codes.contains(present[0].code))
      }
    }
  }

  private func gemeente(_ text: String) -> Gemeente? {
    gemeenten.gemeente(code: text) ?? gemeenten.gemeente(named: text)
  }

  private func unknown(_ name: String, in file: String, level: Finding.Level) -> Finding {
    let nearest = gemeenten.nearest(to: name).name
    return Finding(
      rule: "gemeente-onbekend", level: level, file: file,
      column: file.isEmpty ? nil : "gemeenten", value: name,
      text: Phrase(
        nl: "er is sinds 2014 geen gemeente \(name); het meest lijkt \(nearest)",
        en: "there has been no municipality \(name) since 2014; the nearest is \(nearest)"),
      remedy: Phrase(
        nl:
          "schrijf \(nearest), of de naam die bedoeld is; tot dan is deze gemeente niet nagekeken",
        en: "write \(nearest), or the name that is meant; until then it has not been checked"))
  }

  private func ended(_ gemeente: Gemeente, _ until: Day, _ present: [Gemeente]) -> Finding {
    let names = present.map(\.name).joined(separator: ", ")
    return Finding(
      rule: "gemeente-opgeheven", level: .opmerking, file: "regio.yaml", column: "gemeenten",
      value: gemeente.name,
      text: Phrase(
        nl: "\(gemeente.name) bestaat sinds \(until) niet meer; nu \(names)",
        en: "\(gemeente.name) has not existed since \(until); now \(names)"),
      remedy: present.count == 1
        ? Phrase(nl: "schrijf \(names)", en: "write \(names)")
        : Phrase(
          nl: "schrijf de gemeenten die bedoeld zijn: \(gemeente.name) is verdeeld",
          en: "write the municipalities that are meant: \(gemeente.name) was divided"))
  }

  private func finding(_ place: Place, about: Phrase) -> Finding {
    let number: Phrase =
      switch place.count {
      case .exact(let number): Phrase("\(number)")
      case .suppressed(let bounds): Phrase("\(bounds.lowerBound)–\(bounds.upperBound)")
      case .missing: Phrase(nl: "onbekend aantal", en: "unknown number")
      case .notApplicable: Phrase(nl: "geen", en: "none")
      }
    // A count that is missing can be anything.
    let canHavePupils = place.count == .missing || place.count.bounds?.upperBound ?? 0 > 0
    let gemeente = self.gemeente(place.gemeente)?.name ?? place.gemeente
    return Finding(
      rule: "vestiging-niet-in-regiobestand", level: canHavePupils ? .waarschuwing : .opmerking,
      file: "", value: place.code.text,
      text: Phrase(
        nl: "\(place.name) (\(place.code)) in \(gemeente) staat niet in het regiobestand; "
          + "\(about.nl): \(number.nl)",
        en: "\(place.name) (\(place.code)) in \(gemeente) is not in the region file; "
          + "\(about.en): \(number.en)"),
      remedy: Phrase(
        nl: "voeg de vestiging toe, of laat haar weg als zij niet meedoet",
        en: "add the location, or leave it out if it takes no part"))
  }
}
