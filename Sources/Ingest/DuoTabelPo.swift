import Records

extension Layout {
  /// DUO's primary pupils by home municipality and age, re-tabulated by ``PoTabulation``. A municipality is
  /// its name, as DUO's file has no number of the pupil's, so that its place is an area of the source's own.
  static let duoTabelPoLeeftijd = Layout(
    id: "duo-tabel-po-leeftijd",
    title: Phrase(
      nl: "DUO, leerlingen po naar leeftijd, tabel van een regio",
      en: "DUO, pupils po by age, table of a region"),
    description: Phrase(
      nl: "Leerlingen van het primair onderwijs naar gemeente waar zij wonen, soort onderwijs en "
        + "leeftijd op 1 oktober, met de gemeenten van hun scholen.",
      en: "Pupils in primary education by the municipality they live in, kind of school and age on "
        + "1 October, with the municipalities of their schools."),
    origin: "Our own layout; data/README.md tells its columns.",
    columns: [
      Column(
        "gemeente", ["gemeente"], .required, role: .place(.gebied),
        sample: .oneOf(["Almere", "Amersfoort", "Nijkerk"])),
      Column(
        "soort po", ["soort po"], .required, role: .dimension, sample: .oneOf(["Bo", "Sbo"])),
      Column(
        "leeftijd", ["leeftijd"], .required, role: .dimension,
        sample: .oneOf((4...13).map(String.init))),
      Column("peildatum", ["peildatum"], .year, role: .period, sample: .year),
      Column(
        "leerlingen", ["leerlingen"], .count, role: .measure("leerlingen", .aantal, []),
        sample: .count(around: 60)),
      Column(
        "schoolgemeenten", ["schoolgemeenten"], .required,
        sample: .constant("verzonnen voorbeeld")),
      Column("bron", ["bron"], .required, sample: .constant("verzonnen voorbeeld")),
    ],
    suppression: [.lessThanFive, .interval],
    key: ["gemeente", "soort po", "leeftijd", "peildatum"],
    period: .column("peildatum", .peildatum), isProvisional: false)
}
