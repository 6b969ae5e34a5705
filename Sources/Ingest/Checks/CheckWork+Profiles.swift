import Records

extension CheckWork {
  /// Two profiles of a location that fit another year, or the file of marks, better when swapped.
  func profiles(_ slices: [Slice]) -> [Finding] {
    // Leerjaar 4 and candidates are about the same pupils or those a year apart.
    let series = slices.filter { slice in
      slice.leerjaar == 4 || (slice.measure == .examenkandidaten && hasProfiles(slice))
    }.sorted { (moment($0), $0.file) < (moment($1), $1.file) }
    return zip(series, series.dropFirst()).flatMap { old, new -> [Finding] in
      guard moment(new) - moment(old) <= 1, old.file != new.file else { return [] }
      return profiles(old, new)
    }
  }

  /// The exam year.
  private func moment(_ slice: Slice) -> Int {
    slice.measure == .leerlingen ? slice.period.year + 1 : slice.period.year
  }

  private func hasProfiles(_ slice: Slice) -> Bool {
    input.slices[slice]?.keys.contains { CheckInput.Key.profiel($0) > 0 } ?? false
  }

  private func profiles(_ old: Slice, _ new: Slice) -> [Finding] {
    let (before, after) = (byProfile(old), byProfile(new))
    var collector = FindingCollector(file: name(new))
    for vestiging in Set(before.keys).intersection(after.keys).sorted(by: { code($0) < code($1) }) {
      guard let one = before[vestiging], let other = after[vestiging] else { continue }
      let profiles = Set(one.keys).union(other.keys).sorted()
      for (index, left) in profiles.enumerated() {
        for right in profiles[(index + 1)...] {
          let (a, b) = (one[left] ?? 0, one[right] ?? 0)
          let (c, d) = (other[left] ?? 0, other[right] ?? 0)
          let (printed, swapped) = (abs(a - c) + abs(b - d), abs(a - d) + abs(b - c))
          guard min(a, b) > 0, min(c, d) > 0, printed - swapped > 60, 10 * swapped < 4 * printed
          else { continue }
          let names = [left, right].map { input.profielen[$0 - 1].name }
          collector.add(
            .profielWissel, value: code(vestiging),
            text: Phrase(
              nl: "\(code(vestiging)): \(names[0]) en \(names[1]) zijn hier \(c / 2) en \(d / 2), "
                + "in \(name(old)) \(a / 2) en \(b / 2)",
              en: "\(code(vestiging)): \(names[0]) and \(names[1]) are \(c / 2) and \(d / 2) here, "
                + "in \(name(old)) \(a / 2) and \(b / 2)"))
        }
      }
    }
    return collector.findings
  }

  /// Twice the pupils, by location and profile.
  private func byProfile(_ slice: Slice) -> [Int: [Int: Int]] {
    var result: [Int: [Int: Int]] = [:]
    guard let cells = input.slices[slice] else { return [:] }
    let hasTotals = cells.keys.contains { CheckInput.Key.sex($0) == 3 }
    for (key, cell) in cells {
      let profiel = CheckInput.Key.profiel(key)
      guard profiel > 0, input.profielen[profiel - 1].isKnown,
        hasTotals == (CheckInput.Key.sex(key) == 3)
      else { continue }
      result[CheckInput.Key.vestiging(key), default: [:]][profiel, default: 0] +=
        Int(cell.low) + Int(cell.high)
    }
    return result
  }
}
