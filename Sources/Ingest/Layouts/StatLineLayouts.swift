import Records

/// Tables of CBS StatLine.
///
/// Three forms of download exist. The *untyped* and *typed data set* of the open data portal are
/// read by ``cbsStatLine`` and the named tables; the exports *CSV met* and *zonder statistische
/// symbolen* of the StatLine page by ``cbsStatLineTitels``. The export *CSV volgens tabelindeling*
/// has title lines above and a source below its table, and is refused.
extension Layout {
  static let statLine: [Layout] = [
    .cbsStatLine, .cbs85353, .cbs85569, .cbs80472, .cbsStatLineTitels,
  ]

  private static let untyped =
    "The form of the file is read from two files of other tables (81901NED, 83429NED): `;`, every "
    + "field quoted, numbers padded with blanks, decimal point, `.` for missing, first column ID, "
    + "periods such as 2015JJ00, a number's column ending in _1 and the like."

  /// Any table: a split is taken under its own header, a number under its header without `_1`.
  static let cbsStatLine = Layout(
    id: "cbs-statline",
    title: Phrase(nl: "CBS StatLine, datasetbestand", en: "CBS StatLine, data set file"),
    description: Phrase(
      nl: "Een tabel van StatLine zoals het open-dataportaal hem levert (UntypedDataSet): sleutels "
        + "in de uitsplitsingen, een kolom per onderwerp. Het bestand noemt geen eenheden: een "
        + "getal is in de eenheid van de tabel, ook waar die ‘x 1 000’ is.",
      en: "A table of StatLine as the open data portal gives it (UntypedDataSet): keys in the "
        + "splits, one column a topic. The file names no units: a number is in the table's unit, "
        + "also where that is ‘x 1 000’."),
    origin: "CBS, opendata.cbs.nl. Bytes: \(untyped)",
    columns: [
      statLineID, statLineRegio(isRequired: false), statLinePeriode,
      // Any other column is taken as it comes; this one only gives a synthetic file its numbers.
      Column(
        "Onderwerp_1", ["Onderwerp_1"], .decimal, isRequired: false,
        role: .measure("Onderwerp", .aantal, []), sample: .decimal(5...900, decimals: 1)),
    ],
    suppression: [.statLine], key: ["id"], period: .column("periode", .statLine),
    isProvisional: false, isOpen: true, form: untypedForm("00000NED"),
    interpreter: { binding in
      let roles = RoleInterpreter(
        binding, period: .column("periode", .statLine), suppression: [.statLine])
      return { (cells, row, findings) throws(IngestError) in
        if !findings.contains(where: { $0.rule == "eenheid-niet-in-bestand" }) {
          findings.append(
            Finding(
              rule: "eenheid-niet-in-bestand", level: .opmerking, file: cells.file,
              text: Phrase(
                nl: "een datasetbestand van StatLine noemt geen eenheden; de getallen zijn in de "
                  + "eenheid van de tabel",
                en: "a data set file of StatLine names no units; the numbers are in the unit of "
                  + "the table"),
              remedy: Phrase(
                nl: "kijk in StatLine of de tabel in aantallen, duizendtallen of procenten is",
                en: "see in StatLine whether the table is in numbers, thousands or percent")))
        }
        try roles.interpret(cells, &row, &findings)
      }
    })

  static let cbs85353 = Layout(
    id: "cbs-85353ned",
    title: Phrase(
      nl: "CBS 85353NED, mbo-studenten naar regio", en: "CBS 85353NED, mbo students by region"),
    description: Phrase(
      nl: "Mbo-studenten per woonregio, geslacht, niveau, leerweg, studierichting en schooljaar, "
        + "met de sleutels van StatLine.",
      en: "Mbo students by home region, sex, niveau, leerweg, field of study and school year, with "
        + "StatLine's keys."),
    origin: "CBS, opendata.cbs.nl, tabel 85353NED. Stored: dimensions and topic as "
      + "cedanl/cbs-onderwijsdata, voorbeelden/mbo_deelnemers.py, reads them. \(untyped)",
    columns: [
      statLineID, sleutel("geslacht", "Geslacht", ["T001038", "3000", "4000"]),
      sleutel("niveau", "Niveau", ["T001336", "A041751", "A041755"]),
      sleutel("leerweg", "Leerweg", ["A041867", "A041868", "A025293"]),
      sleutel("studierichting", "Studierichting", ["T001072"]),
      statLineRegio(isRequired: true), statLinePeriode,
      Column(
        "studenten", ["MboStudenten_1"], .count, role: .measure("studenten", .aantal, []),
        sample: .count(around: 900)),
    ],
    suppression: [.statLine], key: ["id"], period: .column("periode", .statLine),
    isProvisional: false, isOpen: true, form: untypedForm("85353NED"))

