import Records

extension Layout {
  /// DUO: what the register of institutions says of successions and licences.
  static let duoRegister: [Layout] = [duoOvergangen, duoLicenties]

  /// Many-to-many: a splitting gives two rows, and so does a merger.
  static let duoOvergangen = Layout(
    id: "duo-overgangen",
    title: Phrase(nl: "DUO, overgangen", en: "DUO, successions"),
    description: Phrase(
      nl: "Welke instelling, vestiging of welk bestuur op een dag in welke andere overging: fusie, "
        + "overdracht, splitsing.",
      en: "Which institution, location or board went over into which other on a day: merger, "
        + "transfer, splitting."),
    origin: "duo.nl, OVERGANGEN_20250113.csv; bytes",
    columns: [
      Column("van", ["NR_ADMIN_VAN"], .required, sample: .vestiging),
      Column("functie van", ["CODE_FUNCTIE_VAN"], .required, sample: .constant("D")),
      Column("soort van", ["CODE_SOORT_VAN"], sample: .constant("VST")),
      Column("wet van", ["CODE_WET_VAN"], sample: .oneOf(["WVO", "WPO"])),
      Column("naar", ["NR_ADMIN_NAAR"], sample: .otherVestiging),
      Column("functie naar", ["CODE_FUNCTIE_NAAR"], sample: .constant("D")),
      Column("soort naar", ["CODE_SOORT_NAAR"], sample: .constant("VST")),
      Column("wet naar", ["CODE_WET_NAAR"], sample: .oneOf(["WVO", "WPO"])),
      Column("datum", ["DT_OVERGANG"], .required, sample: .oneOf(["1-8-2023", "1-8-2024"])),
      Column("code", ["CODE_OVERGANG"], sample: .together(["F", "V", "S"])),
      Column(
        "soort", ["NAAM_OVERGANG"], .required,
        sample: .together(["Fusie", "Overdracht", "Splitsing"])),
      Column("volledig", ["IND_VOLLEDIG"], .required, sample: .oneOf(["J", "N"])),
      Column("stand", ["CODE_STAND_RECORD"], sample: .constant("H")),
    ],
    suppression: [], key: ["van", "functie van", "naar", "datum", "code"], period: .none,
    isProvisional: false,
    form: Form(fileName: "OVERGANGEN_@0113.csv", delimiter: ",", quoting: .all),
    interpreter: { binding in
      let (van, naar) = (binding.required("van"), binding.required("naar"))
      let (functie, datum) = (binding.required("functie van"), binding.required("datum"))
      let (soort, volledig) = (binding.required("soort"), binding.required("volledig"))
      return { (cells, row, _) throws(IngestError) in
        row.references.append(
          .overgang(
            Overgang(
              van: cells.fields[van], naar: cells.fields[naar], functie: cells.fields[functie],
              datum: try cells.date(datum), soort: cells.fields[soort],
              volledig: try cells.yesOrNo(volledig), source: cells.source(van))))
      }
    })

  static let duoLicenties = Layout(
    id: "duo-licenties",
    title: Phrase(
      nl: "DUO, licenties per vestiging (06_vomtgo)",
      en: "DUO, licences per location (06_vomtgo)"),
    description: Phrase(
      nl:
        "Welke opleidingen (elementcodes) een vestiging mag aanbieden, en van wanneer tot wanneer.",
      en: "Which programmes (elementcodes) a location may offer, and from when to when."),
    origin: "onderwijsdata.duo.nl/dataset/06_vomtgo (vo_onderwijslicenties.csv); kolommen en "
      + "voorbeeldwaarden uit cedanl/rio-onderwijsdata, duo_resource_schemas.json (2026-10-05); geen "
      + "bytes gezien",
    columns: [
      .rowNumber,
      Column("licentie", ["LICENTIECODE"], .required, sample: .bestuur),
      Column("brin", ["OIE_CODE"], .required, sample: .brin),
      .vestiging(.vestiging),
      Column(
        "opleiding", ["ERKENDEOPLEIDINGSCODE"], .required,
        sample: .oneOf(["6011", "6021", "6031", "6121", "6921", "470", "10"])),
      Column(
        "begin", ["BEGINDATUM"], sample: .oneOf(["2016-08-01T00:00:00", "2019-08-01T00:00:00"])),
      Column("eind", ["EINDDATUM"], sample: .oneOf(["", "", "2024-08-01T00:00:00"])),
      Column("bekostigd", ["BEKOSTIGD"], sample: .constant("KOMT_VOOR_BEKOSTIGING_IN_AANMERKING")),
      Column("herkomst", ["HERKOMST"], sample: .constant("VZP_MTGO")),
      Column("stadium", ["STADIUM"], sample: .constant("STANDAARD")),
    ],
    suppression: [], key: ["licentie", "vestiging", "opleiding", "begin"], period: .none,
    isProvisional: false, form: .ckan("vo_onderwijslicenties.csv"),
    interpreter: { binding in
      let (brin, vestiging) = (binding.required("brin"), binding.required("vestiging"))
      let (opleiding, begin) = (binding.required("opleiding"), binding.required("begin"))
      let eind = binding.required("eind")
      return { (cells, row, _) throws(IngestError) in
        row.references.append(
          .licentie(
            Licentie(
              vestiging: try cells.vestiging(brin: brin, vestiging),
              opleiding: cells.elementcode(opleiding),
              begin: cells.fields[begin].isEmpty ? "" : try cells.date(begin),
              eind: cells.fields[eind].isEmpty ? "" : try cells.date(eind),
              source: cells.source(opleiding))))
      }
    })
}
