import Records

extension Layout {
  /// DUO: early leavers per location, with the samenwerkingsverband it belongs to.
  static let duoVsv = Layout(
    id: "duo-vsv",
    title: Phrase(
      nl: "DUO, voortijdig schoolverlaters vo per samenwerkingsverband",
      en: "DUO, early school leavers vo per samenwerkingsverband"),
    description: Phrase(
      nl: "Leerlingen en voortijdig schoolverlaters per vestiging; het jaar staat in de "
        + "bestandsnaam.",
      en: "Pupils and early school leavers per location; the year is in the file's name."),
    origin: "duo.nl, vsv-per-swv-2015.csv; bytes",
    columns: [
      Column(
        "samenwerkingsverband", ["SAMENWERKINGSVERBAND_NUMMER"], .required,
        role: .placeDimension(.samenwerkingsverband), sample: .oneOf(["VO9001", "VO9002"])),
      Column("brin", ["BRIN_NUMMER", "INSTELLINGSCODE"], .required, role: .brin, sample: .brin),
      Column(
        "vestiging", ["VESTIGINGS_NUMMER", "VESTIGINGSCODE"], .required, role: .location,
        sample: .location),
      Column(
        "leerlingen", ["AANTAL_LEERLINGEN"], .count, role: .measure("leerlingen", .aantal, []),
        sample: .count(around: 700)),
    ]
      + ["totaal", "vmbo", "mbo", "overig"].map { part in
        Column(
          "vsv \(part)", ["VSV_\(part.uppercased())"], .count,
          role: .measure(
            "voortijdig schoolverlaters", .aantal, [Observation.Dimension("soort", part)]),
          sample: .count(around: 8))
      },
    suppression: [.lessThanFive], key: ["samenwerkingsverband", "brin", "vestiging"],
    period: .fileName(.jaar), isProvisional: false, form: Form(fileName: "vsv-per-swv-@.csv"))
}
