extension Phrase {
  /// A period as a sentence names it: `examenjaar 2019`, in English `exam year 2019`. The word
  /// *peildatum* is DUO's and stays.
  public static func period(_ period: Period) -> Phrase { periods(period, through: period) }

  /// Periods of one kind from the first to the last: `examenjaar 2015–2019`.
  public static func periods(_ first: Period, through last: Period) -> Phrase {
    let span = first.year == last.year ? "\(first.year)" : "\(first.year)–\(last.year)"
    let kind: Phrase =
      switch first {
      case .peildatum: Phrase("peildatum")
      case .examenjaar: Phrase(nl: "examenjaar", en: "exam year")
      case .jaar: Phrase(nl: "jaar", en: "year")
      case .schooljaar: Phrase(nl: "schooljaar", en: "school year")
      case .kwartaal: Phrase(nl: "kwartaal", en: "quarter")
      case .maand: Phrase(nl: "maand", en: "month")
      }
    return kind + Phrase(" " + span)
  }
}
