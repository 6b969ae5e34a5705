import Records

extension Layout {
  /// DUO: primary schools, the long forms of DUO's interface: one number a row, `-1` for 1 to 4.
  static let duoPoLang: [Layout] = [
    poLang(
      "duo-adviezen-lang", "wpoadvies-v1", "brin6_advies.csv",
      Phrase(
        nl: "DUO, schooladviezen, lange vorm", en: "DUO, school advice, long form"),
      Phrase(
        nl: "Leerlingen van groep 8 naar advies; DUO’s nummers 1 tot en met 12 van het advies "
          + "blijven nummers.",
        en: "Pupils in group 8 by advice; DUO's numbers 1 to 12 of the advice stay numbers."),
      split: [
        Column(
          "advies", ["ADVIES"], .required, role: .dimension,
          sample: .oneOf((1...12).map(String.init)))
      ],
      measures: [
        Column(
          "schooladviezen", ["AANTAL_LEERLINGEN"], .count,
          role: .measure("schooladviezen", .aantal, []), sample: .count(around: 9))
      ]),
    poLang(
      "duo-eindscores-lang", "wpo-eindscores", "brin6_eindscores.csv",
      Phrase(nl: "DUO, eindscores, lange vorm", en: "DUO, end scores, long form"),
      Phrase(
        nl: "Gemiddelde uitslag van eindtoets of doorstroomtoets per vestiging en toets.",
        en: "Mean result of the end or doorstroom test per location and test."),
      split: [
        Column("leerjaar", ["LEERJAAR"], role: .dimension, sample: .constant("8")),
        Column(
          "toets", ["DOORSTROOMTOETS_PO", "EINDTOETS_PO"], .required, role: .dimension,
          sample: .constant("IEP")),
      ],
      measures: [
        Column(
          "eindscore", ["GEMIDDELDE_UITSLAG"], .decimal, role: .measure("eindscore", .score, []),
          sample: .decimal(74...89, decimals: 2)),
        Column(
          "leerlingen", ["AANTAL_LEERLINGEN"], .count, role: .measure("eindtoetsen", .aantal, []),
          sample: .count(around: 20)),
        Column(
          "ontheffingen", ["AANTAL_ONTHEFFINGEN"], .count,
          role: .measure("ontheffingen eindtoets", .aantal, []), sample: .count(around: 2)),
      ]),
    poLang(
      "duo-leerlingen-po-postcode-lang", "popostcode4-v1", "brin6_pc4.csv",
      Phrase(
        nl: "DUO, leerlingen po naar postcode, lange vorm",
        en: "DUO, pupils po by postcode, long form"),
      Phrase(
        nl: "Leerlingen per vestiging en postcode van vier cijfers.",
        en: "Pupils per location and postcode of four digits."),
      split: [
        Column(
          "postcode leerling", ["POSTCODE4_DEELNEMER"], .required,
          role: .placeDimension(.postcode), sample: .oneOf(["3811", "3812", "1333", "30"]))
      ], measures: [.aantalLeerlingen]),
    poLang(
      "duo-leerlingen-po-leeftijd-lang", "poleeftijd-v2", "brin6_leeftijd.csv",
      Phrase(
        nl: "DUO, leerlingen po naar leeftijd, lange vorm", en: "DUO, pupils po by age, long form"),
      Phrase(nl: "Leerlingen per vestiging en leeftijd.", en: "Pupils per location and age."),
      split: [
        Column(
          "leeftijd", ["LEEFTIJD"], .required, role: .dimension,
          sample: .oneOf((4...13).map(String.init)))
      ], measures: [.aantalLeerlingen]),
    poLang(
      "duo-leerlingen-po-geslacht-lang", "pogeslacht-v1", "brin6_geslacht.csv",
      Phrase(
        nl: "DUO, leerlingen po naar geslacht, lange vorm", en: "DUO, pupils po by sex, long form"),
      Phrase(nl: "Leerlingen per vestiging en geslacht.", en: "Pupils per location and sex."),
      split: [
        Column("geslacht", ["GESLACHT"], .required, role: .dimension, sample: .oneOf(["M", "V"]))
      ], measures: [.aantalLeerlingen]),
  ]

  private static func poLang(
    _ id: String, _ dataset: String, _ file: String, _ title: Phrase, _ description: Phrase,
    split: [Column], measures: [Column]
  ) -> Layout {
    Layout(
      id: id, title: title, description: description,
      origin: "onderwijsdata.duo.nl/dataset/\(dataset); kolommen uit DUO’s catalogus "
        + "(../shared/data/duo-catalogus.json); geen bytes gezien",
      columns: [.rowNumber, .brin, .vestiging(.locationNumber), .soortPo, .peiljaar] + split
        + measures,
      suppression: [.minusOne],
      key: ["brin", "vestiging", "soort po", "peiljaar"] + split.map(\.name),
      period: .column("peiljaar", .peildatum), isProvisional: true, form: .ckan(file))
  }
}
