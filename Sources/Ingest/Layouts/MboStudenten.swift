import Records

/// Students of the mbo on 1 October, in the cuts in which DUO publishes them.
extension Layout {
  private static let perInstelling = "mbo-studenten-per-instelling"

  static let mboStudentenLeerweg = Layout(
    id: "duo-mbo-studenten-leerweg",
    title: Phrase(
      nl: "DUO, mbo-studenten per instelling en leerweg (01)",
      en: "DUO, mbo students by institution and leerweg (01)"),
    description: Phrase(
      nl: "Studenten op 1 oktober per instelling, een kolom per leerweg (BBL, BOLDT, BOLVT, EX). "
        + "De plaats is het adres van de instelling, niet de leslocatie.",
      en: "Students on 1 October by institution, one column a leerweg (BBL, BOLDT, BOLVT, EX). The "
        + "place is the institution's address, not where it teaches."),
    origin: Mbo.origin(perInstelling, "2021-2025-01-….csv, 275 rows"),
    columns: [
      Mbo.id, Mbo.avg, Mbo.jaar, Mbo.provincie, Mbo.bestuur, Mbo.instelling, Mbo.instellingsnaam,
      Mbo.plaats, Mbo.gemeentenummer, Mbo.gemeente,
    ]
      + ["BBL", "BOLDT", "BOLVT", "EX"].map {
        Mbo.count("studenten \($0)", $0, of: "studenten", "leerweg", $0)
      },
    suppression: [.minusOne], key: ["jaar", "instelling"],
    period: .column("jaar", .peildatum), isProvisional: true,
    form: Form(
      fileName: "2021-@-01-studenten-per-instelling-en-leerweg.csv", delimiter: ",",
      decimalMark: "."))

  static let mboStudentenSectorkamer = Layout(
    id: "duo-mbo-studenten-sectorkamer",
    title: Phrase(
      nl: "DUO, mbo-studenten per instelling en sectorkamer (02)",
      en: "DUO, mbo students by institution and sectorkamer (02)"),
    description: Phrase(
      nl: "Studenten op 1 oktober per instelling, een kolom per sectorkamer; de namen zijn die van "
        + "de andere mbo-bestanden.",
      en: "Students on 1 October by institution, one column a sectorkamer, under the names of the "
        + "other mbo files."),
    origin: Mbo.origin(perInstelling, "2021-2025-02-….csv, 275 rows"),
    columns: [
      Mbo.id, Mbo.avg, Mbo.jaar, Mbo.provincie, Mbo.bestuur, Mbo.instelling, Mbo.instellingsnaam,
      Mbo.plaats, Mbo.gemeentenummer, Mbo.gemeente,
    ] + sectorkamerkolommen,
    suppression: [.minusOne], key: ["jaar", "instelling"],
    period: .column("jaar", .peildatum), isProvisional: true,
    form: Form(
      fileName: "2021-@-02-studenten-per-instelling-en-sectorkamer.csv", delimiter: ",",
      decimalMark: "."))

  /// The headers of 02, in the order of the names in ``Mbo/sectorkamers``.
  private static let sectorkamerkolommen: [Column] = zip(
    Mbo.sectorkamers,
    [
      "BOVENSECTORAAL", "ENTREE", "SECTORKAMER_HANDEL", "SECTORKAMER_CREATIEVE_INDUSTRIE_EN_ICT",
      "SECTORKAMER_MOBILITEIT_TRANSPORT_LOGISTIEK_MARITIEM",
      "SECTORKAMER_SPECIALISTISCH_VAKMANSCHAP", "SECTORKAMER_TECHNIEK_EN_GEBOUWDE_OMGEVING",
      "SECTORKAMER_VOEDSEL_GROEN_EN_GASTVRIJHEID",
      "SECTORKAMER_ZAKELIJKE_DIENSTVERLENING_EN_VEILIGHEID", "SECTORKAMER_ZORG_WELZIJN_EN_SPORT",
      "NIET_GESPECIFICEERD_NAAR_SECTOR",
    ]
  ).map { Mbo.count($0, $1, of: "studenten", "sectorkamer", $0) }

