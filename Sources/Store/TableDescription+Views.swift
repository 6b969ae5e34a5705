import Records

/// The views: the words that analysts use.
extension TableDescription {
  static let views: [TableDescription] =
    countViews + [
      view(
        "waarnemingen",
        "Een getal dat geen telling van vmbo-leerlingen is; wat twee bestanden van een "
          + "indeling zeggen staat er eens.",
        "A number that is no count of vmbo pupils; what two files of a layout say is there once.",
        observationColumns),
      view(
        "alle_waarnemingen", "Als waarnemingen, van elk bestand alles.",
        "As waarnemingen, all that each file says.", observationColumns + [counts]),
      view(
        "figuur", "Een gepubliceerd cijfer van een regio.", "A published figure of a region.",
        [
          .text("regio", "id van de regio", "id of the region"),
          .text("indicator", "id in het indicatorregister", "id in the indicator registry"),
          .text(
            "naam", "wat geteld is, in de woorden van de bron",
            "what is counted, as the source says"),
          .text("gebied", "plaats of groep", "place or group"),
          .text(
            "categorie", "verdere uitsplitsing; leeg als die er niet is",
            "further split; may be empty"),
        ] + period + [
          .text("relatie", "=, ~ (ongeveer), >, <, >= of <=", "=, ~ (about), >, <, >= or <="),
          .real("waarde", "het cijfer of de grens", "the figure or the bound", unit: "zie eenheid"),
          .text("eenheid", "eenheid van de waarde", "unit of the value"),
          kind("noemer_soort", "", ""),
          .integer(
            "noemer", "waarvan het een percentage is, indien precies bekend",
            "what it is a percentage of, where known exactly", unit: "aantal", nullable: true),
          .integer(
            "noemer_ondergrens", "kleinste noemer", "smallest denominator", unit: "aantal",
            nullable: true),
          .integer(
            "noemer_bovengrens", "grootste noemer", "largest denominator", unit: "aantal",
            nullable: true),
          .text(
            "paragraaf", "paragraaf of tabel van het document", "section or table of the document"),
        ] + source),
      view(
        "aanbod", "Een vermelding dat een school iets aanbiedt.",
        "A statement that a school offers something.",
        [
          .text("regio", "id van de regio", "id of the region"),
          .text("soort", "profiel, keuzevak of school", "profiel, keuzevak or school"),
          .text(
            "school", "de school zoals het plan haar noemt", "the school as the plan writes it"),
          .text(
            "vestiging", "vestigingscode, indien bekend", "location, where known", nullable: true),
          .text("naam", "profiel of keuzevak", "profile or keuzevak"),
          .text(
            "groep", "leerweg of profiel waar het onder staat", "leerweg or profile it stands under"
          ),
          .text("teken", "het teken zoals gedrukt", "the mark as printed"),
          .text(
            "paragraaf", "paragraaf of tabel van het document", "section or table of the document"),
        ] + source),
      view(
        "adressen", "Een vestiging met haar adres.", "A location with its address.",
        addressColumns + source),
      view(
        "overgangen", "Een overgang van een administratie in een andere.",
        "A succession of one administration by another.", successionColumns + source),
      view(
        "licenties", "Een licentie van een vestiging voor een opleiding.",
        "A licence of a location for a programme.", licenceColumns + source),
      view(
        "bestanden", "Een bestand dat nu telt.", "A file that counts now.",
        [
          file, hash, layout,
          .integer("rijen", "gegevensrijen", "data rows", unit: "rijen"),
          .integer("bytes", "lengte", "length", unit: "bytes"),
          .text(
            "voorlopig_periode", "soort periode die voorlopig is",
            "kind of period that is provisional", nullable: true),
          .integer(
            "voorlopig_jaar", "jaar dat voorlopig is", "year that is provisional", unit: "jaar",
            nullable: true),
          .integer("editie", "volgnummer van binnenkomst", "number in the order of arrival"),
          .text(
            "bekend_vanaf", "dag vanaf wanneer het telt; leeg: vanaf het begin",
            "day from which it counts; null: from the beginning", nullable: true),
        ]),
      view(
        "edities", "Een verandering van wat bekend is: een bestand ging tellen, of is ingetrokken.",
        "A change of what is known: a file came to count, or was withdrawn.",
        [
          file, hash, layout,
          .integer("editie", "volgnummer van binnenkomst", "number in the order of arrival"),
          .text(
            "bekend_vanaf", "dag van de verandering; leeg: vanaf het begin",
            "day of the change; null: from the beginning", nullable: true),
          .text(
            "bekend_tot", "dag van de volgende verandering", "day of the next change",
            nullable: true),
          .integer(
            "ingetrokken", "1 als het bestand is ingetrokken", "1 where the file was withdrawn"),
          .integer("geldig", "1 als dit bestand nu telt", "1 where this file counts now"),
        ]),
      view(
        "bevindingen", "Iets dat opviel in een bestand of tussen bestanden.",
        "Something doubtful in a file or between files.",
        [
          .text(
            "niveau", "opmerking, waarschuwing, ernstig of fout",
            "remark, warning, serious or error"),
          .text("regel", "de regel die het vond", "the rule that found it"),
          .text("tekst", "wat er is", "what is the matter"),
          .text("remedie", "wat eraan te doen", "what to do about it"),
          .text("waarde", "de waarde in het bestand", "the value in the file", nullable: true),
          layout, file, hash,
          .integer("rij", "rij; de kop is rij 1", "row; the header is row 1", nullable: true),
          .text("kolom", "kolom in het bestand", "column in the file", nullable: true),
        ]),
    ]

