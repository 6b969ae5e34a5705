import Records

/// A reclassification in the sources: from this year on the same pupils are counted elsewhere.
struct SeriesBreak: Sendable {
  /// The layouts whose series it crosses.
  let layouts: [String]
  let measure: Fact.Measure
  /// The first year of the new classification.
  let year: Int
  /// Sectors between which pupils seem to move, by ``CheckInput/Key``.
  let sectors: Set<Int>
  let text: Phrase

  /// Shown by reconciling the exam files with that of marks, 2018-2019, and by their yearly totals:
  /// economie K 6,352 → 11,163 and intersectoraal 6,842 → 1,840 from exam year 2017 to 2018.
  static let known = [
    SeriesBreak(
      layouts: ["duo-examenkandidaten", "duo-tabel-examens"], measure: .examenkandidaten,
      year: 2018, sectors: [2, 5],
      text: Phrase(
        nl:
          "vanaf examenjaar 2018 telt D&P bij economie, ervoor bij intersectoraal (een deel nog in "
          + "2018)",
        en:
          "from exam year 2018 D&P counts under economie, before under intersectoraal (some still "
          + "in 2018)")),
    SeriesBreak(
      layouts: ["duo-examenkandidaten", "duo-tabel-examens"], measure: .examenkandidaten,
      year: 2019, sectors: [1, 2, 3, 4, 5, 6],
      text: Phrase(
        nl: "vanaf examenjaar 2019 is TL naar sector verdeeld, ervoor niet",
        en: "from exam year 2019 TL is divided by sector, before it is not")),
  ]
}

extension CheckWork {
  /// The known breaks that a series crosses, and shifts that look like an unknown one.
  func breaks(_ series: [Slice]) -> [Finding] {
    guard let first = series.first, let last = series.last else { return [] }
    let known = SeriesBreak.known.filter {
      $0.layouts.contains(file(first).layout) && first.period.year < $0.year
        && $0.year <= last.period.year
    }
    let declared = known.map { one in
      CheckRule.breukBekend.finding(
        file: series.first { $0.period.year == one.year }.map { name($0) } ?? "",
        value: "\(one.year)", text: one.text)
    }
    let tables = series.map { table($0, group: CheckGroup.sector) }
    return declared
      + zip(series.indices, series.indices.dropFirst()).flatMap { from, to in
        shifts(tables[from], tables[to], series[from], series[to]).filter { shift in
          !known.contains {
            $0.sectors.isSuperset(of: shift.sectors)
              && ($0.year...$0.year + 1).contains(series[to].period.year)
          }
        }.map(\.finding)
      }
  }

  private func shifts(
    _ old: CheckTable, _ new: CheckTable, _ from: Slice, _ to: Slice
  ) -> [(sectors: Set<Int>, finding: Finding)] {
    let (before, after) = (old.vectors, new.vectors)
    let both = Set(before.keys).intersection(after.keys)
    guard both.count >= 15 else { return [] }
    var counts: [[Int]: Int] = [:]
    for vestiging in both {
      // Twice the change of pupils.
      let change = (1...5).map { sector in
        (after[vestiging]?[sector] ?? 0) - (before[vestiging]?[sector] ?? 0)
      }
      for (loser, loss) in change.enumerated() where loss <= -20 {
        for (winner, gain) in change.enumerated() where gain >= 20 {
          if 4 * abs(loss + gain) <= max(-loss, gain) {
            counts[[loser + 1, winner + 1], default: 0] += 1
          }
        }
      }
    }
    return counts.sorted { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }.compactMap {
      pair, count in
      guard count >= 15, 20 * count >= both.count else { return nil }
      let names = pair.map { CheckGroup.name(sector: $0) }
      return (
        Set(pair),
        CheckRule.breukOnbekend.finding(
          file: name(to), value: "\(count)",
          text: Phrase(
            nl: "van \(from.period.year) naar \(to.period.year) verschuiven bij \(count) van "
              + "\(both.count) vestigingen leerlingen van \(names[0]) naar \(names[1])",
            en: "from \(from.period.year) to \(to.period.year) pupils shift from \(names[0]) to "
              + "\(names[1]) at \(count) of \(both.count) locations"))
      )
    }
  }
}