  static let mboStudentenOpleiding = Layout(
    id: "duo-mbo-studenten-opleiding",
    title: Phrase(
      nl: "DUO, mbo-studenten per instelling, opleiding en geslacht (03)",
      en: "DUO, mbo students by institution, programme and sex (03)"),
    description: Phrase(
      nl: "Studenten op 1 oktober per instelling, leerweg, niveau, erkende opleiding (crebo), "
        + "sectorkamer en hoofdgroep, een kolom per geslacht en jaar.",
      en:
        "Students on 1 October by institution, leerweg, niveau, programme (crebo), sectorkamer and "
        + "hoofdgroep, one column a sex and year."),
    origin: Mbo.origin(perInstelling, "2021-2025-03-….csv, 20,410 rows"),
    columns: [
      Mbo.id, Mbo.avg, Mbo.instelling, Mbo.instellingsnaam, Mbo.soort, Mbo.plaats, Mbo.leerweg,
      Mbo.niveau,
    ] + Mbo.erkendeOpleiding + [
      Mbo.sectorkamer, Mbo.hoofdgroep,
      Mbo.count("man @", "MAN@", of: "studenten", "geslacht", "man"),
      Mbo.count("vrouw @", "VROUW@", of: "studenten", "geslacht", "vrouw"),
    ],
    suppression: [.minusOne],
    key: ["instelling", "plaats", "leerweg", "niveau", "opleiding", "sectorkamer", "hoofdgroep"],
    period: .headers(.peildatum), isProvisional: true,
    form: Form(
      fileName: "2021-@-03-studenten-per-instelling-opleiding-geslacht.csv", delimiter: ",",
      decimalMark: "."),
    interpreter: Mbo.techniek(period: .headers(.peildatum)))

  static let mboStudentenVerblijfsjaar = Layout(
    id: "duo-mbo-studenten-verblijfsjaar",
    title: Phrase(
      nl: "DUO, mbo-studenten per instelling, beroepsopleiding en verblijfsjaar (08)",
      en: "DUO, mbo students by institution, programme group and year of stay (08)"),
    description: Phrase(
      nl:
        "Studenten op 1 oktober per instelling, beroepsopleiding, leerweg en verblijfsjaar in het "
        + "mbo, een kolom per jaar.",
      en: "Students on 1 October by institution, programme group, leerweg and year of stay in the "
        + "mbo, one column a year."),
    origin: Mbo.origin(perInstelling, "2021-2025-08-….csv, 40,440 rows"),
    columns: [
      Mbo.id, Mbo.avg, Mbo.provincie, Mbo.sectorkamer, Mbo.hoofdgroep, Mbo.bestuur, Mbo.instelling,
      Mbo.instellingsnaam, Mbo.gemeentenummer, Mbo.gemeente,
    ] + Mbo.beroepsopleiding + [Mbo.leerweg, Mbo.verblijfsjaar, Mbo.studentenPerJaar],
    suppression: [.minusOne],
    key: [
      "instelling", "sectorkamer", "hoofdgroep", "beroepsopleiding", "leerweg", "verblijfsjaar",
    ],
    period: .headers(.peildatum), isProvisional: true,
    form: Form(
      fileName: "2021-@-08-studenten-per-instelling-verblijfsjaar.csv", delimiter: ",",
      decimalMark: "."),
    interpreter: Mbo.techniek(period: .headers(.peildatum)))

