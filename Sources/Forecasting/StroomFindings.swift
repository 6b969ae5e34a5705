import Records

/// What files of flows and of stocks have in common to find.
enum StroomFindings {
  /// The years between its first and last of which a vestiging has no rows; nil where there are none.
  static func gaps(file: String, vestiging: String, years: Set<Int>) -> Finding? {
    guard let first = years.min(), let last = years.max() else { return nil }
    let gaps = (first...last).filter { !years.contains($0) }
    guard !gaps.isEmpty else { return nil }
    let list = gaps.map(String.init).joined(separator: ", ")
    return Finding(
      rule: "jaar-ontbreekt", level: .waarschuwing, file: file, value: list,
      text: Phrase(
        nl: "\(vestiging) heeft geen rijen van \(list)", en: "\(vestiging) has no rows of \(list)"),
      remedy: Phrase(nl: "voeg die jaren toe", en: "add those years"))
  }

  /// That nobody enters any vestiging.
  static func nobodyEnters(file: String, remedy: Phrase) -> Finding {
    Finding(
      rule: "geen-instroom", level: .waarschuwing, file: file,
      text: Phrase(
        nl: "niemand stroomt in: de scholen lopen in de verwachting leeg",
        en: "nobody enters: the schools run empty in the projection"), remedy: remedy)
  }
}