  static let addressColumns: [Column] = [
    .text("vestiging", "vestigingscode, zes tekens", "location, six characters"),
    .text("naam", "naam", "name"), .text("postcode", "postcode", "postcode"),
    .text("plaats", "plaats, in hoofdletters", "place, in capitals"),
    .text("gemeente", "gemeentenummer, vier cijfers", "municipality, four digits"),
    .text("gemeentenaam", "naam van de gemeente", "name of the municipality"),
    .text("provincie", "provincie", "province"),
    .text("bestuur", "nummer van het bestuur", "number of the board"),
    .text("rmc", "RMC-regio, twee cijfers", "RMC region, two digits"),
    .text("rmc_naam", "naam van de RMC-regio", "name of the RMC region"),
    .text("structuur", "onderwijsstructuur, zoals VBO/MAVO", "what it teaches, such as VBO/MAVO"),
  ]

  static let successionColumns: [Column] = [
    .text(
      "van", "code ervoor: bestuur, instelling of vestiging",
      "code before: board, institution or location"),
    .text("naar", "code erna; leeg als er geen is", "code after; empty where there is none"),
    .text(
      "functie", "B bestuur, U instelling, D vestiging, of anders",
      "B board, U institution, D location, or another"),
    .text("datum", "dag van de overgang", "day of the succession"),
    .text(
      "soort", "Fusie, Overdracht, Splitsing, of anders", "merger, transfer, split, or another"),
    .integer("volledig", "1 als alles overging", "1 where all of it went over"),
  ]

  static let licenceColumns: [Column] = [
    .text("vestiging", "vestigingscode, zes tekens", "location, six characters"),
    .text("opleiding", "code van de opleiding", "code of the programme"),
    .text("begin", "eerste dag; leeg als onbekend", "first day; empty where unknown"),
    .text("eind", "laatste dag; leeg zolang zij geldt", "last day; empty while it holds"),
  ]

  private static let observationColumns: [Column] =
    [
      .text("maat", "wat geteld of gemeten is", "what is counted or measured"),
      .text("eenheid", "eenheid van de waarde", "unit of the value"),
      .text("plaatssoort", "soort plaats, zoals instelling of gemeente", "kind of place"),
      .text("plaats", "code van de plaats, of de naam", "code of the place, or its name"),
    ] + period + [
      .text(
        "kenmerken", "verdere uitsplitsing, JSON-object van teksten",
        "further splits, JSON object of texts"),
      kind("soort", " of geheim", " or geheim (secret)"),
      .real(
        "waarde", "het getal, waar het precies bekend is", "the number, where known exactly",
        unit: "zie eenheid", nullable: true),
      .real(
        "ondergrens", "kleinste waarde die het kan zijn", "smallest value it can be",
        unit: "zie eenheid", nullable: true),
      .real(
        "bovengrens", "grootste waarde die het kan zijn", "largest value it can be",
        unit: "zie eenheid", nullable: true), provisional,
    ] + source

  static let dimensions: [Column] = [
    .text(
      "leerweg", "BB, KB, GL of TL; leeg: niet uitgesplitst", "BB, KB, GL or TL; null: not split",
      nullable: true),
    .integer("leerjaar", "1–6; leeg: niet uitgesplitst", "1–6; null: not split", nullable: true),
    .text(
      "profiel", "korte naam van het profiel; leeg: niet uitgesplitst",
      "short name of the profile; null: not split", nullable: true),
    .text(
      "sector", "sector van de examenbestanden; leeg: niet uitgesplitst",
      "sector of the exam files; null: not split", nullable: true),
    .text(
      "geslacht",
      "man, vrouw, onbekend of totaal; totaal staat naast man en vrouw: tel niet over alle vier op, "
        + "of vraag de view totalen",
      "man, vrouw, unknown or total; total stands beside man and vrouw: do not sum over all four, "
        + "or ask the view totalen"),
    .integer("lwt", "1 voor leerwerktraject", "1 for leerwerktraject"),
  ]

  static let period: [Column] = [
    .text(
      "periode", "soort periode: peildatum, examenjaar, jaar, schooljaar, kwartaal 1–4, maand 1–12",
      "kind of period"),
    .integer(
      "jaar", "kalenderjaar in de naam van de periode", "calendar year in the period's name",
      unit: "jaar"),
  ]

  static let provisional = Column.integer(
    "voorlopig", "1 als de bron deze periode voorlopig noemt",
    "1 where the source calls the period provisional")
  static let layout = Column.text("layout", "soort bestand", "layout of the file")
  static let file = Column.text("bestand", "naam van het bestand", "name of the file")
  static let hash = Column.text("sha256", "SHA-256 van het bestand", "SHA-256 of the file")

  /// Where a row comes from.
  static let source: [Column] = [
    layout, file, hash, .integer("rij", "rij; de kop is rij 1", "row; the header is row 1"),
    .text("kolom", "kolom in het bestand", "column in the file"),
  ]

  static func kind(_ name: String, _ nl: String, _ en: String) -> Column {
    .text(
      name, "exact, onderdrukt, ontbreekt, n.v.t.\(nl)",
      "exact, suppressed, missing, not applicable\(en)")
  }

  static func view(
    _ name: String, _ nl: String, _ en: String, _ columns: [Column]
  ) -> TableDescription {
    TableDescription(
      name: name, isView: true, meaning: Phrase(nl: nl, en: en), columns: columns, primaryKey: [])
  }
}
