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
    "soort instelling", ["SOORT INSTELLING"], sample: .oneOf(["BER", "DOV", "ROC"]))
  static let plaats = Column(
    "plaats", ["PLAATSNAAM INSTELLING"], sample: .oneOf(["ALMERE", "AMERSFOORT", "'S-GRAVENHAGE"]))
  static let provincie = Column(
    "provincie", ["PROVINCIE INSTELLING"], sample: .oneOf(["Flevoland", "Utrecht"]))
  static let bestuur = Column("bestuur", ["BEVOEGD GEZAG NUMMER"], sample: .bestuur)
  static let gemeentenummer = Column(
    "gemeentenummer", ["GEMEENTENUMMER INSTELLING"], sample: .oneOf(["0034", "0307"]))
  static let gemeente = Column(
    "gemeente", ["GEMEENTE INSTELLING"], sample: .oneOf(["ALMERE", "AMERSFOORT"]))

  static let sectorkamer = split("sectorkamer", "SECTORKAMER NAAM", sectorkamers)
  static let hoofdgroep = split("hoofdgroep", "HOOFDGROEP NAAM", hoofdgroepen)
  static let leerweg = split("leerweg", "LEERWEG", ["BBL", "BOLDT", "BOLVT", "EX"])
  static let niveau = split("niveau", "NIVEAU", ["1", "2", "3", "4"])
  static let woonprovincie = split(
    "woonprovincie", "WOONPROVINCIE", ["Flevoland", "Utrecht", "BELGIE", "ONBEKEND"])
  static let woongemeente = split(
    "woongemeente", "WOONGEMEENTE", ["Almere", "Amersfoort", "'s-Gravenhage"])
  static let leeftijd = split(
    "leeftijd", "LEEFTIJDSCATEGORIE", ["TM 15", "16", "17", "18", "19", "20 TM 22", "23 EN OUDER"])
  static let verblijfsjaar = split("verblijfsjaar", "VERBLIJFSJAAR IN MBO", ["1", "2", "3", "4"])

  /// The crebo of a programme, five digits, with its name.
  static let erkendeOpleiding = [
    split("opleiding", "ERKENDE OPLEIDING CODE", ["25297", "25099", "25604"]),
    Column(
      "opleidingsnaam", ["ERKENDE OPLEIDING NAAM"],
      sample: .oneOf(["Metselaar", "Monteur elektrotechnische installaties", "Kok"])),
  ]
  /// A broader group than the crebo, with a code of its own.
  static let beroepsopleiding = [
    split("beroepsopleiding", "BEROEPSOPLEIDING CODE", ["23019", "23048", "23162"]),
    Column(
      "beroepsopleidingsnaam", ["BEROEPSOPLEIDING NAAM"],
      sample: .oneOf(["Metselen", "Elektrotechnische installaties", "Keuken"])),
  ]

  /// One column a year of 1 October.
  static let studentenPerJaar = Column(
    "studenten @", ["JAAR_@"], .count, role: .measure("studenten", .aantal, []),
    sample: .count(around: 60))

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