  static let mboStudentenWoongemeente = Layout(
    id: "duo-mbo-studenten-woongemeente",
    title: Phrase(
      nl: "DUO, mbo-studenten per instelling, woongemeente en leeftijd (11)",
      en: "DUO, mbo students by institution, home municipality and age (11)"),
    description: Phrase(
      nl: "Studenten op 1 oktober per instelling, woonprovincie, woongemeente (naam), "
        + "leeftijdscategorie en leerweg, een kolom per jaar.",
      en:
        "Students on 1 October by institution, home province, home municipality (name), age group "
        + "and leerweg, one column a year."),
    origin: Mbo.origin(perInstelling, "2021-2025-11-….csv, 76,259 rows"),
    columns: [
      Mbo.id, Mbo.avg, Mbo.instelling, Mbo.instellingsnaam, Mbo.soort, Mbo.plaats,
      Mbo.woonprovincie,
      Mbo.woongemeente, Mbo.leeftijd, Mbo.leerweg, Mbo.studentenPerJaar,
    ],
    suppression: [.minusOne],
    key: ["instelling", "plaats", "woonprovincie", "woongemeente", "leeftijd", "leerweg"],
    period: .headers(.peildatum), isProvisional: true,
    form: Form(
      fileName: "2021-@-11-studenten-per-instelling-woongemeente.csv", delimiter: ",",
      decimalMark: "."))

  static let mboStudentenWoonprovincie = Layout(
    id: "duo-mbo-studenten-woonprovincie",
    title: Phrase(
      nl: "DUO, mbo-studenten per instelling, beroepsopleiding en woonprovincie (12)",
      en: "DUO, mbo students by institution, programme group and home province (12)"),
    description: Phrase(
      nl: "Studenten op 1 oktober per instelling, beroepsopleiding, leerweg en woonprovincie, een "
        + "kolom per jaar.",
      en: "Students on 1 October by institution, programme group, leerweg and home province, one "
        + "column a year."),
    origin: Mbo.origin(perInstelling, "2021-2025-12-….csv, 24,506 rows"),
    columns: [
      Mbo.id, Mbo.avg, Mbo.provincie, Mbo.bestuur, Mbo.instelling, Mbo.instellingsnaam, Mbo.plaats,
    ] + Mbo.beroepsopleiding + [Mbo.leerweg, Mbo.woonprovincie, Mbo.studentenPerJaar],
    suppression: [.minusOne],
    key: ["instelling", "plaats", "beroepsopleiding", "leerweg", "woonprovincie"],
    period: .headers(.peildatum), isProvisional: true,
    form: Form(
      fileName: "2021-@-12-studenten-per-instelling-woonprovincie.csv", delimiter: ",",
      decimalMark: "."))

  static let mboStudentenLandelijk = Layout(
    id: "duo-mbo-studenten-landelijk",
    title: Phrase(
      nl: "DUO, mbo-studenten per sectorkamer, leerweg en woonplaats",
      en: "DUO, mbo students by sectorkamer, leerweg and home"),
    description: Phrase(
      nl: "Studenten op 1 oktober van alle instellingen samen, een kolom per jaar; de bestanden "
        + "sectorkamer01 tot 03 en typembo01 en 02 delen deze indeling en verschillen in "
        + "uitsplitsing.",
      en: "Students on 1 October of all institutions together, one column a year; the files "
        + "sectorkamer01 to 03 and typembo01 and 02 share this layout and differ in their splits."),
    origin: Mbo.origin(
      "mbo-studenten-per-sectorkamer-en-leerweg",
      "2021-2025-sectorkamer01/02/03-….csv and …-typembo01/02-….csv"),
    columns: [
      Mbo.id, Mbo.avg, Mbo.optional(Mbo.sectorkamer), Mbo.optional(Mbo.hoofdgroep), Mbo.leerweg,
      Mbo.optional(Mbo.niveau),
    ] + Mbo.erkendeOpleiding.map(Mbo.optional) + [
      Mbo.optional(Mbo.verblijfsjaar), Mbo.optional(Mbo.woonprovincie),
      Mbo.optional(Mbo.woongemeente), Mbo.optional(Mbo.leeftijd), Mbo.studentenPerJaar,
    ],
    suppression: [.minusOne],
    key: [
      "sectorkamer", "hoofdgroep", "leerweg", "niveau", "opleiding", "verblijfsjaar",
      "woonprovincie", "woongemeente", "leeftijd",
    ],
    period: .headers(.peildatum), isProvisional: true,
    form: Form(
      fileName: "2021-@-sectorkamer01-studenten-per-sectorkamer-leerweg-niveau-woonprovincie.csv",
      delimiter: ",", decimalMark: "."),
    interpreter: Mbo.techniek(period: .headers(.peildatum)))
}
