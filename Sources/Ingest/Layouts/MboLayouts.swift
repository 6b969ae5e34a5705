import Crosswalks
import Records

/// DUO's files of the mbo.
///
/// In all of them a number is a number of students of funded mbo on 1 October unless the layout says
/// otherwise, `-1` stands for 1...4, and *leerweg* is as the file writes it: `BOLVT` and `BOLDT` in
/// most, `BOL` in the entrants by kind of entry, `EX` for extranei and `OVO` for other education in
/// the diplomas. Before 2021 DUO counted by domein instead of hoofdgroep and left EX out, so that
/// older files do not continue these.
extension Layout {
  static let mbo: [Layout] = [
    .mboStudentenLeerweg, .mboStudentenSectorkamer, .mboStudentenOpleiding,
    .mboStudentenVerblijfsjaar, .mboStudentenWoongemeente, .mboStudentenWoonprovincie,
    .mboStudentenLandelijk, .mboGediplomeerden, .mboInstroomVooropleiding, .mboInstroomSoort,
  ]
}

/// What the mbo files have in common: columns, and the values that they were seen to hold.
enum Mbo {
  typealias Column = Layout.Column

  /// How the form of DUO's mbo files is known.
  static func origin(_ dataset: String, _ files: String) -> String {
    "DUO, onderwijsdata.duo.nl/dataset/\(dataset), \(files). Stored: column names, types and value "
      + "lists of a full scan of the files by cedanl/rio-onderwijsdata (duo_resource_schemas.json, "
      + "2026-10-05); no bytes seen here."
  }

  /// A number of rows that a dump of the CKAN data store puts in front.
  static let id = Column("_id", ["_id"], isRequired: false)
  static let jaar = Column("jaar", ["JAAR"], .year, role: .period, sample: .year)
  static let instelling = Column(
    "instelling", ["INSTELLINGSCODE"], .required, role: .place(.instelling), sample: .brin)
  static let instellingsnaam = Column("instellingsnaam", ["INSTELLINGSNAAM"], sample: .schoolName)
  static let soort = Column(
    "soort instelling", ["SOORT INSTELLING"], sample: .oneOfSchool(["BER", "DOV", "ROC"]))
  static let plaats = Column(
    "plaats", ["PLAATSNAAM INSTELLING"], sample: .place(.plaats))
  static let provincie = Column(
    "provincie", ["PROVINCIE INSTELLING"], sample: .place(.provincie))
  static let bestuur = Column("bestuur", ["BEVOEGD GEZAG NUMMER"], sample: .bestuur)
  static let gemeentenummer = Column(
    "gemeentenummer", ["GEMEENTENUMMER INSTELLING"], sample: .place(.gemeentenummer))
  static let gemeente = Column(
    "gemeente", ["GEMEENTE INSTELLING"], sample: .place(.gemeenteInCapitals))

  static let sectorkamer = programma(
    "sectorkamer", "SECTORKAMER NAAM", voorbeelden.map(\.sectorkamer))
  static let hoofdgroep = programma(
    "hoofdgroep", "HOOFDGROEP NAAM", voorbeelden.map(\.hoofdgroep))
  static let leerweg = split("leerweg", "LEERWEG", ["BBL", "BOLDT", "BOLVT", "EX"])
  static let niveau = programma("niveau", "NIVEAU", voorbeelden.map(\.niveau))
  static let woonprovincie = split(
    "woonprovincie", "WOONPROVINCIE", ["Flevoland", "Utrecht", "BELGIE", "ONBEKEND"])
  static let woongemeente = split(
    "woongemeente", "WOONGEMEENTE", ["Almere", "Amersfoort", "'s-Gravenhage"])
  static let leeftijd = split(
    "leeftijd", "LEEFTIJDSCATEGORIE", ["TM 15", "16", "17", "18", "19", "20 TM 22", "23 EN OUDER"])
  static let verblijfsjaar = split("verblijfsjaar", "VERBLIJFSJAAR IN MBO", ["1", "2", "3", "4"])

