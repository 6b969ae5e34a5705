import Records

/// Who comes into the mbo, and with which education behind them: the nearest that DUO publishes to
/// the flow from vmbo to mbo. It knows leerweg and diploma of the vo, no profile and no vo school.
extension Layout {
  private static let instroom = "instromende-mbo-studenten"

  static let mboInstroomVooropleiding = Layout(
    id: "duo-mbo-instroom-vooropleiding",
    title: Phrase(
      nl: "DUO, mbo-studenten en instroom naar vooropleiding (a)",
      en: "DUO, mbo students and entrants by previous education (a)"),
    description: Phrase(
      nl: "Per instelling, hoofdgroep, beroepsopleiding, niveau, leerweg en vooropleiding: alle "
        + "ingeschreven studenten op 1 oktober (TOTAAL MBO, geen instroom), wie een jaar eerder "
        + "niet in het mbo was (INSTROOM MBO) en wie een jaar eerder niet in deze opleiding was "
        + "(INSTROOM OPLEIDING, waar INSTROOM MBO in zit). Het jaar staat in de bestandsnaam.",
      en:
        "By institution, hoofdgroep, programme group, niveau, leerweg and previous education: all "
        + "students enrolled on 1 October (TOTAAL MBO, not entrants), those who were not in the mbo "
        + "a year before (INSTROOM MBO), and those who were not in this programme a year before "
        + "(INSTROOM OPLEIDING, which contains INSTROOM MBO). The year is in the file's name."),
    origin: Mbo.origin(
      instroom, "2021…2025-nieuw-instromende-…-hoofdgroep-….csv, ~54,500 rows each")
      + " Meaning of the three numbers: DUO's Uitleg kolomnamen, as quoted in "
      + "cedanl/onderwijsdata-chat, tools/duo_correcties.py.",
    columns: [
      Mbo.id, Mbo.avg,
      Mbo.split("vooropleiding vo", "VOOROPLEIDING VO", Mbo.vooropleidingenVo),
      Mbo.split("vooropleiding mbo", "VOOROPLEIDING MBO", Mbo.vooropleidingenMbo),
      Mbo.split("kleine opleiding", "INDICATIE KLEINE OPLEIDING", ["J", "N"]),
      Mbo.instelling, Mbo.instellingsnaam,
      Column(
        "hoofdgroepcode", ["HOOFDGROEP CODE"], role: .dimension,
        sample: .together((1...7).map(hoofdgroepcode))),
      Mbo.hoofdgroep, Mbo.niveau, Mbo.leerweg,
    ] + Mbo.beroepsopleiding + [
      aantal("studenten", "TOTAAL MBO", .count(around: 60)),
      aantal("instroom mbo", "INSTROOM MBO", .part(of: "instroom opleiding", least: 0)),
      aantal("instroom opleiding", "INSTROOM OPLEIDING", .part(of: "studenten", least: 0)),
    ],
    suppression: [.minusOne],
    key: [
      "vooropleiding vo", "vooropleiding mbo", "kleine opleiding", "instelling", "hoofdgroepcode",
      "niveau", "leerweg", "beroepsopleiding",
    ],
    period: .fileName(.peildatum), isProvisional: true,
    form: Form(
      fileName: "@-nieuw-instromende-studenten-per-instelling-hoofdgroep-leerweg.csv",
      delimiter: ",", decimalMark: "."),
    interpreter: Mbo.techniek(period: .fileName(.peildatum)))

  static let mboInstroomSoort = Layout(
    id: "duo-mbo-instroom-soort",
    title: Phrase(
      nl: "DUO, mbo-studenten naar soort instroom (b)",
      en: "DUO, mbo students by kind of entry (b)"),
    description: Phrase(
      nl:
        "Studenten op 1 oktober per instelling, niveau, leerweg en beroepsopleiding, naar laatste "
        + "jaar en vooropleiding in vo en mbo en naar soort instroom (direct, indirect, geen). "
        + "`<2021` bij het laatste jaar is een waarde: langer dan een jaar geleden.",
      en: "Students on 1 October by institution, niveau, leerweg and programme group, by last year "
        + "and previous education in vo and mbo and by kind of entry (direct, indirect, none). "
        + "`<2021` for the last year is a value: more than a year ago."),
    origin: Mbo.origin(
      instroom, "2021…2025-nieuw-instromende-…-met-soorten-inst….csv, ~105,000 rows each"),
    columns: [
      Mbo.id, Mbo.avg, Mbo.jaar, Mbo.instelling, Mbo.niveau,
      Mbo.split("leerweg", "LEERWEG", ["BBL", "BOL", "EX"]),
    ] + Mbo.beroepsopleiding + [
      Mbo.split("wijziging in instelling", "WIJZIGING IN INSTELLING", ["J", "N", " "]),
      Mbo.split("laatste jaar vo", "LAATSTE JAAR VO", ["2020", "<2020", " "]),
      Mbo.split("vooropleiding vo", "VOOROPLEIDING VO", Mbo.vooropleidingenVo),
      Mbo.split("laatste jaar mbo", "LAATSTE JAAR MBO", ["2020", "<2020", " "]),
      Mbo.split("vooropleiding mbo", "VOOROPLEIDING MBO", Mbo.vooropleidingenMbo),
      Mbo.split(
        "instroom vo", "INSTROOM VO", ["Directe instroom", "Indirecte instroom", "Geen instroom"]),
      Mbo.split("instroom mbo", "INSTROOM MBO", ["J", "N"]),
      Mbo.split("instroom opleiding", "INSTROOM OPLEIDING", ["J", "N"]),
      aantal("studenten", "AANTAL", .count(around: 30)),
    ],
    suppression: [.minusOne],
    key: [
      "jaar", "instelling", "niveau", "leerweg", "beroepsopleiding", "wijziging in instelling",
      "laatste jaar vo", "vooropleiding vo", "laatste jaar mbo", "vooropleiding mbo",
      "instroom vo", "instroom mbo", "instroom opleiding",
    ],
    period: .column("jaar", .peildatum), isProvisional: true,
    form: Form(
      fileName: "@-nieuw-instromende-studenten-per-instelling-met-soorten-instroom.csv",
      delimiter: ",", decimalMark: "."))

  private static func aantal(
    _ name: String, _ header: String, _ sample: Column.Sample
  ) -> Column {
    Column(name, [header], .count, role: .measure(name, .aantal, []), sample: sample)
  }

  private static func hoofdgroepcode(_ number: Int) -> String {
    "hg0" + (number < 10 ? "0" : "") + String(number)
  }
}
