public import Records

extension Verplaatsing {
  /// The line of a hand-kept table that would make the move known, with the source to be filled in.
  ///
  /// The day is the 1 August before the later count, or the first day of a later calendar year; the
  /// move is complete where nothing was left behind.
  public var line: String? {
    let counted = Day(of: after)
    let day: Day? =
      switch after {
      case .peildatum, .examenjaar, .schooljaar:
        counted.flatMap { Day(year: $0.year, month: 8, day: 1) }
      case .jaar, .kwartaal, .maand: counted
      }
    let left = from.counts[after] ?? .exact(0)
    return day.flatMap {
      Succession(
        from: from.code.text, to: to.code.text, date: $0, kind: .verhuizing,
        isComplete: left == .exact(0) || left == .notApplicable, source: "…")
    }?.line
  }

  /// The proposal as a finding: a warning from ``strength`` 0.5 on, else a remark.
  ///
  /// - Parameter table: The name of the hand-kept table that the remedy speaks of.
  public func finding(table: String) -> Finding {
    let (first, last) = ("\(before.year)", "\(after.year)")
    func change(_ history: VestigingHistory) -> Phrase {
      let (old, new) = (Self.text(history.counts[before]), Self.text(history.counts[after]))
      return Phrase(nl: "van \(old) naar \(new)", en: "from \(old) to \(new)")
    }
    func name(_ history: VestigingHistory) -> String {
      let place = history.gemeente.isEmpty ? history.plaats : history.gemeente
      return "\(history.name) (\(history.code)\(place.isEmpty ? "" : ", \(place)"))"
    }
    let (lost, gained) = (change(from), change(to))
    return Finding(
      rule: "verplaatsing-onbekend", level: strength >= 0.5 ? .waarschuwing : .opmerking, file: "",
      value: "\(from.code) → \(to.code)",
      text: Phrase(
        nl: "\(name(from)) ging \(lost.nl) (\(before.kind) \(first)–\(last)), terwijl \(name(to)) "
          + "\(gained.nl) ging; \(reason.nl): \(conclusion.nl)",
        en:
          "\(name(from)) went \(lost.en) (\(before.kind) \(first)–\(last)) while \(name(to)) went "
          + "\(gained.en); \(reason.en): \(conclusion.en)"),
      remedy: Phrase(
        nl: "vraag de school; is het zo, zet dan in \(table) de regel \(line ?? "") met de bron op "
          + "de plaats van …",
        en:
          "ask the school; if it is so, add to \(table) the line \(line ?? "") with the source in "
          + "place of …"))
  }

  /// What it may be, and what is known of it.
  private var conclusion: Phrase {
    guard let move = known.last else {
      return Phrase(
        nl: "mogelijk een verplaatsing die geen tabel kent",
        en: "possibly a move that no table knows")
    }
    let from = "\(move.from) → \(move.to), \(move.date)"
    return Phrase(
      nl:
        "mogelijk de overgang \(from), die niet gevolgd wordt omdat ze niet volledig is, verdeeld "
        + "is of geen vestiging noemt (\(move.source))",
      en: "possibly the move \(from), which is not followed because it is not complete, divided or "
        + "names no location (\(move.source))")
  }

  /// Why the two are thought to belong together.
  private var reason: Phrase {
    var reason: Phrase =
      switch nearness {
      case .adres: Phrase(nl: "zelfde postcode", en: "same postcode")
      case .postcode:
        Phrase(nl: "zelfde vier cijfers van de postcode", en: "same postcode district")
      case .plaats: Phrase(nl: "zelfde plaats", en: "same place")
      case .gemeente: Phrase(nl: "zelfde gemeente", en: "same municipality")
      case .naam: Phrase(nl: "andere plaats", en: "another place")
      }
    if hasLikeName { reason = reason + Phrase(nl: ", naam lijkt", en: ", like name") }
    if isWithinInstitution {
      reason = reason + Phrase(nl: ", zelfde instelling", en: ", same institution")
    }
    return reason
  }

  private static func text(_ count: Count?) -> String {
    guard let bounds = (count ?? .exact(0)).bounds else { return "0" }
    return bounds.lowerBound == bounds.upperBound
      ? "\(bounds.lowerBound)" : "\(bounds.lowerBound)–\(bounds.upperBound)"
  }
}
