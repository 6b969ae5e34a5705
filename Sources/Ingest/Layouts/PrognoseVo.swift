import Records

/// Pupils of the vo and the primary school that DUO expects.
extension Layout {
  static let prognoseVo = Layout(
    id: "duo-prognose-vo",
    title: Phrase(
      nl: "DUO, prognose leerlingen vo per instelling", en: "DUO, vo pupils forecast by institution"
    ),
    description: Phrase(
      nl:
        "Verwachte leerlingen op 1 oktober per instelling, onderwijsniveau (BRJ, VMBO, HAVO, VWO, "
        + "PRO en totaal) en jaar, met decimalen. Geen vestiging, leerweg of profiel. Alle jaren "
        + "zijn prognose.",
      en:
        "Pupils expected on 1 October by institution, level (BRJ, VMBO, HAVO, VWO, PRO and total) "
        + "and year, with decimals. No location, leerweg or profile. All years are forecast."),
    origin: "DUO, onderwijsdata.duo.nl/dataset/voprognoses, brin4_prognosesvo.csv, 76,800 rows. "
      + "Stored: columns, levels, years 2024–2043 and largest value of a full scan by "
      + "cedanl/rio-onderwijsdata (2026-10-05); 1 October by DUO's description (peildatum 1 oktober "
      + "van het peiljaar).",
    columns: [
      Mbo.id, Mbo.instelling,
      Column(
        "onderwijsniveau", ["ONDERWIJSNIVEAU"], .required, role: .dimension,
        sample: .oneOf(["BRJ_", "HAVO_", "PRO_", "VMBO_", "VWO_", "PROGNOSES_VOTOTAAL"])),
      Mbo.jaar,
      Column(
        "prognose", ["PROGNOSEAANTALLEN"], .decimal,
        role: .measure("leerlingenprognose", .aantal, []), sample: .decimal(0...900, decimals: 2)),
    ],
    suppression: [], key: ["instelling", "onderwijsniveau", "jaar"],
    period: .column("jaar", .peildatum), isProvisional: false,
    form: Form(fileName: "brin4_prognosesvo.csv", delimiter: ",", decimalMark: "."),
    interpreter: Prognose.interpreter(period: .column("jaar", .peildatum), suppression: []) { _ in
      { (_, observation) throws(IngestError) in
        observation[dimension: "onderwijsniveau"] = observation[dimension: "onderwijsniveau"].map(
          Prognose.niveau)
      }
    })

  /// The older file, one column a level and year, with counted years before the expected ones. It
  /// does not say where the forecast begins; every DUO forecast of the vo and po that is known
  /// spans twenty years (2018–2037, 2024–2043, 2026–2045), so the last twenty of the header are it.
  static let prognoseVoBreed = Layout(
    id: "duo-prognose-vo-breed",
    title: Phrase(
      nl: "DUO, leerlingenprognose vo per instelling (oud, een kolom per jaar)",
      en: "DUO, vo pupils forecast by institution (older, one column a year)"),
    description: Phrase(
      nl:
        "Leerlingen op 1 oktober per instelling, een kolom per niveau en jaar. De laatste twintig "
        + "jaren zijn prognose (leerlingenprognose), de jaren ervoor telling (leerlingen).",
      en: "Pupils on 1 October by institution, one column a level and year. The last twenty years "
        + "are forecast (leerlingenprognose), those before counted (leerlingen)."),
    origin: "DUO, duo.nl/open_onderwijsdata/images/11-leerlingenprognose-vo-2012-2037.csv. "
      + "Inferred: the package duodata reads columns BRJ, VMBO, HAVO, VWO and PRO with `.2018` and "
      + "the like behind them from a file with `;` in Latin-1, drops columns with `totaal` in "
      + "their name, takes 2018 as the first expected year, and renames the columns brin_naam … "
      + "bg_gemeente; the exact names of the totals and of columns that it keeps are not known. A "
      + "mapping file can name them.",
    columns: [
      Column(
        "instelling", ["BRIN", "BRIN NUMMER", "INSTELLINGSCODE"], .required,
        role: .place(.instelling), sample: .brin),
      Column(
        "instellingsnaam", ["brin_naam", "INSTELLINGSNAAM"], isRequired: false,
        sample: .schoolName),
      Column("onderwijssoort", ["onderwijssoort"], isRequired: false, sample: .constant("VO")),
    ] + adreskolommen
      + ["BRJ", "VMBO", "HAVO", "VWO", "PRO"].map { jaarkolom($0, "\($0).@", isRequired: true) }
      + [jaarkolom("totaal", "totaal.@", isRequired: false)],
    suppression: [], key: ["instelling", "onderwijssoort"], period: .headers(.peildatum),
    isProvisional: false,
    form: Form(fileName: "11-leerlingenprognose-vo-2012-@.csv"),
    interpreter: Prognose.interpreter(period: .headers(.peildatum), suppression: []) { binding in
      let firstExpected = (binding.years.last ?? 0) - 19
      return { (_, observation) throws(IngestError) in
        observation.measure = Prognose.measure(
          "leerlingen", isExpected: observation.period.year >= firstExpected)
      }
    })

