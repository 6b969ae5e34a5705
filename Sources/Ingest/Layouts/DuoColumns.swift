import Records

/// Columns that many of DUO's data sets share, with the headers of both generations.
extension Layout.Column {
  /// The institution's four characters.
  static let brin = Layout.Column(
    "brin", ["INSTELLINGSCODE", "BRIN NUMMER"], .required, role: .brin, sample: .brin)

  /// The location: two characters, all six, or its number without leading zeros.
  static func vestiging(_ sample: Sample = .location) -> Layout.Column {
    Layout.Column(
      "vestiging", ["VESTIGINGSCODE", "VESTIGINGSNUMMER", "VESTIGINSNUMMER"], .required,
      role: .location, sample: sample)
  }

  static let school = Layout.Column(
    "school", ["INSTELLINGSNAAM VESTIGING"], sample: .schoolName)
  static let plaats = Layout.Column("plaats", ["PLAATSNAAM"], sample: .place(.plaats))
  static let gemeentenummer = Layout.Column(
    "gemeentenummer", ["GEMEENTENUMMER"], sample: .place(.paddedGemeentenummer))
  static let gemeente = Layout.Column(
    "gemeente", ["GEMEENTENAAM"], sample: .place(.gemeente))
  static let provincie = Layout.Column(
    "provincie", ["PROVINCIE"], sample: .place(.provincie))
  static let bestuur = Layout.Column("bestuur", ["BEVOEGD GEZAG NUMMER"], sample: .bestuur)
  static let denominatie = Layout.Column(
    "denominatie", ["DENOMINATIE VESTIGING"], sample: .oneOfSchool(["Openbaar", "Rooms-Katholiek"]))
  static let postcodeVestiging = Layout.Column(
    "postcode vestiging", ["POSTCODE VESTIGING"], sample: .postcode)

  /// The row number that DUO's interface puts in front.
  static let rowNumber = Layout.Column("rijnummer", ["_id"], isRequired: false)

  /// Which kind of primary school.
  static let soortPo = Layout.Column(
    "soort po", ["TYPE_PO", "SOORT_PO"], role: .dimension,
    sample: .oneOfSchool(["Bo", "Sbo"]))
  static let peiljaar = Layout.Column(
    "peiljaar", ["PEILJAAR"], .required, role: .period, sample: .year)
  static let aantalLeerlingen = Layout.Column(
    "leerlingen", ["AANTAL LEERLINGEN"], .count, role: .measure("leerlingen", .aantal, []),
    sample: .count(around: 12))
}

extension Layout.Form {
  /// A file of DUO's interface (CKAN): commas, a decimal point.
  static func ckan(_ fileName: String) -> Layout.Form {
    Layout.Form(fileName: fileName, delimiter: ",", decimalMark: ".")
  }
}
