import Records

extension CheckWork {
  /// What one file's own facts say: sexes, chance to pass, national totals.
  func fileChecks() -> [Finding] {
    slices.flatMap { sexes($0) + passed($0) + national($0) }
  }

  /// Men in techniek and women in zorg en welzijn.
  private func sexes(_ slice: Slice) -> [Finding] {
    let men = table(slice, sexes: [0], group: Self.sexGroup)
    let women = table(slice, sexes: [1], group: Self.sexGroup)
    func sum(_ table: CheckTable, _ sector: Int) -> Int {
      table.cells.reduce(0) { $0 + ($1.key & 255 == sector ? $1.value.middle : 0) }
    }
    return [(1, true), (3, false)].compactMap { sector, expectsMen -> Finding? in
      let (man, vrouw) = (sum(men, sector), sum(women, sector))
      guard man + vrouw >= 400 else { return nil }
      let share = Double(expectsMen ? man : vrouw) / Double(man + vrouw)
      guard share < 0.65 else { return nil }
      let what = Phrase(
        nl: expectsMen ? "mannen in techniek" : "vrouwen in zorg en welzijn",
        en: expectsMen ? "men in techniek" : "women in zorg en welzijn")
      return CheckRule.geslacht.finding(
        file: name(slice), value: "\(Int((100 * share).rounded())) %",
        text: Phrase("\(slice.measure.rawValue), ") + moment(slice) + Phrase(": ") + what
          + Phrase(" ") + .number(100 * share) + Phrase(" %"))
    }
  }

  private static func sexGroup(_ leerweg: Int, _ sector: Int) -> Int? {
    leerweg > 0 && (sector == 1 || sector == 3) ? sector : nil
  }

  /// The period, and the leerjaar where the file has several.
  private func moment(_ slice: Slice) -> Phrase {
    .period(slice.period) + Phrase(slice.leerjaar > 0 ? ", leerjaar \(slice.leerjaar)" : "")
  }

  private func passed(_ slice: Slice) -> [Finding] {
    guard slice.measure == .geslaagden else { return [] }
    let candidates = Slice(
      file: slice.file, measure: .examenkandidaten, period: slice.period, leerjaar: slice.leerjaar)
    let (geslaagden, kandidaten) = (
      table(slice, group: CheckGroup.all).total, table(candidates, group: CheckGroup.all).total
    )
    guard kandidaten >= 400 else { return [] }
    let share = 100 * Double(geslaagden) / Double(kandidaten)
    guard share < 80 else { return [] }
    return [
      CheckRule.slaagkans.finding(
        file: name(slice), value: "\(Int(share.rounded())) %",
        text: .period(slice.period) + Phrase(": ") + .number(share)
          + Phrase(nl: " % geslaagd", en: "% passed"))
    ]
  }

  /// The lowest and highest share of BB, KB and GL in the exam files of 2015–2024, by sector
  /// (economie with intersectoraal), and of candidates in BB, KB and GL together.
  private static let shares: [(sector: Int, range: ClosedRange<Double>)] = [
    (1, 0.206...0.220), (2, 0.376...0.424), (3, 0.228...0.252), (4, 0.129...0.160),
  ]
  private static let candidates = 45_000.0...56_500.0

  private func national(_ slice: Slice) -> [Finding] {
    guard slice.measure == .examenkandidaten || slice.leerjaar == 4 else { return [] }
    let table = table(slice, group: CheckGroup.stableSector)
    guard table.vestigingen.count >= 700 else { return [] }
    var sums: [Int: Double] = [:]
    for (place, bounds) in table.cells {
      sums[place & 255, default: 0] += Double(bounds.middle) / 2
    }
    let total = (1...4).reduce(0.0) { $0 + (sums[$1] ?? 0) }
    guard total > 0 else { return [] }
    var findings: [Finding] = []
    func report(_ what: Phrase, _ value: Double, _ range: ClosedRange<Double>, decimals: Int) {
      guard value < 0.75 * range.lowerBound || value > 1.25 * range.upperBound else { return }
      findings.append(
        CheckRule.landelijk.finding(
          file: name(slice),
          text: moment(slice) + Phrase(": ") + what + Phrase(" ")
            + .number(value, decimals: decimals)
            + Phrase(nl: ", in 2015–2024 ", en: ", in 2015–2024 ")
            + .interval(range, decimals: decimals)))
    }
    report(
      Phrase(nl: "leerlingen BB, KB en GL", en: "pupils BB, KB and GL"), total, Self.candidates,
      decimals: 0)
    for (sector, range) in Self.shares {
      report(
        Phrase(
          nl: "aandeel % \(CheckGroup.name(sector: sector))",
          en: "share % \(CheckGroup.name(sector: sector))"),
        100 * (sums[sector] ?? 0) / total, 100 * range.lowerBound...100 * range.upperBound,
        decimals: 1)
    }
    return findings
  }
}