  private static let adreskolommen: [Column] = [
    "brin_adres", "brin_pc", "brin_plaats", "brin_provincie", "brin_gemnr", "brin_gemeente",
    "bgnummer", "bg_naam", "bg_adres", "bg_pc", "bg_plaats", "bg_provincie", "bg_gemnr",
    "bg_gemeente",
  ].map { Column($0, [$0], isRequired: false) }

  private static func jaarkolom(
    _ niveau: String, _ header: String, isRequired: Bool
  ) -> Column {
    Column(
      "\(niveau) @", [header], .decimal, isRequired: isRequired,
      role: .measure("leerlingen", .aantal, [Observation.Dimension("onderwijsniveau", niveau)]),
      sample: .decimal(0...900, decimals: 2))
  }

  static let prognosePo = Layout(
    id: "duo-prognose-po",
    title: Phrase(
      nl: "DUO, prognose leerlingen bo en sbo per vestiging",
      en: "DUO, primary pupils forecast by location"),
    description: Phrase(
      nl:
        "Verwachte leerlingen op 1 oktober per vestiging, soort (BO, SBO) en jaar, met decimalen. "
        + "Een leeg aantal levert niets. Alle jaren zijn prognose.",
      en:
        "Pupils expected on 1 October by location, kind (BO, SBO) and year, with decimals. A blank "
        + "number gives nothing. All years are forecast."),
    origin: "DUO, onderwijsdata.duo.nl/dataset/wpoprognoses, brin6_prognosespo.csv, 127,140 rows. "
      + "Stored: columns, years 2026–2045 and 44 blanks of a full scan by cedanl/rio-onderwijsdata "
      + "(2026-10-05); comma, point and a location of two digits by a public reader of the file; 1 October by DUO's "
      + "description (leerlinggegevens uit BRON, peildatum 1-10).",
    columns: [
      Mbo.id,
      Column("instelling", ["INSTELLINGSCODE"], .required, role: .brin, sample: .brin),
      Column("vestiging", ["VESTIGINGSCODE"], .required, role: .location, sample: .location),
      Column("soort po", ["TYPE_PO"], .required, role: .dimension, sample: .oneOf(["BO", "SBO"])),
      Mbo.jaar,
      Column(
        "prognose", ["PROGNOSEAANTALLEN"], .decimal,
        role: .measure("leerlingenprognose", .aantal, []), sample: .decimal(0...400, decimals: 2)),
    ],
    suppression: [], key: ["instelling", "vestiging", "soort po", "jaar"],
    period: .column("jaar", .peildatum), isProvisional: false,
    form: Form(fileName: "brin6_prognosespo.csv", delimiter: ",", decimalMark: "."))
}
