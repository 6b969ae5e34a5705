import Records

/// Students of the mbo that DUO expects: thirty-five files, one a combination of splits, that share
/// four layouts by what a row is about. A file holds counted years (*Historie*) and expected ones
/// (*Prognose*), and may hold both editions of a year (*versie* 1 of February, 2 of April): of those
/// one is to be chosen, which is why the edition is a split and part of the key.
extension Layout {
  static let prognoseMboArbeidsmarktregio = prognoseMbo(
    "arbeidsmarktregio", nl: "arbeidsmarktregio", en: "labour-market region",
    files: "mbo-studentenprognose_arbeidsmarktregio….csv (seven files)", certainty: "Stored",
    place: [
      Column(
        "arbeidsmarktregio", ["Arbeidsmarktregio"], .required, role: .place(.arbeidsmarktregio),
        sample: .oneOf(["Amersfoort", "Flevoland", "FoodValley", "Overig"]))
    ],
    splits: [instellingSplit, instellingsnaam, onderwijslocatie])

  static let prognoseMboGemeente = prognoseMbo(
    "gemeente", nl: "gemeente", en: "municipality",
    files: "mbo-studentenprognose_gemeente….csv (seven files)",
    certainty: "Stored for the file by age group, inferred for the others; the municipality is its "
      + "name, so that its place is an area of the source's own",
    place: [
      Column(
        "gemeente", ["Gemeentenaam"], .required, role: .place(.gebied),
        sample: .oneOf(["Almere", "Amersfoort", "Nijkerk"]))
    ],
    splits: [instellingSplit, instellingsnaam, onderwijslocatie])

  static let prognoseMboInstelling = prognoseMbo(
    "instelling", nl: "instelling", en: "institution",
    files: "mbo-studentenprognose_…_instelling.csv and …_onderwijslocatie.csv (thirteen files)",
    certainty: "Stored for the files by onderwijslocatie, inferred for the others",
    place: [
      Column(
        "instelling", ["Instellingscode"], .required, role: .place(.instelling), sample: .brin)
    ],
    splits: [instellingsnaam, onderwijslocatie])

  static let prognoseMboLandelijk = prognoseMbo(
    "landelijk", nl: "sectorkamer of leerweg, landelijk", en: "sectorkamer or leerweg, nationally",
    files: "mbo-studentenprognose_sectorkamer.csv, …_leerweg.csv and combinations (ten files)",
    certainty: "Inferred from the sister files", place: [], splits: [])

  private static let instellingsnaam = Column(
    "instellingsnaam", ["Instellingsnaam"], isRequired: false, sample: .schoolName)
  private static let instellingSplit = Column(
    "instelling", ["Instellingscode"], isRequired: false, role: .placeDimension(.instelling),
    sample: .brin)
  private static let onderwijslocatie = Column(
    "onderwijslocatie", ["Onderwijslocatie"], isRequired: false, role: .dimension,
    sample: .oneOf(["101X480-Barnseweg-Barneveld", "101X485-Heliumweg-Almere"]))

  /// Whether a row was counted or is expected.
  private enum Soort: String, CaseIterable {
    case historie = "Historie"
    case prognose = "Prognose"
  }

  private static func prognoseMbo(
    _ id: String, nl: String, en: String, files: String, certainty: String, place: [Column],
    splits: [Column]
  ) -> Layout {
    let period = PeriodSource.column("jaar", .peildatum)
    return Layout(
      id: "duo-prognose-mbo-\(id)",
      title: Phrase(
        nl: "DUO, studentenprognose mbo per \(nl)", en: "DUO, mbo students forecast by \(en)"),
      description: Phrase(
        nl: "Studenten op 1 oktober per \(nl), versie en jaar: geteld (Historie, studenten) of "
          + "verwacht (Prognose, studentenprognose). Van twee versies in een bestand is er een "
          + "te kiezen; optellen telt dubbel.",
        en: "Students on 1 October by \(en), edition and year: counted (Historie, studenten) or "
          + "expected (Prognose, studentenprognose). Of two editions in a file one is to be chosen; "
          + "adding them counts twice."),
      origin: "DUO, onderwijsdata.duo.nl/dataset/studentprognoses-mbo-per-instelling, \(files). "
        + "\(certainty) (duo-catalogus.json; full scan by cedanl/rio-onderwijsdata, 2026-10-05: "
        + "whole numbers, -1 to 189867, also where they are expected); no bytes seen here.",
      columns: [Mbo.id] + place + splits + [
        Column(
          "niveau", ["Kwalificatieniveau"], isRequired: false, role: .dimension,
          sample: .oneOf(["1.0", "2.0", "3.0", "4.0"])),
        Column(
          "leeftijd", ["Leeftijdscategorie"], isRequired: false, role: .dimension,
          sample: .oneOf(["16 en jonger", "17 en 18", "23 t/m 30", "31 en ouder"])),
        Column(
          "leerweg", ["Leerweg"], isRequired: false, role: .dimension,
          sample: .oneOf(["bbl", "bol"])),
        Column(
          "sectorkamer", ["Sectorkamer"], isRequired: false, role: .dimension,
          sample: .oneOf(Mbo.sectorkamers)),
        Column("jaar", ["Jaar"], .year, role: .period, sample: .year),
        Column(
          "aantal", ["Aantal"], .count, role: .measure("studenten", .aantal, []),
          sample: .count(around: 400)),
        Column("soort", ["Type"], .required, sample: .until(2025, "Historie", "Prognose")),
        Column("versie", ["Versie"], .required, role: .dimension, sample: .oneOf(["1", "2"])),
      ],
      suppression: [.minusOne],
      key: place.map(\.name) + splits.filter { $0.role != .kept }.map(\.name)
        + ["niveau", "leeftijd", "leerweg", "sectorkamer", "jaar", "versie"],
      period: period, isProvisional: false,
      form: Form(
        fileName: "mbo-studentenprognose_\(id).csv", delimiter: ",", decimalMark: "."),
      interpreter: Prognose.interpreter(period: period, suppression: [.minusOne]) { binding in
        let soort = binding.required("soort")
        return { (cells, observation) throws(IngestError) in
          observation.measure = Prognose.measure(
            "studenten", isExpected: try cells.value(soort, Soort.self) == .prognose)
          // The files by niveau print it as a number with a decimal: 2.0.
          if let niveau = observation[dimension: "niveau"], niveau.hasSuffix(".0") {
            observation[dimension: "niveau"] = String(niveau.dropLast(2))
          }
        }
      })
  }
}
