import Records

/// Diplomas of the mbo.
extension Layout {
  /// The year in a header is one after the school year in which the diplomas were earned began:
  /// `DIPMAN2021` are the men who earned theirs in 2020-2021, known on 1 October 2021. So DUO
  /// confirmed for the header 2018 of an older file (mail of 9 May 2018, quoted by the package
  /// `duodata`), and so the names of the present files say: `2020-2024` holds the headers 2021 to
  /// 2025. An observation is therefore of the *school year*, never of the label.
  static let mboGediplomeerden = Layout(
    id: "duo-mbo-gediplomeerden",
    title: Phrase(
      nl: "DUO, gediplomeerden mbo per instelling en opleiding",
      en: "DUO, mbo diplomas by institution and programme"),
    description: Phrase(
      nl: "Gediplomeerden per instelling, leerweg, niveau, erkende opleiding (crebo), sectorkamer, "
        + "hoofdgroep en geslacht. DIPMAN2021 telt de diploma’s van schooljaar 2020-2021: het "
        + "jaar in de kop is een jaar later dan het begin van dat schooljaar.",
      en:
        "Diplomas by institution, leerweg, niveau, programme (crebo), sectorkamer, hoofdgroep and "
        + "sex. DIPMAN2021 counts the diplomas of school year 2020-2021: the year in the header is "
        + "one after the beginning of that school year."),
    origin: Mbo.origin("gediplomeerde-mbo-studenten", "2020-2024-gediplomeerden.csv, 18,491 rows")
      + " The meaning of the year: DUO for an older file, inferred for this one.",
    columns: [
      Mbo.id, Mbo.avg, Mbo.instelling, Mbo.instellingsnaam, Mbo.plaats,
      Mbo.split("leerweg", "LEERWEG", ["BBL", "BOLDT", "BOLVT", "EX", "OVO"]), Mbo.niveau,
    ] + Mbo.erkendeOpleiding + [
      Mbo.sectorkamer, Mbo.hoofdgroep,
      Mbo.count("man @", "DIPMAN@", of: "gediplomeerden", "geslacht", "man"),
      Mbo.count("vrouw @", "DIPVROUW@", of: "gediplomeerden", "geslacht", "vrouw"),
    ],
    suppression: [.minusOne],
    key: ["instelling", "plaats", "leerweg", "niveau", "opleiding", "sectorkamer", "hoofdgroep"],
    period: .headers(.schooljaarByEnd), isProvisional: true,
    form: Form(fileName: "2020-@-gediplomeerden.csv", delimiter: ",", decimalMark: "."),
    interpreter: Mbo.techniek(period: .headers(.schooljaarByEnd)))
}
