import Records

/// The demand side: ROA's forecasts as they are downloaded, and two layouts of the package's own for
/// what UWV and SBB show on their pages without a file whose form is known.
extension Layout {
  static let arbeidsmarkt: [Layout] = [.roaAis, .regioSpanning, .regioKansen]

  /// Such as `Amersfoort`; `Nederland` for the whole country.
  static func arbeidsmarktregio(_ name: String) -> Place {
    name == "Nederland" ? .nederland : Place(.arbeidsmarktregio, name)
  }

  /// ROA's labour-market information system (AIS).
  static let roaAis = Layout(
    id: "roa-ais",
    title: Phrase(
      nl: "ROA, arbeidsmarktinformatie naar opleiding, beroep en regio (AIS)",
      en: "ROA, labour-market information by education, occupation and region (AIS)"),
    description: Phrase(
      nl: "Per regio (Nederland, provincie, arbeidsmarktregio), indeling, niveau en onderwerp een "
        + "aantal, een percentage, een percentage over zes jaar en per jaar, of een indicator (ITA, "
        + "ITKB), met de typering van ROA. Periode is het jaar van de editie in de bestandsnaam; "
        + "waarover het getal gaat staat in thema en onderwerp. Een lege cel is op te weinig "
        + "waarnemingen en levert niets.",
      en:
        "By region (country, province, labour-market region), classification, level and subject a "
        + "number, a percentage, a percentage over six years and a year, or an indicator (ITA, "
        + "ITKB), with ROA's own class. The period is the year of the edition in the file's name; "
        + "what the number is about is in thema and onderwerp. A blank cell rests on too few "
        + "persons and gives nothing."),
    origin: "ROA, DataverseNL doi 10.34894/DVQTOG (tot 2030) and 10.34894/UIQHCI (tot 2028), "
      + "AIStot2030_Arbeidsmarktinformatie_editie2026.csv, 230,419 rows. Stored: columns, `;`, "
      + "decimal comma, UTF-8 with a byte order mark and value lists of a full reading by "
      + "cedanl/rio-onderwijsdata (docs/roa_data.json, 2026-10-05); the edition to 2028 may differ. "
      + "No bytes seen here.",
    columns: [
      Column("regiocode", ["waarderegionaam"], isRequired: false, sample: .oneOf(["0", "31"])),
      Column(
        "regio", ["regionaam"], .required,
        sample: .oneOf(["Nederland", "provincie Flevoland", "Amersfoort", "Regio Zwolle"])),
      roaSplit("indeling", ["1 bedrijfssector", "2 beroep", "3 opleiding"]),
      roaSplit(
        "aggregatieniveau", ["opleidingsniveau (ONR2019)", "  opleidingssector (ONR2019)"]),
      Column("waarde", ["waarde"], isRequired: false, sample: .oneOf(["1", "2"])),
      roaSplit("detailniveau", ["Mbo2", "Mbo3", "Mbo4"]),
      Column("topic", ["waardetopic"], isRequired: false, sample: .oneOf(["1", "5"])),
      roaSplit("thema", ["Risicoindicatoren en arbeidsmarktprognoses tot 2030, actualisering"]),
      Column("variabele", ["waardevariabel"], isRequired: false, sample: .oneOf(["12", "13"])),
      roaSplit(
        "onderwerp",
        ["verwachte baanopeningen tot 2030", "ITA toekomstige arbeidsmarktsituatie in 2030"]),
      Column("belang", ["waardebelang"], isRequired: false),
      roaSplit("naamonderwerp", [], isRequired: false),
      roaNumber("aantal", "aantal", .aantal, sample: .decimal(100...9000, decimals: 1)),
      roaNumber("perc", "percentage", .procent, sample: .decimal(1...90, decimals: 1)),
      roaNumber("totaal6jrperc", "percentage over zes jaar", .procent, sample: nil),
      roaNumber("gemjaarlijksperc", "percentage per jaar", .procent, sample: nil),
      roaNumber("indicator", "indicator", .verhouding, sample: .decimal(0.7...1.3, decimals: 2)),
      roaSplit("typering", ["zeer goed", "goed", "redelijk", "matig"], isRequired: false),
      Column(
        "sorteerdummy", ["sorteerdummy"], isRequired: false,
        sample: .decimal(1...230_000, decimals: 0)),
      Column("versie", ["versie"], isRequired: false, sample: .constant("v20260901")),
    ],
    // What makes a row of this file unique is not established.
    suppression: [], key: [], period: .fileName(.jaar), isProvisional: false,
    form: Form(fileName: "AIStot2030_Arbeidsmarktinformatie_editie@.csv"),
    interpreter: Prognose.interpreter(period: .fileName(.jaar), suppression: []) { binding in
      let regio = binding.required("regio")
      return { (cells, observation) throws(IngestError) in
        observation.place = Layout.roaPlace(cells.fields[regio])
      }
    })

  /// `provincie Flevoland` is the province, a bare name a labour-market region.
  private static func roaPlace(_ name: String) -> Place {
    let province = "provincie "
    return name.hasPrefix(province)
      ? Place(.provincie, String(name.dropFirst(province.count))) : arbeidsmarktregio(name)
  }

  private static func roaSplit(
    _ name: String, _ values: [String], isRequired: Bool = true
  ) -> Column {
    Column(
      name, [name], isRequired: isRequired, role: .dimension,
      sample: values.isEmpty ? nil : .oneOf(values))
  }

  private static func roaNumber(
    _ header: String, _ measure: String, _ unit: Figure.Unit, sample: Column.Sample?
  ) -> Column {
    Column(
      header, [header], .decimal, isRequired: true, role: .measure(measure, unit, []),
      sample: sample)
  }
}
