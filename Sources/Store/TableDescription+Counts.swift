import Records

/// The views of counts of pupils.
extension TableDescription {
  static let countViews: [TableDescription] = [
    count("leerlingen", Phrase(nl: "ingeschreven leerlingen", en: "enrolled pupils")),
    count("examenkandidaten", Phrase(nl: "examenkandidaten", en: "exam candidates")),
    count("geslaagden", Phrase(nl: "geslaagden", en: "candidates who passed")),
    count("gezakten", Phrase(nl: "gezakten", en: "candidates who failed")),
    view(
      "alle_tellingen",
      "Elke telling van elk bestand, ook die een ander bestand telt.",
      "Every count of every file, also those that another file counts.",
      [measure] + countColumns + [origin, counts]),
    view(
      "totalen",
      "Een telling voor jongens en meisjes samen, om op te tellen: kies maat en bron, en tel niet op "
        + "over kolommen die soms leeg zijn.",
      "A count for both sexes together, made for sums: choose maat and bron, and do not sum over "
        + "columns that are null at times.",
      [measure, origin, location] + period + dimensions.filter { $0.name != "geslacht" } + bounds
        + [provisional, layout, file, hash]),
  ]

  /// Whether a row counts in the other views.
  static let counts = Column.integer(
    "telt", "1 als deze rij telt; 0 als een ander bestand hetzelfde telt",
    "1 where this row counts; 0 where another file counts the same")

  private static func count(_ name: String, _ words: Phrase) -> TableDescription {
    view(
      name,
      "Een telling: \(words.nl). Van bestanden die dezelfde leerlingen tellen telt er een "
        + "(alle_tellingen heeft ze alle).",
      "A count: \(words.en). Of files that count the same pupils one counts (alle_tellingen has all "
        + "of them).", countColumns)
  }

  private static let countColumns: [Column] =
    [location] + period + dimensions + [kind("soort", "", "")] + bounds + [provisional] + source

  private static let location = Column.text(
    "vestiging", "vestigingscode, zes tekens", "location, six characters")
  private static let measure = Column.text(
    "maat", "leerlingen, examenkandidaten, geslaagden of gezakten", "what is counted")
  private static let origin = Column.text(
    "bron",
    "soort gegevens: duo-leerlingen, duo-examens, duo-geslaagden, regio-profielen; twee bronnen "
      + "tellen dezelfde leerlingen: kies er een",
    "kind of data: duo-leerlingen, duo-examens, duo-geslaagden, regio-profielen; two of them count "
      + "the same pupils: choose one")

  private static let bounds: [Column] = [
    .integer(
      "aantal", "het getal, alleen als het precies bekend is",
      "the number, only where it is known exactly", unit: "leerlingen", nullable: true),
    .integer(
      "ondergrens", "kleinste aantal dat het kan zijn", "smallest number it can be",
      unit: "leerlingen", nullable: true),
    .integer(
      "bovengrens", "grootste aantal dat het kan zijn", "largest number it can be",
      unit: "leerlingen", nullable: true),
  ]
}