  /// The crebo of a programme, five digits, with its name.
  static let erkendeOpleiding = [
    programma("opleiding", "ERKENDE OPLEIDING CODE", voorbeelden.map(\.kwalificatie)),
    Column(
      "opleidingsnaam", ["ERKENDE OPLEIDING NAAM"],
      sample: .together(voorbeelden.map { Crebo($0.kwalificatie)?.name ?? "" })),
  ]
  /// A broader group than the crebo, with a code of its own. Whether that is the crebo of the
  /// kwalificatiedossier is not known, so that nothing is told from it.
  static let beroepsopleiding = [
    programma(
      "beroepsopleiding", "BEROEPSOPLEIDING CODE", voorbeelden.map { "B" + $0.dossier.suffix(4) }),
    Column(
      "beroepsopleidingsnaam", ["BEROEPSOPLEIDING NAAM"],
      sample: .together(voorbeelden.map { Crebo($0.dossier)?.name ?? "" })),
  ]

  /// Says that a `4` in the row is 1...4. DUO of its older mbo data sets: “Als het aantal deelnemers
  /// kleiner is dan 5 wordt dat aangegeven met het aantal 4 en de INDICATIEAVG = J, anders N”
  /// (onderwijsdata.duo.nl/dataset/deelnemers_inst_kwal_wgdln_lftcat_mbo). The other columns of those
  /// data sets are not known by name: a column file can name them, and this one then holds.
  static let avg = Column(
    "indicatie avg", ["INDICATIEAVG"], isRequired: false, role: .withheldMark("J"))

  /// One column a year of 1 October.
  static let studentenPerJaar = Column(
    "studenten @", ["JAAR_@"], .count, role: .measure("studenten", .aantal, []),
    sample: .count(around: 60))

  /// A split by a programme or what it belongs to: in a sample the row's other such columns agree.
  private static func programma(_ name: String, _ header: String, _ values: [String]) -> Column {
    Column(name, [header], role: .dimension, sample: .together(values))
  }

  /// Programmes for samples: crebo, its kwalificatiedossier, and where they belong.
  private static let voorbeelden = [
    ("25103", "23052", "2", "Bouw en infra", "Techniek en gebouwde omgeving"),
    ("25332", "23127", "3", "Techniek en procesindustrie", "Techniek en gebouwde omgeving"),
    ("25180", "23085", "2", "Horeca en bakkerij", "Voedsel, groen en gastvrijheid"),
    ("25297", "23119", "4", "Techniek en procesindustrie", "Techniek en gebouwde omgeving"),
    (
      "25242", "23109", "2", "Mobiliteit en voertuigen",
      "Mobiliteit, transport, logistiek en maritiem"
    ),
    ("25251", "23110", "1", "Entree", "Entree"),
    ("25491", "23187", "3", "Zorg en welzijn", "Zorg, welzijn en sport"),
  ].map { kwalificatie, dossier, niveau, hoofdgroep, sectorkamer in
    (
      kwalificatie: kwalificatie, dossier: dossier, niveau: niveau, hoofdgroep: hoofdgroep,
      sectorkamer: sectorkamer
    )
  }

  /// An interpreter by the columns' roles that adds whether the programme is technical, as the split
  /// *techniek* (`ja`, `naar keuze`, `nee`).
  ///
  /// The file's own hoofdgroep says it; without one the domain of the crebo (`Crebo`). Entree belongs
  /// to no field, and a code that the table does not have (its list is of 2015) is told once: neither
  /// gets the split. A crebo fixes its niveau: another in the row is a warning.
  static func techniek(
    period: Layout.PeriodSource
  ) -> @Sendable (Binding) -> Interpreter {
    { binding in
      let roles = RoleInterpreter(binding, period: period, suppression: [.minusOne])
      let code = binding.slot("opleiding")
      let (hoofdgroep, niveau) = (binding.slot("hoofdgroep"), binding.slot("niveau"))
      return { (cells, row, findings) throws(IngestError) in
        try roles.interpret(cells, &row, &findings)
        let crebo = code.flatMap { Crebo(cells.fields[$0]) }
        let group =
          hoofdgroep.flatMap { Hoofdgroep(named: cells.fields[$0]) } ?? crebo?.hoofdgroep
        if let group {
          for index in row.observations.indices {
            row.observations[index].dimensions.append(
              Observation.Dimension("techniek", group.rawValue))
          }
        }
        guard let code, !cells.fields[code].isEmpty else { return }
        if crebo == nil, group == nil { reportUnknown(cells, code, &findings) }
        if let fixed = crebo?.niveau, let niveau, let found = Int(cells.fields[niveau]),
          found != fixed
        {
          findings.append(
            cells.finding(
              "crebo-past-niet-bij-niveau", .waarschuwing, code,
              text: Phrase(
                nl: "dit is een opleiding van niveau \(fixed), in de rij staat niveau \(found)",
                en: "this is a programme of niveau \(fixed), the row says niveau \(found)"),
              remedy: Phrase(
                nl: "kijk of kolommen of rijen verschoven zijn",
                en: "see whether columns or rows have shifted")))
        }
      }
    }
  }