  static let cbs85569 = Layout(
    id: "cbs-85569ned",
    title: Phrase(
      nl: "CBS 85569NED, instromers mbo naar positie een jaar eerder",
      en: "CBS 85569NED, mbo entrants by position a year before"),
    description: Phrase(
      nl: "Instromers in het mbo naar maatschappelijke positie een jaar eerder (waaronder vmbo-b/k "
        + "en vmbo-g/t), niveau, leerweg en sectorkamer, landelijk.",
      en: "Entrants of the mbo by position a year before (with vmbo-b/k and vmbo-g/t among them), "
        + "niveau, leerweg and sectorkamer, for the whole country."),
    origin: "CBS, opendata.cbs.nl, tabel 85569NED. Stored: dimensions and first topic as "
      + "cedanl/cbs-onderwijsdata, voorbeelden/mbo_zij_instroom.py, reads them; other topics are "
      + "taken as they come. \(untyped)",
    columns: [
      statLineID,
      sleutel(
        "positie een jaar eerder", "MaatschappelijkePositie1JaarEerder", ["T001625", "A050300"]),
      sleutel("sectorkamer", "Sectorkamer", ["T001072", "A049110"]),
      sleutel("niveau", "Niveau", ["T001336", "A041751"]),
      sleutel("leerweg", "Leerweg", ["A041867", "A025293"]),
      sleutel("geslacht", "Geslacht", ["T001038", "3000", "4000"]),
      sleutel("persoonskenmerken", "Persoonskenmerken", ["T009002"]), statLinePeriode,
      Column(
        "instromers", ["InstromersTotaal_1"], .count, role: .measure("instromers", .aantal, []),
        sample: .count(around: 900)),
    ],
    suppression: [.statLine], key: ["id"], period: .column("periode", .statLine),
    isProvisional: false, isOpen: true, form: untypedForm("85569NED"))

  static let cbs80472 = Layout(
    id: "cbs-80472ned",
    title: Phrase(
      nl: "CBS 80472ned, vacatures naar bedrijfstak en bedrijfsgrootte",
      en: "CBS 80472ned, vacancies by industry and size"),
    description: Phrase(
      nl:
        "Openstaande, ontstane en vervulde vacatures per kwartaal en jaar, landelijk. De tabel is "
        + "in duizendtallen; een waarneming is in vacatures.",
      en: "Open, new and filled vacancies by quarter and year, for the whole country. The table is "
        + "in thousands; an observation is in vacancies."),
    origin: "CBS, opendata.cbs.nl, tabel 80472ned. Stored: dimension and topics as public users of "
      + "cbsodataR name them, thousands as a page that quotes the table says (57,4 duizend open "
      + "vacancies, 2nd quarter of 2026, 0 to 10 persons). \(untyped)",
    columns: [
      statLineID, sleutel("bedrijfskenmerken", "Bedrijfskenmerken", ["T001081", "301000"]),
      statLinePeriode,
      duizendtal("openstaande vacatures", "OpenstaandeVacatures_1", isRequired: true),
      duizendtal("ontstane vacatures", "OntstaneVacatures_2", isRequired: false),
      duizendtal("vervulde vacatures", "VervuldeVacatures_3", isRequired: false),
    ],
    suppression: [.statLine], key: ["id"], period: .column("periode", .statLine),
    isProvisional: false, isOpen: true, form: untypedForm("80472ned"),
    interpreter: Prognose.interpreter(
      period: .column("periode", .statLine), suppression: [.statLine]
    ) { _ in
      let thousands: Set = ["openstaande vacatures", "ontstane vacatures", "vervulde vacatures"]
      return { (_, observation) throws(IngestError) in
        if thousands.contains(observation.measure), case .number(let number) = observation.value {
          observation.value = .number((number * 1000).rounded())
        }
      }
    })

  private static let statLineID = Column(
    "id", ["ID"], .required, sample: .decimal(0...9_000_000, decimals: 0))

  private static let statLinePeriode = Column(
    "periode", ["Perioden"], .required, role: .period, sample: .yearAs("@SJ00"))

  /// A region by its key, such as `GM0307` or `NL01`; tables differ in the column's name.
  private static func statLineRegio(isRequired: Bool) -> Column {
    Column(
      "regio", ["RegioS", "Regio", "Regiokenmerken", "WoonregioS"], isRequired: isRequired,
      role: .place(.gebied), sample: .oneOf(["NL01", "PV24", "PV26", "GM0034", "GM0307"]))
  }

  private static func sleutel(_ name: String, _ header: String, _ keys: [String]) -> Column {
    Column(name, [header], .required, role: .dimension, sample: .oneOf(keys))
  }

  private static func duizendtal(_ name: String, _ header: String, isRequired: Bool) -> Column {
    Column(
      name, [header], .decimal, isRequired: isRequired, role: .measure(name, .aantal, []),
      sample: .decimal(1...400, decimals: 1))
  }

  private static func untypedForm(_ table: String) -> Form {
    Form(
      fileName: "\(table)_UntypedDataSet_0101@_120000.csv", quoting: .all, decimalMark: ".")
  }
}
