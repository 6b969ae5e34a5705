import Records

extension CheckRule {
  /// Rules that the reading of a layout applies itself.
  static let readerRules = [
    CheckRule(
      "totaal-klopt-niet", .ernstig, .rij,
      compares: Phrase(
        nl: "het gedrukte totaal met man, vrouw en onbekend samen, of kandidaten met geslaagden en "
          + "gezakten",
        en:
          "the printed total with man, vrouw and onbekend together, or candidates with passed and "
          + "failed"),
      threshold: Phrase(
        nl:
          "geen enkele waarde van de afgeschermde delen geeft het totaal; een of twee meer in een "
          + "bestand zonder “onbekend” is geslacht-niet-gedrukt",
        en: "no value of the withheld parts gives the total; one or two more in a file without "
          + "“onbekend” is geslacht-niet-gedrukt"),
      remedy: Phrase(
        nl: "kijk of rijen of kolommen verschoven zijn; vraag het na bij DUO",
        en: "see whether rows or columns have shifted; ask DUO"), onPublishedFiles: 4),
    CheckRule(
      "geslaagd-meer-dan-kandidaat", .ernstig, .rij,
      compares: Phrase(nl: "geslaagden met kandidaten", en: "passed with candidates"),
      threshold: Phrase(nl: "meer geslaagden dan kandidaten", en: "more passed than candidates"),
      remedy: Phrase(
        nl: "kijk of kolommen verwisseld zijn; vraag het na bij DUO",
        en: "see whether columns are swapped; ask DUO")),
    CheckRule(
      "dubbele-sleutel", .ernstig, .rij,
      compares: Phrase(nl: "de sleutel van rijen", en: "the keys of rows"),
      threshold: Phrase(nl: "dezelfde sleutel in twee rijen", en: "the same key in two rows"),
      remedy: Phrase(
        nl: "kijk welke van de twee rijen geldt; beide tellen mee",
        en: "see which of the two rows holds; both are counted")),
    CheckRule(
      "leerjaar-buiten-onderwijstype", .waarschuwing, .rij,
      compares: Phrase(
        nl: "het leerjaar met het onderwijstype", en: "the leerjaar with the type of education"),
      threshold: Phrase(
        nl: "leerlingen in een leerjaar dat het onderwijstype niet heeft",
        en: "pupils in a leerjaar that the type of education does not have"),
      remedy: Phrase(
        nl: "kijk of kolommen of rijen verschoven zijn",
        en: "see whether columns or rows have shifted")),
    CheckRule(
      "onderwijstype-onbekend", .waarschuwing, .rij,
      compares: Phrase(
        nl: "het onderwijstype met de lijst", en: "the type of education with the list"),
      threshold: Phrase(nl: "staat niet in de lijst", en: "is not in the list"),
      remedy: Phrase(
        nl: "kijk of het vmbo is; vraag dan om uitbreiding van de indeling",
        en: "see whether it is vmbo; if so, ask for an extension of the layout")),
    CheckRule(
      "geslacht-niet-gedrukt", .opmerking, .rij,
      compares: Phrase(
        nl: "het totaal met man en vrouw, in een bestand zonder “onbekend”",
        en: "the total with man and vrouw, in a file without “onbekend”"),
      threshold: Phrase(nl: "een tot drie meer", en: "one to three more"),
      remedy: Phrase(nl: "gebruik het totaal, niet de som", en: "use the total, not the sum"),
      onPublishedFiles: 56),
    CheckRule(
      "geen-rijen", .waarschuwing, .bestand,
      compares: Phrase(nl: "het aantal rijen", en: "the number of rows"),
      threshold: Phrase(nl: "geen", en: "none"),
      remedy: Phrase(nl: "kijk of het bestand volledig is", en: "see whether the file is complete")),
  ]

  /// Rules of ``FileCheck`` that speak of a row.
  static let rowRules = [
    codeEnNaam, codeTabel, percentage, cijferlijst, dubbeleRij, uitDeToon,
  ]