  private static func reportUnknown(_ cells: Cells, _ code: Int, _ findings: inout [Finding]) {
    findings.append(
      cells.finding(
        OnceAFile.crebo, .opmerking, code,
        text: Phrase(
          nl: "deze code staat niet in de lijst van 2015; of de opleiding technisch is blijft "
            + "onbekend",
          en: "this code is not in the list of 2015; whether the programme is technical stays "
            + "unknown"),
        remedy: Phrase(
          nl: "gebruik een bestand met de hoofdgroep erin",
          en: "use a file that has the hoofdgroep in it")))
  }

  /// A split under a header of its own.
  static func split(
    _ name: String, _ header: String, _ values: [String], isRequired: Bool = true
  ) -> Column {
    Column(name, [header], isRequired: isRequired, role: .dimension, sample: .oneOf(values))
  }

  /// The same column where not every file has it.
  static func optional(_ column: Column) -> Column {
    Column(
      column.name, column.aliases, column.kind, isRequired: false, role: column.role,
      sample: column.sample)
  }

  /// A number whose header says what it is split by.
  static func count(
    _ name: String, _ header: String, of measure: String, _ split: String, _ value: String
  ) -> Column {
    Column(
      name, [header], .count,
      role: .measure(measure, .aantal, [Observation.Dimension(split, value)]),
      sample: .count(around: 60))
  }

  static let sectorkamers = [
    "Bovensectoraal", "Entree", "Handel", "Ict en creatieve industrie",
    "Mobiliteit, transport, logistiek en maritiem", "Specialistisch vakmanschap",
    "Techniek en gebouwde omgeving", "Voedsel, groen en gastvrijheid",
    "Zakelijke dienstverlening en veiligheid", "Zorg, welzijn en sport",
    "niet gespecificeerd naar sector",
  ]

  /// In the order of their names; the file of entrants numbers them hg001 to hg017 in an order that
  /// is not established here.
  static let hoofdgroepen = [
    "Afbouw, hout en onderhoud", "Ambacht, laboratorium en gezondheidstechniek", "Bouw en infra",
    "Economie en administratie", "Entree", "Handel en ondernemerschap", "Horeca en bakkerij",
    "Informatie en communicatietechnologie", "Media en vormgeving", "Mobiliteit en voertuigen",
    "Techniek en procesindustrie", "Toerisme en recreatie", "Transport, scheepvaart en logistiek",
    "Uiterlijke verzorging", "Veiligheid en sport", "Voedsel, natuur en leefomgeving",
    "Zorg en welzijn",
  ]

  static let vooropleidingenVo = [
    "vmbo basisberoepsgerichte leerweg diploma", "vmbo kaderberoepsgerichte leerweg diploma",
    "vmbo gemengde leerweg diploma", "vmbo theoretische leerweg/mavo diploma", "vbo diploma",
    "havo diploma", "vwo diploma", "vmbo/havo/vwo ongediplomeerd", "vooropleiding onbekend",
  ]

  static let vooropleidingenMbo = [
    "mbo niveau 1 diploma", "mbo niveau 2 diploma", "mbo niveau 3 diploma", "mbo niveau 4 diploma",
    "vooropleiding mbo onbekend of ongediplomeerd",
  ]
}
