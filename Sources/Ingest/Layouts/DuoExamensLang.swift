import Records

extension Layout {
  /// DUO: exams of the vo, the long forms of DUO's interface, school years 2013-2014 to 2017-2018.
  ///
  /// They give observations, not facts: their candidates are those of `duo-examenkandidaten` again,
  /// with all leerwegen together. That the year is the one in which the school year begins follows
  /// ../shared/data/README.md §0 rule 9.
  static let duoExamensLang: [Layout] = [duoSlagingspercentages, duoVakcijfers]

  static let duoSlagingspercentages = Layout(
    id: "duo-slagingspercentages",
    title: Phrase(
      nl: "DUO, slagingspercentages en cijfers per vestiging (03_voex-v1)",
      en: "DUO, pass rates and marks per location (03_voex-v1)"),
    description: Phrase(
      nl: "Kandidaten, geslaagden, gezakten, slagingspercentage en gemiddelde cijfers per "
        + "vestiging en onderwijstype; geen leerweg of profiel.",
      en: "Candidates, passed, failed, pass rate and mean marks per location and type of "
        + "education; no leerweg or profile."),
    origin: scanned(
      "03_voex-v1",
      "Volledig gelezen, 9.779 rijen: kandidaten vanaf 1, dus niets "
        + "afgeschermd."),
    columns: examen(gemeente: [
      Column("gemeente", ["GEMEENTENAAM VESTIGING"], sample: .place(.gemeenteInCapitals)),
      Column("provincie", ["PROVINCIE VESTIGING"], sample: .place(.provincie)),
    ]) + [
      number("examenkandidaten", "EXAMENKANDIDATEN", .sum(of: ["geslaagden", "gezakten"])),
      number("geslaagden", "GESLAAGDEN", .count(around: 55)),
      number("gezakten", "GEZAKTEN", .count(around: 5)),
      Column(
        "slagingspercentage", ["SLAGINGSPERCENTAGE"], .decimal,
        role: .measure("slagingspercentage", .procent, []),
        sample: .share(of: "geslaagden", in: "examenkandidaten")),
      mark("cijfer schoolexamen", "GEMIDDELD CIJFER SCHOOLEXAMEN"),
      mark("cijfer centraal examen", "GEMIDDELD CIJFER CENTRAAL EXAMEN"),
      mark(
        "cijfer cijferlijst", "GEMIDDELD CIJFER CIJFERLIJST",
        .mean(of: ["cijfer schoolexamen", "cijfer centraal examen"], decimals: 1)),
    ],
    suppression: [], key: ["schooljaar", "vestiging", "onderwijstype"],
    period: .column("schooljaar", .examenjaarByStart), isProvisional: false,
    form: .ckan("03_voex.csv"))

  static let duoVakcijfers = Layout(
    id: "duo-vakcijfers",
    title: Phrase(
      nl: "DUO, examens en cijfers per vak en vestiging (04_voex-v1)",
      en: "DUO, exams and marks by subject and location (04_voex-v1)"),
    description: Phrase(
      nl: "Afgenomen examens en gemiddeld cijfer per vestiging, onderwijstype, leerweg, vak en "
        + "onderdeel van het examen.",
      en: "Exams taken and mean mark per location, type of education, leerweg, subject and part of "
        + "the exam."),
    origin: scanned(
      "04_voex-v1",
      "Dat niets is afgeschermd is "
        + "afgeleid van 03_voex-v1, dat op dezelfde dag verscheen en 1, 2 en 3 drukt."),
    columns: examen(gemeente: [
      Column("gemeentenummer", ["GEMEENTECODE"], sample: .place(.paddedGemeentenummer)), .gemeente,
      .plaats, .provincie,
    ]) + [
      Column("leerweg", ["LEERWEG"], role: .dimension, sample: .oneOf(["BL", "KL", "GL", "TL"])),
      Column(
        "vakcode", ["VAKCODE"], .required, role: .dimension,
        sample: .together(["131", "161", "251"])),
      Column("vak afkorting", ["VAKNAAMAFKORTING"], sample: .together(["ak", "ec", "if"])),
      Column(
        "vak", ["VAK"], role: .dimension,
        sample: .together(["aardrijkskunde", "economie", "informatica"])),
      Column(
        "onderdeel", ["ONDERDEEL EXAMEN"], .required, role: .dimension,
        sample: .oneOf(["CENTRAAL EXAMEN", "SCHOOLEXAMEN", "CIJFERLIJST"])),
      Column(
        "beoordeling", ["SCHOOLEXAMEN BEOORDELING"], role: .dimension, sample: .oneOf(["G", "V"])),
      number("examens", "AANTAL", .count(around: 30)), mark("examencijfer", "GEMIDDELD CIJFER"),
    ],
    suppression: [],
    key: [
      "schooljaar", "vestiging", "onderwijstype", "leerweg", "vakcode", "onderdeel", "beoordeling",
    ],
    period: .column("schooljaar", .examenjaarByStart), isProvisional: false,
    form: .ckan("04_voex.csv"))

  private static func scanned(_ dataset: String, _ remark: String) -> String {
    "onderwijsdata.duo.nl/dataset/\(dataset); kolommen en waarden uit cedanl/rio-onderwijsdata, "
      + "duo_resource_schemas.json (2026-10-05). \(remark) Geen bytes gezien."
  }

  private static func examen(gemeente: [Column]) -> [Column] {
    [
      .rowNumber,
      Column("schooljaar", ["SCHOOLJAAR"], .required, role: .period, sample: .year),
      Column("brin", ["BRIN NUMMER"], .required, sample: .brin),
      Column(
        "vestiging", ["BRINVESTIGINGSNUMMER"], .required, role: .place(.vestiging),
        sample: .vestiging),
      .school,
    ] + gemeente + [
      Column(
        "onderwijstype", ["ONDERWIJSTYPE VO"], .required, role: .dimension,
        sample: .oneOf(["HAVO", "VMBO", "VWO"]))
    ]
  }

  private static func number(
    _ name: String, _ header: String, _ sample: Column.Sample
  ) -> Column {
    Column(name, [header], .count, role: .measure(name, .aantal, []), sample: sample)
  }

  private static func mark(
    _ name: String, _ header: String, _ sample: Column.Sample = .decimal(5.6...7.4, decimals: 1)
  ) -> Column {
    Column(name, [header], .decimal, role: .measure(name, .cijfer, []), sample: sample)
  }
}
