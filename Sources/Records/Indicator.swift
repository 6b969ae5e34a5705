/// The definition of a figure: without it a percentage is not a figure.
public struct Indicator: Hashable, Sendable {
  /// The key by which goals and figures name it.
  public let id: String
  /// As printed.
  public let name: Phrase
  /// The unit of every value and target.
  public let unit: Figure.Unit
  /// What is counted.
  public let numerator: Phrase
  /// What it is a share of; empty for a number.
  public let denominator: Phrase
  /// The profiles it is about; empty where profiles play no part.
  public let profielen: [Profiel]
  /// When it is measured.
  public let moment: Phrase
  /// The files that can hold it.
  public let source: Phrase

  /// The indicator of this id; nil when the registry has none.
  public static func find(_ id: String) -> Indicator? { registry.first { $0.id == id } }

  /// All definitions, in the order in which they are printed.
  public static let registry: [Indicator] = [
    Indicator(
      id: "leerlingen-techniek",
      name: Phrase(
        nl: "Leerlingen in een technisch profiel", en: "Pupils in a technical profile"),
      unit: .aantal,
      numerator: Phrase(
        nl: "leerlingen in leerjaar 3 en 4 van BB, KB en GL in BWI, PIE, M&T, MVI of MaT op de "
          + "vestigingen van het programma",
        en: "pupils in leerjaar 3 and 4 of BB, KB and GL in BWI, PIE, M&T, MVI or MaT at the "
          + "programme's locations"),
      denominator: Phrase(""), profielen: Profiel.techniek,
      moment: Phrase(nl: "1 oktober", en: "1 October"),
      source: Phrase(
        nl: "opgave van de regio (Figuur 2) of DUO, leerlingen per vestiging",
        en: "the region's statement (Figuur 2) or DUO, pupils per location")),
    Indicator(
      id: "aanbod-profielen",
      name: Phrase(nl: "Profielen per vestiging", en: "Profiles per location"), unit: .aantal,
      numerator: Phrase(
        nl: "combinaties van vestiging en technisch profiel met minstens één leerling in "
          + "leerjaar 3 of 4",
        en: "pairs of location and technical profile with at least one pupil in leerjaar 3 or 4"),
      denominator: Phrase(""), profielen: Profiel.techniek,
      moment: Phrase(nl: "1 oktober", en: "1 October"),
      source: Phrase(
        nl: "opgave van de regio (Figuur 2) of DUO, leerlingen per vestiging",
        en: "the region's statement (Figuur 2) or DUO, pupils per location")),
    Indicator(
      id: "doorstroom-technisch-mbo",
      name: Phrase(nl: "Doorstroom naar technisch mbo", en: "Flow into technical mbo"),
      unit: .procent,
      numerator: Phrase(
        nl: "vmbo-verlaters van het profiel of de leerweg die aan een technische mbo-opleiding "
          + "beginnen",
        en: "vmbo leavers of the profile or leerweg who enter a technical mbo programme"),
      denominator: Phrase(
        nl:
          "vmbo-verlaters van dat profiel of die leerweg; noemt de opgave hun aantal niet, dan dat "
          + "van de examens of van leerjaar 4",
        en:
          "vmbo leavers of that profile or leerweg; where the statement does not give their number, "
          + "that of the exams or of leerjaar 4"),
      profielen: Profiel.all,
      moment: Phrase(
        nl: "het jaar van instroom in het mbo", en: "the year of entry into the mbo"),
      source: Phrase(
        nl: "opgave van de regio: doorstroom.csv", en: "the region's statement: doorstroom.csv")),
    Indicator(
      id: "doorstroom-technisch-mbo-regio",
      name: Phrase(
        nl: "Doorstroom naar technisch mbo in de regio",
        en: "Flow into technical mbo in the region"),
      unit: .procent,
      numerator: Phrase(
        nl: "vmbo-verlaters van het profiel of de leerweg die aan een technische mbo-opleiding in "
          + "de regio beginnen",
        en: "vmbo leavers of the profile or leerweg who enter a technical mbo programme in the "
          + "region"),
      denominator: Phrase(
        nl: "vmbo-verlaters van dat profiel of die leerweg",
        en: "vmbo leavers of that profile or leerweg"),
      profielen: Profiel.all,
      moment: Phrase(
        nl: "het jaar van instroom in het mbo", en: "the year of entry into the mbo"),
      source: Phrase(
        nl: "opgave van de regio: doorstroom.csv, bestemming “technisch mbo in de regio”",
        en: "the region's statement: doorstroom.csv, bestemming “technisch mbo in de regio”")),
    Indicator(
      id: "doorstroom-technisch-mbo-aantal",
      name: Phrase(
        nl: "Leerlingen die naar technisch mbo in Almere gaan",
        en: "Pupils entering technical mbo in Almere"),
      unit: .aantal,
      numerator: Phrase(
        nl: "leerlingen van de zes vmbo-scholen die aan een technische opleiding van mbo College "
          + "Almere of Aeres MBO Almere beginnen",
        en: "pupils of the six vmbo schools who enter a technical programme of mbo College Almere "
          + "or Aeres MBO Almere"),
      denominator: Phrase(""), profielen: Profiel.all,
      moment: Phrase(
        nl: "het jaar van instroom in het mbo", en: "the year of entry into the mbo"),
      source: Phrase(
        nl: "geen open bestand: DUO publiceert geen stroom van vo-school naar mbo-instelling",
        en: "no open file: DUO publishes no flow from vo school to mbo institution")),
    Indicator(
      id: "instroom-vmbo",
      name: Phrase(
        nl: "Instroom vanuit het po in het beroepsgerichte vmbo",
        en: "Entry from primary school into vocational vmbo"),
      unit: .aantal,
      numerator: Phrase(
        nl: "leerlingen die vanuit groep 8 kiezen voor een beroepsopleiding via het vmbo",
        en: "pupils who choose vocational vmbo after primary school"),
      denominator: Phrase(""), profielen: [],
      moment: Phrase(nl: "1 oktober, leerjaar 1", en: "1 October, leerjaar 1"),
      source: Phrase(
        nl: "DUO telt leerjaar 1 en 2 als brugjaar, zonder leerweg; zichtbaar pas bij het examen, "
          + "vier jaar later",
        en: "DUO counts leerjaar 1 and 2 without leerweg; visible only at the exam, four years "
          + "later")),
    Indicator(
      id: "keuze-techniek",
      name: Phrase(
        nl: "Keuze voor een technisch profiel", en: "Choice of a technical profile"),
      unit: .aantal,
      numerator: Phrase(
        nl: "leerlingen in leerjaar 4 van BB, KB en GL in de sector techniek, gemeten als "
          + "examenkandidaten van dat schooljaar",
        en: "pupils in leerjaar 4 of BB, KB and GL in the sector techniek, measured as exam "
          + "candidates of that school year"),
      denominator: Phrase(""), profielen: Profiel.techniek,
      moment: Phrase(
        nl: "1 oktober van het peiljaar; het examen is in het jaar daarna",
        en: "1 October of the year named; the exam is in the year after"),
      source: Phrase(
        nl: "DUO, examenkandidaten en geslaagden", en: "DUO, exam candidates and passed")),
    Indicator(
      id: "arbeidsmarkt", name: Phrase(nl: "Arbeidsmarkt", en: "Labour market"), unit: .procent,
      numerator: Phrase(nl: "zie de rij van de tabel", en: "see the row of the table"),
      denominator: Phrase(nl: "zie de rij van de tabel", en: "see the row of the table"),
      profielen: [], moment: Phrase(nl: "zie de rij", en: "see the row"),
      source: Phrase(
        nl: "het plan, §4.4–4.5 (Facts & Figures arbeidsmarktregio)",
        en: "the plan, §4.4–4.5 (Facts & Figures arbeidsmarktregio)")),
    Indicator(
      id: "programma", name: Phrase(nl: "Telling van het programma", en: "Programme's own tally"),
      unit: .aantal,
      numerator: Phrase(nl: "zie het doel", en: "see the goal"), denominator: Phrase(""),
      profielen: [], moment: Phrase(nl: "per jaar", en: "each year"),
      source: Phrase(
        nl: "administratie van het programma; geen open bestand",
        en: "the programme's own records; no open file")),
  ]
}
