import Records

extension Layout {
  /// DUO: pupils of the vo in other cuts than `duo-leerlingen`: the long form of DUO's interface, by
  /// the pupils' postcodes, and by board.
  static let duoLeerlingenVo: [Layout] = [
    duoLeerlingenLang, duoLeerlingenPostcodeLang, duoLeerlingenPostcode, duoLeerlingenBestuur,
  ]

  static let duoLeerlingenLang = Layout(
    id: "duo-leerlingen-lang",
    title: Phrase(
      nl: "DUO, leerlingen vo naar onderwijstype, lange vorm (01voins-v1)",
      en: "DUO, pupils vo by type of education, long form (01voins-v1)"),
    description: Phrase(
      nl: "Een rij per vestiging, onderwijstype, sector, afdeling en leerjaar, mannen en vrouwen "
        + "samen. Feiten van vmbo leerjaar 3 en 4 en van brugjaar 1 en 2. Een 4 staat voor 1 "
        + "tot en met 4.",
      en: "One row a location, type of education, sector, afdeling and leerjaar, both sexes "
        + "together. Facts of vmbo leerjaar 3 and 4 and of brugjaar 1 and 2. A 4 stands for 1 to "
        + "4."),
    origin: "onderwijsdata.duo.nl/dataset/01voins-v1; kolommen en voorbeeldwaarden uit "
      + "cedanl/rio-onderwijsdata, duo_resource_schemas.json (2026-10-05); geen bytes gezien",
    columns: ckanSchool + [
      Column(
        "vavo", ["INDICATIE VO-VAVO"], sample: .constant("VO regulier")),
      Column(
        "onderwijstype", ["ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR"], .required,
        sample: .oneOf(["VMBO BL lj 3-4", "VMBO KL lj 3-4", "VMBO GL lj 3-4"])),
      Column(
        "sector", ["VMBO SECTOR"], sample: .together(["Techniek", "Techniek", "Economie"])),
      Column(
        "afdeling", ["AFDELING"],
        sample: .together([
          "Bouwen, wonen en interieur", "Mobiliteit en transport", "Economie en ondernemen",
        ])),
      Column("leerjaar", ["LEERJAAR"], .required, sample: .oneOf(["3", "4"])),
      Column("leerlingen", ["AANTAL LEERLINGEN"], .count, sample: .count(around: 14)),
    ],
    suppression: [.four],
    key: [
      "schooljaar", "brin", "vestiging", "vavo", "onderwijstype", "sector", "afdeling", "leerjaar",
    ],
    period: .column("schooljaar", .peildatum), isProvisional: true, form: .ckan("01voins.csv"),
    interpreter: { binding in
      let (schooljaar, brin) = (binding.required("schooljaar"), binding.required("brin"))
      let (vestiging, type) = (binding.required("vestiging"), binding.required("onderwijstype"))
      let (sector, afdeling) = (binding.required("sector"), binding.required("afdeling"))
      let (leerjaar, count) = (binding.required("leerjaar"), binding.required("leerlingen"))
      return { (cells, row, findings) throws(IngestError) in
        let code = try cells.vestiging(brin: brin, vestiging)
        let period = try cells.period(schooljaar, .peildatum)
        let grade = try cells.leerjaar(leerjaar)
        guard let known = try cells.onderwijstype(type, &findings) else { return }
        let group = try cells.sector(sector)
        guard known.leerjaren.contains(grade) else {
          cells.reportLeerjaar(grade, type: type, count, &findings)
          return
        }
        if cells.counts[count] == .notApplicable { return }
        row.facts.append(
          Fact(
            layout: cells.layout, measure: .leerlingen, period: period, vestiging: code,
            leerweg: known.leerweg, leerjaar: grade,
            profiel: known.leerweg == nil ? nil : Vocabulary.profiel(cells.fields[afdeling]),
            sector: group, count: cells.counts[count], source: cells.source(count)))
      }
    })

