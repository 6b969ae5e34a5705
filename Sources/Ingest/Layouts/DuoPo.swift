import Records

extension Layout {
  /// DUO: primary schools, wide files of duo.nl.
  static let duoPo: [Layout] = [
    duoSchooladviezen, duoEindscores, duoAfstand, duoLeerlingenPoPostcode,
  ]

  static let duoSchooladviezen = Layout(
    id: "duo-schooladviezen",
    title: Phrase(nl: "DUO, schooladviezen", en: "DUO, school advice"),
    description: Phrase(
      nl: "Leerlingen van groep 8 per vestiging naar schooladvies, een kolom per advies.",
      en: "Pupils in group 8 per location by advice for secondary school, one column an advice."),
    origin: "duo.nl, bestand 04; kop en rijen van 2024-2025 uit ../shared/data/duo "
      + "(04-…EXCERPT.csv); de oudere namen uit ../shared/data/README.md G en openbare code die ze "
      + "leest",
    columns: [
      Column(
        "peildatum", ["PEILDATUM_LEERLINGEN"], .required, role: .period, sample: .yearAs("@1001")),
      Column(
        "prikdatum", ["PRIKDATUM", "PRIKDATUM_ADVIEZEN", "PEILDATUM_ADVIEZEN"],
        sample: .yearAs("@0904")),
    ] + poSchool
      + ([
        ("VSO", []), ("PRO", []), ("VMBO_B", ["VMBO_BL"]),
        ("VMBO_B_K", ["VMBO_BL_KL", "VMBO BL-KL"]),
        ("VMBO_K", ["VMBO_KL"]), ("VMBO_K_GT", ["VMBO_KL_GT", "VMBO KL-GT"]), ("VMBO_GT", []),
        ("VMBO_GT_HAVO", ["VMBO GT-HAVO"]), ("HAVO", []), ("HAVO_VWO", ["HAVO-VWO"]), ("VWO", []),
        ("ADVIES_NIET_MOGELIJK", ["ONBEKEND"]),
      ] as [(String, [String])]).map { advice($0.0, [$0.0] + $0.1) }
      + [advice("totaal", ["TOTAAL_ADVIES"], isRequired: false)],
    suppression: [.lessThanFive], key: ["peildatum", "brin", "vestiging", "soort po"],
    period: .column("peildatum", .peildatum), isProvisional: true,
    form: Form(fileName: "04-leerlingen-bo-sbo-schooladviezen-#.csv", quoting: .all))

  static let duoEindscores = Layout(
    id: "duo-eindscores",
    title: Phrase(
      nl: "DUO, gemiddelde eindscores bo en sbo", en: "DUO, mean end scores bo and sbo"),
    description: Phrase(
      nl: "Leerlingen van groep 8, afgenomen eindtoetsen en gemiddelde score per vestiging en "
        + "toets; het schooljaar staat in de bestandsnaam. Elke toets heeft een eigen schaal.",
      en: "Pupils in group 8, end tests taken and mean score per location and test; the school "
        + "year is in the file's name. Each test has its own scale."),
    origin: "duo.nl, gemiddelde-eindscores-bo-sbo-2018-2019.csv; bytes",
    columns: [
      Column("peildatum", ["PEILDATUM_LEERLINGEN"], sample: .yearAs("@0417")),
      Column("prikdatum", ["PRIKDATUM_SCORES"], sample: .yearAs("@0725")),
    ] + poSchool + [
      Column(
        "leerjaar 8", ["LEERJAAR_8"], .count,
        role: .measure("leerlingen", .aantal, [Observation.Dimension("leerjaar", "8")]),
        sample: .count(around: 24)),
      Column(
        "ontheffingen", ["ONTHEFFING_REDEN_ND"], .count,
        role: .measure("ontheffingen eindtoets", .aantal, []), sample: .count(around: 2)),
    ]
      // The scales of the published file of 2018-2019, from the 5th to the 95th percentile.
      + ([
        ("CET", 529...541), ("IEP", 74...89), ("ROUTE8", 150...219), ("DIA", 346...366),
        ("AMN", 330...444),
      ] as [(String, ClosedRange<Double>)]).flatMap { test, scale in
        [
          Column(
            "\(test.lowercased()) aantal", ["\(test)_AANTAL"], .count,
            role: .measure("eindtoetsen", .aantal, [Observation.Dimension("toets", test)]),
            sample: .count(around: 20)),
          Column(
            "\(test.lowercased()) gemiddelde", ["\(test)_GEM"], .decimal,
            role: .measure("eindscore", .score, [Observation.Dimension("toets", test)]),
            sample: .decimal(scale, decimals: 4)),
        ]
      },
    suppression: [.lessThanFive], key: ["brin", "vestiging", "soort po"],
    period: .fileName(.schooljaar), isProvisional: false,
    form: Form(fileName: "gemiddelde-eindscores-bo-sbo-#.csv"))

