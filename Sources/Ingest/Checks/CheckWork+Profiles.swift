import Records

extension CheckWork {
  /// The pupils of one profile at a location, and the sector that the file counts them in.
  private struct Group {
    var bounds = Bounds()
    var sector = 0
  }

  /// Two profiles of a location that fit another year, or the file of marks, better when swapped.
  func profiles(_ slices: [Slice]) -> [Finding] {
    // Leerjaar 4 and candidates are about the same pupils or those a year apart.
    let series = slices.filter { slice in
      slice.leerjaar == 4 || (slice.measure == .examenkandidaten && hasProfiles(slice))
    }.sorted { (examYear($0), $0.file) < (examYear($1), $1.file) }
    return zip(series, series.dropFirst()).flatMap { old, new -> [Finding] in
      guard examYear(new) - examYear(old) <= 1, old.file != new.file else { return [] }
      return profiles(Side(old, of: self, slices), Side(new, of: self, slices))
    }
  }

  /// What one file says of the profiles of an exam year, and what others say of its sectors.
  private struct Side {
    let slice: Slice
    let year: Int
    let profiles: [Int: [Int: Group]]
    private let sectors: CheckTable
    private let witnesses: [CheckTable]

    init(_ slice: Slice, of work: CheckWork, _ slices: [Slice]) {
      self.slice = slice
      let year = work.examYear(slice)
      self.year = year
      profiles = work.byProfile(slice)
      sectors = work.table(slice, group: CheckWork.sector)
      witnesses = slices.filter { other in
        other.file != slice.file && work.examYear(other) == year
          && (other.leerjaar == 4 || other.measure == .examenkandidaten)
      }.map { work.table($0, group: CheckWork.sector) }
    }

    /// Whether another file on the same pupils has the sectors of both profiles as this one prints
    /// them. Pupils of another year are others, who may have chosen otherwise: only the same ones tell.
    func isConfirmed(_ vestiging: Int, _ left: Int, _ right: Int) -> Bool {
      guard let left = profiles[vestiging]?[left], let right = profiles[vestiging]?[right],
        left.sector != right.sector
      else { return false }
      let places = [left, right].map { vestiging << 8 | $0.sector }
      let shift = right.bounds.middle - left.bounds.middle
      return witnesses.contains { witness in
        guard let first = witness.cells[places[0]], let second = witness.cells[places[1]] else {
          return false
        }
        let one = (sectors.cells[places[0]]?.middle ?? 0) - first.middle
        let other = (sectors.cells[places[1]]?.middle ?? 0) - second.middle
        return abs(one) + abs(other) <= abs(one + shift) + abs(other - shift)
      }
    }
  }

  private func examYear(_ slice: Slice) -> Int {
    slice.measure == .leerlingen ? slice.period.year + 1 : slice.period.year
  }

  private func hasProfiles(_ slice: Slice) -> Bool {
    input.slices[slice]?.keys.contains { CheckInput.Key.profiel($0) > 0 } ?? false
  }

  /// The sector of BB, KB and GL, economie with intersectoraal.
  private static func sector(_ leerweg: Int, _ sector: Int) -> Int? {
    CheckGroup.sector(leerweg, sector == 5 ? 2 : sector)
  }

  private func profiles(_ old: Side, _ new: Side) -> [Finding] {
    var collectors = [old, new].map { FindingCollector(file: name($0.slice)) }
    let both = Set(old.profiles.keys).intersection(new.profiles.keys)
    for vestiging in both.sorted(by: { code($0) < code($1) }) {
      guard let before = old.profiles[vestiging], let after = new.profiles[vestiging] else {
        continue
      }
      let profiles = Set(before.keys).intersection(after.keys).sorted()
      for (index, left) in profiles.enumerated() {
        for right in profiles[(index + 1)...] {
          guard let a = before[left]?.bounds.middle, let b = before[right]?.bounds.middle,
            let c = after[left]?.bounds.middle, let d = after[right]?.bounds.middle
          else { continue }
          let (printed, swapped) = (abs(a - c) + abs(b - d), abs(a - d) + abs(b - c))
          guard min(a, b) > 0, min(c, d) > 0, printed - swapped > 60, 10 * swapped < 4 * printed
          else { continue }
          let isNewRight = new.isConfirmed(vestiging, left, right)
          if isNewRight, old.isConfirmed(vestiging, left, right) { continue }
          let (subject, other) = isNewRight ? (old, new) : (new, old)
          collectors[isNewRight ? 0 : 1].add(
            .profielWissel, value: code(vestiging),
            text: text(vestiging, left, right, subject, other))
        }
      }
    }
    return collectors.flatMap(\.findings)
  }

  private func text(
    _ vestiging: Int, _ left: Int, _ right: Int, _ subject: Side, _ other: Side
  ) -> Phrase {
    let names = [left, right].map { input.profielen[$0 - 1].name }
    func numbers(_ side: Side) -> [String] {
      [left, right].map { side.profiles[vestiging]?[$0]?.bounds.text ?? "0" }
    }
    let (here, there) = (numbers(subject), numbers(other))
    return Phrase(
      nl: "\(code(vestiging)): \(names[0]) en \(names[1]) zijn hier (examenjaar \(subject.year)) "
        + "\(here[0]) en \(here[1]), in \(name(other.slice)) (examenjaar \(other.year)) \(there[0]) en "
        + there[1],
      en:
        "\(code(vestiging)): \(names[0]) and \(names[1]) are \(here[0]) and \(here[1]) here (exam "
        + "year \(subject.year)), in \(name(other.slice)) (exam year \(other.year)) \(there[0]) and "
        + there[1])
  }

  /// The pupils by location and profile.
  private func byProfile(_ slice: Slice) -> [Int: [Int: Group]] {
    var result: [Int: [Int: Group]] = [:]
    guard let cells = input.slices[slice] else { return [:] }
    let hasTotals = cells.keys.contains { CheckInput.Key.sex($0) == 3 }
    for (key, cell) in cells {
      let profiel = CheckInput.Key.profiel(key)
      guard profiel > 0, input.profielen[profiel - 1].isKnown,
        hasTotals == (CheckInput.Key.sex(key) == 3)
      else { continue }
      let vestiging = CheckInput.Key.vestiging(key)
      var group = result[vestiging, default: [:]][profiel] ?? Group()
      group.bounds = group.bounds + Bounds(low: Int(cell.low), high: Int(cell.high))
      // One profile is counted in one sector; should a file mix two, the last of ``CheckGroup``.
      let sector = CheckInput.Key.sector(key)
      group.sector = max(group.sector, sector == 5 ? 2 : sector)
      result[vestiging, default: [:]][profiel] = group
    }
    return result
  }
}