  static let codeEnNaam = CheckRule(
    "een-code-twee-namen", .ernstig, .rij,
    compares: Phrase(
      nl:
        "de namen bij een code in alle rijen: elementcode met sector, afdeling en opleidingsnaam; "
        + "inspectiecode met opleidingsnaam; vestiging met naam, plaats en provincie; plaats met "
        + "provincie",
      en: "the names that stand with a code in all rows: elementcode with sector, afdeling and "
        + "programme; inspectiecode with programme; location with name, place and province; place "
        + "with province"),
    threshold: Phrase(
      nl: "een tweede naam bij dezelfde code; in DUO’s bestanden komt dat niet voor",
      en: "a second name with the same code; DUO's files have none"),
    remedy: Phrase(
      nl: "kijk of een kolom verschoven is of cellen verwisseld zijn",
      en: "see whether a column has shifted or cells are swapped"))

  static let codeTabel = CheckRule(
    "code-past-niet-bij-naam", .ernstig, .rij,
    compares: Phrase(
      nl: "elementcode (60–79, TL) en inspectiecode (26–46, 90–93) met profiel, leerweg en sector",
      en: "elementcode (60–79, TL) and inspectiecode (26–46, 90–93) with profile, leerweg and "
        + "sector"),
    threshold: Phrase(
      nl: "de vaste betekenis van de code is een andere; in DUO’s bestanden komt dat niet voor",
      en: "the fixed meaning of the code is another; DUO's files have none"),
    remedy: Phrase(
      nl: "kijk of profielen, sectoren of leerwegen verwisseld zijn",
      en: "see whether profiles, sectors or leerwegen are swapped"))

  static let percentage = CheckRule(
    "slaagpercentage-klopt-niet", .ernstig, .rij,
    compares: Phrase(
      nl: "het gedrukte slaagpercentage met geslaagden en kandidaten, waar die beide bekend zijn",
      en: "the printed pass rate with passed and candidates, where both are known"),
    threshold: Phrase(
      nl:
        "meer dan 0,06 punt verschil (er is op 0,1 afgerond), of buiten 0–100; geen enkel verschil "
        + "in 419.751 cellen van 2015–2024",
      en:
        "more than 0.06 points apart (it is rounded to 0.1), or outside 0–100; not one in 419,751 "
        + "cells of 2015–2024"),
    remedy: Phrase(
      nl: "kijk of kolommen, jaren of rijen verschoven zijn",
      en: "see whether columns, years or rows have shifted"))

  static let cijferlijst = CheckRule(
    "cijfer-onmogelijk", .ernstig, .rij,
    compares: Phrase(
      nl: "het cijfer van de cijferlijst met dat van schoolexamen en centraal examen",
      en: "the mark on the list with those of the school exam and the central exam"),
    threshold: Phrase(
      nl: "buiten 1–10, of meer dan 0,8 buiten de twee andere (grootste in 2019: 0,7)",
      en: "outside 1–10, or more than 0.8 outside the other two (largest in 2019: 0.7)"),
    remedy: Phrase(
      nl: "kijk of de komma weg is, of kolommen verschoven zijn",
      en: "see whether the decimal mark is gone, or columns have shifted"))

  static let uitDeToon = CheckRule(
    "getal-uit-de-toon", .waarschuwing, .rij,
    compares: Phrase(
      nl: "het grootste getal van een rij leerlingen met het op een na grootste",
      en: "the largest number of a row of pupils with the second largest"),
    threshold: Phrase(
      nl: "ten minste 100 en vijf maal zo groot; in 2019 geen van 24.243 rijen",
      en: "at least 100 and five times as large; in 2019 none of 24,243 rows"),
    remedy: Phrase(
      nl: "kijk of er een cijfer te veel staat", en: "see whether there is a digit too many"))

  static let dubbeleRij = CheckRule(
    "rij-herhaald", .ernstig, .rij,
    compares: Phrase(nl: "hele rijen", en: "whole rows"),
    threshold: Phrase(
      nl: "letterlijk dezelfde rij, ook elders in het bestand; komt bij DUO niet voor",
      en: "literally the same row, also elsewhere in the file; DUO's files have none"),
    remedy: Phrase(
      nl: "haal het bestand opnieuw op; de rij telt nu dubbel",
      en: "download the file again; the row now counts twice"))
}
