import Foundation
import TestSupport

/// Two made-up regions whose run takes a moment: one with a school, a profile and goals, one with a
/// figure only.
enum TinyData {
  static func write(to scratch: ScratchFolder) throws {
    try scratch.write(
      """
      regio: noord
      naam: Noord
      document: Plan Noord
      jaren: [2025, 2029]
      vestigingen:
        - code: 00AA00
          naam: School A
      gemeenten: [Noordstad]
      arbeidsmarktregios: [Noord]
      """, to: "data/noord/regio.yaml")
    try scratch.write(
      """
      regio: noord
      doelen:
        - id: behoud
          titel: {nl: Twintig leerlingen blijven, en: Keep twenty pupils}
          citaat: "…"
          vindplaats: "§1"
          indicator: leerlingen-techniek
          soort: behoud
          waarde: 20
          peiljaar: 2023
          deadline: 2029
        - id: doorstroom-mt
          titel: {nl: Doorstroom naar 80 %, en: Flow to 80%}
          citaat: "…"
          vindplaats: "§1"
          indicator: doorstroom-technisch-mbo
          profielen: [M&T]
          soort: niveau
          waarde: 80
          peiljaar: 2023
          deadline: 2029
      """, to: "data/noord/doelen.yaml")
    let stocks = [(2019, 20), (2020, 22), (2021, 21), (2022, 19), (2023, 23)]
    try scratch.write(
      "regio;vestiging;school;profiel;peildatum;leerlingen;bron\n"
        + stocks.map { "noord;00AA00;School A;M&T;\($0);\($1);tabel 1\n" }.joined(),
      to: "data/noord/profielen.csv")
    try scratch.write(
      "regio;groep;jaar;percentage;noemer;bron\nnoord;M&T;2023;72;50;§1\n",
      to: "data/noord/doorstroom.csv")
    try scratch.write(
      """
      regio: zuid
      naam: Zuid
      document: Plan Zuid
      jaren: [2020, 2023]
      vestigingen:
        - code: 00ZZ00
          naam: School Z
      gemeenten: [Zuidstad]
      arbeidsmarktregios: [Zuid]
      """, to: "data/zuid/regio.yaml")
    try scratch.write(
      "regio;indicator;maat;gebied;uitsplitsing;jaar;relatie;waarde;eenheid;bron\n"
        + "zuid;programma;bedrijven;programma;;2020;~;50;aantal;§1\n",
      to: "data/zuid/indicatoren.csv")
  }
}