  /// DUO's file gives metres; the observation is in kilometres.
  static let duoAfstand = Layout(
    id: "duo-afstand",
    title: Phrase(
      nl: "DUO, gemiddelde afstand van huis naar school, po",
      en: "DUO, mean distance from home to school, po"),
    description: Phrase(
      nl: "Gemiddelde afstand tussen woonadres en school per vestiging, en van hoeveel leerlingen.",
      en: "Mean distance between home and school per location, and of how many pupils."),
    origin: "duo.nl, gemiddelde-afstand-…-2019-2020.csv; één rij gezien (../shared/data/README.md "
      + "G); de namen van de laatste twee kolommen en de eenheid (meter) zijn afgeleid: heten ze "
      + "anders, gebruik dan een kolommenbestand",
    columns: [
      Column("peildatum", ["PEILDATUM"], .required, role: .period, sample: .yearAs("@1001"))
    ] + poSchool + [
      Column(
        "afstand", ["GEMIDDELDE_AFSTAND", "GEM_AFSTAND", "AFSTAND"], .decimal,
        sample: .decimal(300...15_000, decimals: 3)),
      Column(
        "leerlingen", ["AANTAL_LEERLINGEN"], .count, role: .measure("leerlingen", .aantal, []),
        sample: .count(around: 150)),
    ],
    suppression: [.lessThanFive], key: ["peildatum", "brin", "vestiging", "soort po"],
    period: .column("peildatum", .peildatum), isProvisional: false,
    form: Form(fileName: "gemiddelde-afstand-leerlingen-po-#.csv"),
    interpreter: { binding in
      let roles = RoleInterpreter(
        binding, period: .column("peildatum", .peildatum), suppression: [.lessThanFive])
      let afstand = binding.required("afstand")
      return { (cells, row, findings) throws(IngestError) in
        try roles.interpret(cells, &row, &findings)
        guard let pupils = row.observations.first, let metres = cells.numbers[afstand] else {
          return
        }
        row.observations.insert(
          Observation(
            measure: "afstand woning school", unit: .kilometer, place: pupils.place,
            period: pupils.period, dimensions: pupils.dimensions, value: .number(metres / 1000),
            source: cells.source(afstand)), at: 0)
      }
    })

  static let duoLeerlingenPoPostcode = Layout(
    id: "duo-leerlingen-po-postcode",
    title: Phrase(
      nl: "DUO, leerlingen po naar postcode en leeftijd",
      en: "DUO, pupils po by postcode and age"),
    description: Phrase(
      nl: "Leerlingen van het primair onderwijs per vestiging, postcode van de leerling en "
        + "leeftijd. Postcodes 10 tot en met 40 zijn landen of onbekend.",
      en: "Pupils in primary education per location, postcode of the pupil and age. Postcodes 10 "
        + "to 40 are countries or unknown."),
    origin: "duo.nl, leerlingen po per gemeente, postcode leerling en leeftijd; bytes van 2017 "
      + "(15 gemeenten)",
    columns: [
      Column("peildatum", ["PEILDATUM"], .required, role: .period, sample: .yearAs("@1001")),
      .gemeentenummer, .gemeente,
      Column(
        "postcode leerling", ["POSTCODE_LEERLING"], .required, role: .placeDimension(.postcode),
        sample: .together(["3811", "3812", "1333", "  30"])),
      Column(
        "gemeente leerling", ["GEMEENTENAAM_LEERLING"],
        sample: .together(["Amersfoort", "Amersfoort", "Almere", ""])),
      .brin, .vestiging(), .school, .postcodeVestiging, .plaats, .provincie, .soortPo,
      .denominatie, .bestuur,
    ]
      + leeftijden.map { age in
        Column(
          "leeftijd \(age)", ["LEEFTIJD_\(age.uppercased())"], .count,
          role: .measure("leerlingen", .aantal, [Observation.Dimension("leeftijd", age)]),
          sample: .count(around: 3))
      } + [
        Column(
          "totaal", ["TOTAAL"], .count,
          role: .measure("leerlingen", .aantal, [Observation.Dimension("leeftijd", "totaal")]),
          sample: .sum(of: leeftijden.map { "leeftijd \($0)" }))
      ],
    suppression: [.lessThanFive],
    key: ["peildatum", "postcode leerling", "brin", "vestiging", "soort po"],
    period: .column("peildatum", .peildatum), isProvisional: true,
    form: Form(fileName: "leerlingen-po-postcode-@.csv"))

  private static let leeftijden = ["jonger"] + (4...24).map(String.init) + ["ouder"]

  /// The columns of a primary school, in the order of duo.nl's files.
  private static let poSchool: [Column] = [
    .brin, .vestiging(), .school, .postcodeVestiging, .plaats, .gemeentenummer, .gemeente,
    .provincie, .soortPo, .denominatie, .bestuur,
  ]

  private static func advice(
    _ name: String, _ headers: [String], isRequired: Bool = true
  ) -> Column {
    Column(
      "advies \(name)", headers, .count, isRequired: isRequired,
      role: .measure("schooladviezen", .aantal, [Observation.Dimension("advies", name)]),
      sample: .count(around: 6))
  }
}
