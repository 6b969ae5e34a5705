import Records

extension CheckWork {
  /// What different files say about the same pupils.
  func sourceChecks() -> [Finding] {
    var findings: [Finding] = []
    let counted = slices.filter { !file($0).isTable }
    for (index, left) in counted.enumerated() {
      for right in counted[(index + 1)...]
      where left.measure == right.measure && left.period == right.period
        && left.leerjaar == right.leerjaar && left.file != right.file
      {
        findings +=
          file(left).layout == file(right).layout
          ? editions(left, right) : differences(left, right)
      }
    }
    for pupils in counted where pupils.leerjaar == 4 { findings += cohort(pupils) }
    return findings + profiles(counted)
  }

  /// Two kinds of files on the same exams.
  private func differences(_ left: Slice, _ right: Slice) -> [Finding] {
    guard left.measure != .leerlingen else { return [] }
    var collector = FindingCollector(file: name(right))
    for (group, isTechniek) in [(CheckGroup.leerweg, false), (CheckGroup.techniek, true)] {
      let (first, second) = (table(left, group: group), table(right, group: group))
      let (a, b) = (first.vestigingen, second.vestigingen)
      // A file that is an excerpt says nothing about what it leaves out.
      let areAlike = 100 * min(a.count, b.count) >= 75 * max(a.count, b.count)
      let places = Set(first.cells.keys).union(second.cells.keys).sorted {
        (code($0 >> 8), $0) < (code($1 >> 8), $1)
      }
      for place in places {
        let (one, other) = (first.cells[place] ?? Bounds(), second.cells[place] ?? Bounds())
        guard one.high < other.low || other.high < one.low else { continue }
        guard areAlike || (a.contains(place >> 8) && b.contains(place >> 8)) else { continue }
        let what =
          CheckGroup.name(leerweg: place & 255) + (isTechniek ? " techniek" : "")
        collector.add(
          .andereGetallen, row: second.rows[place], value: other.text,
          text: Phrase("\(code(place >> 8)) \(what), ") + .period(right.period)
            + Phrase(
              nl: ", \(right.measure.rawValue): hier \(other.text), in \(name(left)) \(one.text)",
              en: ", \(right.measure.rawValue): here \(other.text), in \(name(left)) \(one.text)"))
      }
    }
    return collector.findings
  }

  /// Two editions of a file.
  private func editions(_ left: Slice, _ right: Slice) -> [Finding] {
    guard let old = input.slices[left], let new = input.slices[right] else { return [] }
    let both = old.keys.filter { new[$0] != nil }.sorted()
    let changed = both.filter { key in
      guard let one = old[key], let other = new[key] else { return false }
      return one.high < other.low || other.high < one.low
    }
    guard let first = changed.first, !both.isEmpty else { return [] }
    let rule: CheckRule = 20 * changed.count > both.count ? .andereGetallen : .editie
    return [
      rule.finding(
        file: name(right), row: new[first].map { Int($0.row) }, value: "\(changed.count)",
        text: Phrase(
          nl: "\(changed.count) van \(both.count) cellen (\(right.measure.rawValue), ",
          en: "\(changed.count) of \(both.count) cells (\(right.measure.rawValue), ")
          + .period(right.period)
          + Phrase(
            nl: ") zijn anders dan in \(name(left))", en: ") differ from \(name(left))"))
    ]
  }

