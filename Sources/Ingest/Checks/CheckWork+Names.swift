import Records

extension CheckWork {
  /// Codes that carry each other's name, place or municipality.
  func nameChecks() -> [Finding] {
    var files: [String] = []
    var ofFile: [String: [VestigingCode: VestigingName]] = [:]
    for name in input.names {
      if ofFile[name.file] == nil { files.append(name.file) }
      ofFile[name.file, default: [:]][name.vestiging] = name
    }
    var findings: [Finding] = []
    for (index, left) in files.enumerated() {
      for right in files[(index + 1)...] {
        guard let one = ofFile[left], let other = ofFile[right] else { continue }
        var collector = FindingCollector(file: right)
        for aspect in [\VestigingName.naam, \.plaats, \.gemeente] {
          exchanged(one, other, aspect, left, &collector)
        }
        findings += collector.findings
      }
    }
    return findings
  }

  private func exchanged(
    _ old: [VestigingCode: VestigingName], _ new: [VestigingCode: VestigingName],
    _ aspect: KeyPath<VestigingName, String>, _ other: String, _ collector: inout FindingCollector
  ) {
    // Codes whose name changed, by the pair of names.
    var ofChange: [[String]: [VestigingCode]] = [:]
    for code in new.keys.sorted() {
      guard let before = old[code]?[keyPath: aspect], let after = new[code]?[keyPath: aspect]
      else { continue }
      let (from, to) = (before.uppercased(), after.uppercased())
      if from != to, !from.isEmpty, !to.isEmpty { ofChange[[from, to], default: []].append(code) }
    }
    for pair in ofChange.keys.sorted(by: { ($0[0], $0[1]) < ($1[0], $1[1]) })
    where pair[0] < pair[1] {
      guard let there = ofChange[pair], let back = ofChange[[pair[1], pair[0]]],
        let left = there.first, let right = back.first
      else { continue }
      collector.add(
        .naamWissel, row: new[left]?.row, value: "\(left), \(right)",
        text: Phrase(
          nl:
            "\(left) heet hier “\(pair[1])” en \(right) “\(pair[0])”; in \(other) is het andersom",
          en: "\(left) is “\(pair[1])” here and \(right) “\(pair[0])”; in \(other) it is the other "
            + "way about"))
    }
  }
}