  static let duoLeerlingenPostcodeLang = Layout(
    id: "duo-leerlingen-postcode-lang",
    title: Phrase(
      nl: "DUO, leerlingen vo naar postcode, lange vorm (02voins-v1)",
      en: "DUO, pupils vo by postcode, long form (02voins-v1)"),
    description: Phrase(
      nl: "Leerlingen per vestiging, postcode van de leerling en leerjaar. Postcode 20 is "
        + "Duitsland, 30 een ander land. Een 4 staat voor 1 tot en met 4.",
      en: "Pupils per location, postcode of the pupil and leerjaar. Postcode 20 is Germany, 30 "
        + "another country. A 4 stands for 1 to 4."),
    origin: "onderwijsdata.duo.nl/dataset/02voins-v1; kolommen en voorbeeldwaarden uit "
      + "cedanl/rio-onderwijsdata, duo_resource_schemas.json (2026-10-05); geen bytes gezien",
    columns: [
      .rowNumber, Column("jaar", ["JAAR"], .required, role: .period, sample: .year), .brin,
      .vestiging(.locationNumber), .school, .gemeentenummer, .gemeente,
    ] + woonplaats + [
      Column(
        "leerjaar", ["LEER- OF VERBLIJFSJAAR"], .required, role: .dimension,
        sample: .oneOf((1...6).map(String.init))),
      Column(
        "leerlingen", ["AANTAL LEERLINGEN"], .count, role: .measure("leerlingen", .aantal, []),
        sample: .count(around: 8)),
    ],
    suppression: [.four],
    key: [
      "jaar", "brin", "vestiging", "postcode leerling", "plaats leerling", "gemeente leerling",
      "leerjaar",
    ],
    period: .column("jaar", .peildatum), isProvisional: true, form: .ckan("02voins.csv"))

  static let duoLeerlingenPostcode = Layout(
    id: "duo-leerlingen-postcode",
    title: Phrase(
      nl: "DUO, leerlingen vo naar postcode en leerjaar",
      en: "DUO, pupils vo by postcode and leerjaar"),
    description: Phrase(
      nl: "Leerlingen op 1 oktober per vestiging en postcode van de leerling, een kolom per "
        + "leerjaar; het jaar staat in de bestandsnaam.",
      en: "Pupils on 1 October per location and postcode of the pupil, one column a leerjaar; the "
        + "year is in the file's name."),
    origin: "duo.nl, bestand 02 leerlingen per vestiging naar postcode leerling en leerjaar; "
      + "kolommen zoals openstate/openonderwijsdata-api ze leest (parse_student_residences); geen "
      + "bytes gezien",
    columns: [
      .brin, .vestiging(.locationNumber), optional(.school), optional(.bestuur),
      Column("plaats", ["PLAATSNAAM VESTIGING", "PLAATSNAAM"], isRequired: false),
      Column("provincie", ["PROVINCIE VESTIGING", "PROVINCIE"], isRequired: false),
      Column(
        "gemeentenummer", ["GEMEENTENUMMER VESTIGING", "GEMEENTENUMMER"], isRequired: false),
      Column("gemeente", ["GEMEENTENAAM VESTIGING", "GEMEENTENAAM"], isRequired: false),
    ] + woonplaats
      + (1...6).map { leerjaar in
        Column(
          "leerjaar \(leerjaar)", ["LEER- OF VERBLIJFSJAAR \(leerjaar)", "LEERJAAR \(leerjaar)"],
          .count,
          role: .measure(
            "leerlingen", .aantal, [Observation.Dimension("leerjaar", String(leerjaar))]),
          sample: .count(around: 6))
      },
    suppression: [.lessThanFive],
    key: ["brin", "vestiging", "postcode leerling", "plaats leerling", "gemeente leerling"],
    period: .fileName(.peildatum), isProvisional: true,
    form: Form(fileName: "02.-leerlingen-per-vestiging-naar-postcode-leerling-en-leerjaar-@.csv"))