  /// Leerjaar 4 against the candidates after it.
  private func cohort(_ pupils: Slice) -> [Finding] {
    let exams = Dictionary(
      chain("duo-examenkandidaten", .examenkandidaten).map { ($0.period.year, $0) },
      uniquingKeysWith: { _, last in last })
    let year = pupils.period.year + 1
    guard let exam = exams[year] else { return [] }
    let third = Slice(
      file: pupils.file, measure: pupils.measure, period: pupils.period, leerjaar: 3)
    let own = table(pupils, group: CheckGroup.stable)
    let candidates = table(exam, group: CheckGroup.stable)
    guard own.total >= 400 else { return [] }
    var findings = swaps(own, candidates, exam).map { finding in
      var finding = finding
      finding.file = name(pupils)
      finding.row = nil
      return finding
    }
    // The exam year that fits best.
    let costs = exams.sorted { $0.key < $1.key }.map { year, slice in
      (year: year, cost: own.distance(table(slice, group: CheckGroup.stable)))
    }
    if let best = costs.min(by: { $0.cost < $1.cost }), best.year != year {
      findings.append(
        CheckRule.peildatum.finding(
          file: name(pupils), value: "\(pupils.period.year)",
          text: Phrase(
            nl: "leerjaar 4 past het best bij examenjaar \(best.year): dan is de peildatum "
              + "\(best.year - 1), niet \(pupils.period.year)",
            en: "leerjaar 4 fits exam year \(best.year) best: then the peildatum is "
              + "\(best.year - 1), not \(pupils.period.year)")))
    }
    for (sex, word) in [(0, "man"), (1, "vrouw")] {
      let fourth = table(pupils, sexes: [sex], group: CheckGroup.stable)
      let thirds = table(third, sexes: [sex], group: CheckGroup.stable)
      let target = table(exam, sexes: [sex], group: CheckGroup.stable)
      let (printed, swapped) = (fourth.distance(target), thirds.distance(target))
      if swapped < printed, thirds.total > 0 {
        findings.append(
          CheckRule.leerjaren.finding(
            file: name(pupils), column: header(pupils, "leerjaar 4 \(word)"),
            text: Phrase(
              nl: "leerjaar 3 (\(word)) past beter bij de kandidaten van \(year) dan leerjaar 4",
              en: "leerjaar 3 (\(word)) fits the candidates of \(year) better than leerjaar 4")))
      } else if 4 * printed > max(fourth.total, target.total) {
        findings.append(
          CheckRule.leerjaar4Geheel.finding(
            file: name(pupils), column: header(pupils, "leerjaar 4 \(word)"),
            text: Phrase(
              nl:
                "leerjaar 4 (\(word)) verschilt samen ongeveer \(printed / 2) van \(target.total / 2) "
                + "kandidaten in \(year)",
              en:
                "leerjaar 4 (\(word)) is about \(printed / 2) apart in all from \(target.total / 2) "
                + "candidates in \(year)")))
      }
    }
    return findings + techniek(pupils, exam)
  }

  private func techniek(_ pupils: Slice, _ exam: Slice) -> [Finding] {
    let group = { (leerweg: Int, sector: Int) in
      CheckGroup.techniek(leerweg, sector) == nil ? nil : 0
    }
    let (own, candidates) = (table(pupils, group: group), table(exam, group: group))
    let (here, there) = (
      table(pupils, group: CheckGroup.all).vestigingen,
      table(exam, group: CheckGroup.all).vestigingen
    )
    let areAlike = 100 * min(here.count, there.count) >= 75 * max(here.count, there.count)
    var collector = FindingCollector(file: name(pupils))
    let places = Set(own.cells.keys).union(candidates.cells.keys).sorted {
      code($0 >> 8) < code($1 >> 8)
    }
    for place in places {
      let (one, other) = (own.cells[place] ?? Bounds(), candidates.cells[place] ?? Bounds())
      let size = max(one.low - other.high, other.low - one.high)
      guard size > 20, 2 * size > max(one.low, other.low) else { continue }
      guard areAlike || (here.contains(place >> 8) && there.contains(place >> 8)) else { continue }
      collector.add(
        .leerjaar4, row: own.rows[place], value: one.text,
        text: Phrase(
          nl:
            "\(code(place >> 8)): \(one.text) in leerjaar 4 techniek, \(other.text) kandidaten in "
            + "\(exam.period.year)",
          en:
            "\(code(place >> 8)): \(one.text) in leerjaar 4 techniek, \(other.text) candidates in "
            + "\(exam.period.year)"))
    }
    return collector.findings
  }
}
