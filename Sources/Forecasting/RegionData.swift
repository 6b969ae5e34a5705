public import Records

/// All that the files say about one region: the input of every forecast and verdict.
public struct RegionData: Sendable {
  /// The region, as its region file says.
  public let region: Region
  /// Counts at the region's locations and at other vmbo locations in its municipalities.
  public let facts: [Fact]
  /// The published figures of the region's plan.
  public let figures: [Figure]
  /// The statements of offer in the region's plan.
  public let offers: [Offer]
  /// The newest period of each file that has one, by the file's hash: *voorlopig*.
  public let provisional: [String: Period]

  /// - Parameters:
  ///   - region: As its region file says.
  ///   - facts: Counts from the region's files only.
  ///   - figures: Published figures of its plan.
  ///   - offers: Statements of offer of its plan.
  ///   - files: The files that the facts come from.
  public init(
    region: Region, facts: [Fact], figures: [Figure], offers: [Offer], files: [SourceFile]
  ) {
    self.region = region
    self.facts = facts
    self.figures = figures
    self.offers = offers
    var provisional: [String: Period] = [:]
    for file in files { provisional[file.sha256] = file.provisional }
    self.provisional = provisional
  }

  /// The sum of the facts that `include` picks, with the cells it was made of; the count is
  /// `.notApplicable` when there are none.
  public func observed(_ period: Period, where include: (Fact) -> Bool) -> Observed {
    var count = Count.notApplicable
    var sources: [SourceCell] = []
    var isProvisional = false
    for fact in facts where fact.period == period && include(fact) {
      count = count + fact.count
      sources.append(fact.source)
      if provisional[fact.source.file] == period { isProvisional = true }
    }
    return Observed(period: period, count: count, isProvisional: isProvisional, sources: sources)
  }

  /// The years in which facts that `include` picks exist, ascending.
  public func years(where include: (Fact) -> Bool) -> [Int] {
    Set(facts.lazy.filter(include).map(\.period.year)).sorted()
  }

  /// The technical profiles of a location in the region's own statement (leerjaar 3 and 4
  /// together), in printing order.
  public func profielen(of vestiging: Region.Vestiging) -> [Profiel] {
    let stated = facts.lazy.filter {
      Selection.stock($0) && self.region.vestiging($0.vestiging)?.code == vestiging.code
    }
    return Set(stated.compactMap(\.profiel)).filter(\.isTechniek).sorted()
  }

  /// Pupils of a technical profile in leerjaar 3 and 4, as the region states them (Figuur 2), at one
  /// location or all, in one profile or all.
  public func stock(
    year: Int, vestiging: Region.Vestiging? = nil, profiel: Profiel? = nil
  ) -> Observed {
    observed(.peildatum(year)) { fact in
      Selection.stock(fact) && isListed(fact, at: vestiging)
        && (profiel == nil || fact.profiel == profiel)
    }
  }

  /// Pupils of one leerjaar in BB, KB and GL of a technical profile, as DUO counts them.
  public func leerjaar(
    _ leerjaar: Int, year: Int, vestiging: Region.Vestiging? = nil, profiel: Profiel? = nil
  ) -> Observed {
    observed(.peildatum(year)) { fact in
      Selection.pupils(fact) && fact.leerjaar == leerjaar && isListed(fact, at: vestiging)
        && (profiel == nil ? fact.profiel?.isTechniek == true : fact.profiel == profiel)
    }
  }

  /// Candidates, or those who passed, of the sector techniek in BB, KB and GL (leerwerktraject
  /// included), as DUO counts them.
  public func exams(
    _ measure: Fact.Measure = .examenkandidaten, year: Int, vestiging: Region.Vestiging? = nil
  ) -> Observed {
    observed(.examenjaar(year)) { fact in
      Selection.exams(fact) && fact.measure == measure && fact.sector == .techniek
        && fact.leerweg != .tl && isListed(fact, at: vestiging)
    }
  }

  /// Candidates in BB, KB and GL of all sectors at the programme's locations.
  public func vocationalExams(year: Int) -> Observed {
    observed(.examenjaar(year)) { fact in
      Selection.exams(fact) && fact.measure == .examenkandidaten && fact.leerweg != .tl
        && isListed(fact, at: nil)
    }
  }

  /// Whether the fact stands at this location of the programme (or any of them, for nil).
  private func isListed(_ fact: Fact, at vestiging: Region.Vestiging?) -> Bool {
    guard let listed = region.vestiging(fact.vestiging) else { return false }
    return vestiging == nil || listed.code == vestiging?.code
  }
}

/// Which facts answer which question. The layouts say what their rows hold; here they are chosen.
enum Selection {
  static func stock(_ fact: Fact) -> Bool {
    fact.layout == "regio-profielen" && fact.measure == .leerlingen
      && fact.profiel?.isTechniek == true
  }

  static func pupils(_ fact: Fact) -> Bool {
    fact.layout == "duo-tabel-leerlingen" && fact.measure == .leerlingen
      && fact.geslacht != .totaal && fact.leerweg != nil && fact.leerweg != .tl
  }

  static func exams(_ fact: Fact) -> Bool {
    fact.layout == "duo-tabel-examens" && fact.geslacht == .totaal
  }

  /// Exam candidates of the sector techniek by profile, in BB, KB and GL (leerwerktraject included).
  static func candidates(_ fact: Fact) -> Bool {
    fact.layout == "duo-geslaagden" && fact.measure == .examenkandidaten
      && fact.sector == .techniek && fact.leerweg != .tl && fact.profiel != nil
  }
}