  static let duoLeerlingenBestuur = Layout(
    id: "duo-leerlingen-bestuur",
    title: Phrase(
      nl: "DUO, leerlingen vo per vestiging en bestuur (vavo apart)",
      en: "DUO, pupils vo per location and board (vavo apart)"),
    description: Phrase(
      nl: "Leerlingen op 1 oktober per vestiging, met apart wie aan het vavo is uitbesteed; het "
        + "jaar staat in de bestandsnaam.",
      en: "Pupils on 1 October per location, with those placed with the vavo apart; the year is in "
        + "the file's name."),
    origin: "duo.nl, bestand 03; kop en rijen van 2025 uit ../shared/data/duo (03-…EXCERPT.csv); "
      + "de oudere kop met BRIN NUMMER en TOTAAL AANTAL LEERLINGEN uit openbare code die haar leest",
    columns: [
      Column(
        "bestuur", ["BEVOEGD GEZAG NUMMER"], role: .placeDimension(.bestuur), sample: .bestuur),
      .brin, .vestiging(.vestiging), .school, .plaats, .gemeentenummer, .gemeente, .provincie,
      Column(
        "leerlingen totaal", ["TOTAAL AANTAL LEERLINGEN"], .count, isRequired: false,
        role: .measure("leerlingen", .aantal, [Observation.Dimension("vavo", "totaal")]),
        sample: .sum(of: ["leerlingen", "leerlingen vavo"])),
      Column(
        "leerlingen", ["AANTAL LEERLINGEN"], .count,
        role: .measure("leerlingen", .aantal, [Observation.Dimension("vavo", "nee")]),
        sample: .count(around: 700)),
      Column(
        "leerlingen vavo", ["AANTAL VO LEERLINGEN UITBESTEED AAN VAVO"], .count,
        role: .measure("leerlingen", .aantal, [Observation.Dimension("vavo", "ja")]),
        sample: .count(around: 9)),
    ],
    suppression: [.lessThanFive, .minusOne], key: ["bestuur", "brin", "vestiging"],
    period: .fileName(.peildatum), isProvisional: true,
    form: Form(
      fileName: "03.-leerlingen-vo-per-vestiging-en-bestuur-(vavo-apart)-@.csv", quoting: .all))

  /// The columns of the school in the long forms.
  private static let ckanSchool: [Column] = [
    .rowNumber,
    Column("schooljaar", ["SCHOOLJAAR"], .required, role: .period, sample: .year),
    Column("bestuur", ["BEVOEGD GEZAG"], sample: .bestuur),
    Column("bestuur naam", ["NAAM BEVOEGD GEZAG"], sample: .constant("Stichting Proef")),
    Column("bestuur denominatie", ["DENOMINATIE BG"], sample: .constant("Openbaar")),
    Column("brin", ["BRIN NUMMER", "INSTELLINGSCODE"], .required, role: .brin, sample: .brin),
    Column(
      "vestiging", ["VESTIGINGSNUMMER", "VESTIGINGSCODE"], .required, role: .location,
      sample: .locationNumber),
    Column("brinvestiging", ["BRINVESTIGINGSNUMMER"], sample: .vestiging),
    .denominatie, .school,
    Column("plaats", ["PLAATSNAAM VESTIGING"], sample: .place(.plaats)),
    Column("provincie", ["PROVINCIE VESTIGING"], sample: .place(.provincie)),
  ]

  /// Where the pupils live.
  private static let woonplaats: [Column] = [
    Column(
      "postcode leerling", ["POSTCODE LEERLING"], .required, role: .placeDimension(.postcode),
      sample: .together(["3811", "3812", "1333", "3861", "20", "30"])),
    Column(
      "plaats leerling", ["PLAATSNAAM LEERLING"],
      sample: .together(["AMERSFOORT", "AMERSFOORT", "ALMERE", "NIJKERK GLD", "", "BRUSSEL"])),
    Column(
      "gemeente leerling", ["GEMEENTENUMMER LEERLING"], role: .placeDimension(.gemeente),
      sample: .together(["307", "307", "34", "267", "9920", "9930"])),
    Column(
      "gemeentenaam leerling", ["GEMEENTENAAM LEERLING"],
      sample: .together(["Amersfoort", "Amersfoort", "Almere", "Nijkerk", "", ""])),
  ]

  /// The same column, where not every file has it.
  static func optional(_ column: Column) -> Column {
    Column(
      column.name, column.aliases, column.kind, isRequired: false, role: column.role,
      sample: column.sample)
  }
}
