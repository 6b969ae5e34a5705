import Records

extension CheckRule {
  /// Rules that need one whole file.
  static let fileRules = [
    kolomHerhaald, kolomNul, legeCellen, gemengd, geenKlein, overheerst, tekens, onvolledig,
    cijfersLos, cijfersVerwisseld, geslacht, slaagkans, jaren, landelijk, brugjaar, voorlopig,
    zonderTelling,
  ]

  static let kolomHerhaald = CheckRule(
    "kolom-herhaald", .ernstig, .bestand,
    compares: Phrase(nl: "alle kolommen met aantallen", en: "all columns of counts"),
    threshold: Phrase(
      nl: "twee kolommen zijn in alle rijen gelijk, met ten minste 20 rijen boven nul",
      en: "two columns are equal in all rows, at least 20 of them above zero"),
    remedy: Phrase(
      nl: "er is een kolom over een andere gekopieerd: haal het bestand opnieuw op",
      en: "a column was copied over another: download the file again"))

  static let kolomNul = CheckRule(
    "kolom-zonder-getallen", .ernstig, .bestand,
    compares: Phrase(nl: "kolommen van één soort", en: "columns of one kind"),
    threshold: Phrase(
      nl: "overal nul of leeg, terwijl de gelijksoortige kolommen ten minste 100 rijen boven nul "
        + "hebben (geslacht onbekend uitgezonderd)",
      en:
        "zero or blank throughout, while the columns of its kind have at least 100 rows above zero "
        + "(sex unknown excepted)"),
    remedy: Phrase(
      nl: "haal het bestand opnieuw op; deze kolom telt nu als niets",
      en: "download the file again; this column now counts as nothing"))

  static let legeCellen = CheckRule(
    "lege-cellen", .waarschuwing, .bestand,
    compares: Phrase(nl: "cellen met aantallen", en: "cells of counts"),
    threshold: Phrase(
      nl: "een lege cel; DUO drukt nul als 0 en laat niets leeg",
      en: "a blank cell; DUO prints zero as 0 and leaves nothing blank"),
    remedy: Phrase(
      nl: "haal het bestand opnieuw op; lege cellen gelden als ontbrekend, niet als nul",
      en: "download the file again; blank cells count as missing, not as zero"))

  static let gemengd = CheckRule(
    "afscherming-gemengd", .waarschuwing, .bestand,
    compares: Phrase(
      nl: "afgeschermde en kleine aantallen in een kolom",
      en: "withheld and small numbers in a column"),
    threshold: Phrase(
      nl: "<5 en ook 1, 2, 3 of 4 in dezelfde kolom; komt bij DUO niet voor",
      en: "<5 and also 1, 2, 3 or 4 in the same column; DUO's files have none"),
    remedy: Phrase(
      nl: "iemand heeft afgeschermde cellen ingevuld: haal het bestand opnieuw op",
      en: "someone filled in withheld cells: download the file again"))

  static let geenKlein = CheckRule(
    "kleine-aantallen-ontbreken", .ernstig, .bestand,
    compares: Phrase(nl: "hoe vaak 1–4 en 5–9 voorkomen", en: "how often 1–4 and 5–9 occur"),
    threshold: Phrase(
      nl: "ten minste 30 cellen 5–9 en geen enkele 1–4 of <5 in een kolom; in DUO’s bestanden zijn "
        + "er evenveel of meer",
      en: "at least 30 cells of 5–9 and not one of 1–4 or <5 in a column; DUO's files have as many "
        + "or more"),
    remedy: Phrase(
      nl: "afgeschermde cellen zijn door een getal vervangen: haal het bestand opnieuw op",
      en: "withheld cells were replaced by a number: download the file again"))

  static let overheerst = CheckRule(
    "een-klein-aantal-overheerst", .waarschuwing, .bestand,
    compares: Phrase(
      nl: "hoe vaak 1, 2, 3 en 4 voorkomen", en: "how often 1, 2, 3 and 4 occur"),
    threshold: Phrase(
      nl: "ten minste 40 cellen 1–4 waarvan 80 % dezelfde; bij DUO hoogstens 40 %",
      en: "at least 40 cells of 1–4, 80% of them the same; at DUO at most 40%"),
    remedy: Phrase(
      nl: "die waarde staat vermoedelijk voor 1 tot en met 4: zoek de uitgave met <5",
      en: "that value probably stands for 1 to 4: find the edition with <5"))

  static let tekens = CheckRule(
    "verminkte-tekens", .waarschuwing, .bestand,
    compares: Phrase(nl: "de letters in namen", en: "the letters in names"),
    threshold: Phrase(
      nl: "tekens die ontstaan als UTF-8 of Mac Roman als windows-1252 is gelezen (Ã©, tussen "
        + "letters een ‘, • of ?)",
      en: "characters that arise when UTF-8 or Mac Roman was read as windows-1252 (Ã©, between "
        + "letters a ‘, • or ?)"),
    remedy: Phrase(
      nl:
        "aantallen kloppen, namen niet: haal het bestand opnieuw op en open het niet eerst in een "
        + "ander programma",
      en: "counts are right, names are not: download the file again and do not open it in another "
        + "program first"))

  static let onvolledig = CheckRule(
    "bestand-onvolledig", .waarschuwing, .bestand,
    compares: Phrase(
      nl: "het aantal vestigingen en de laatste code met een landelijk bestand",
      en: "the number of locations and the last code with a national file"),
    threshold: Phrase(
      nl:
        "minder dan 85 % van de vestigingen van 2019–2024 (leerlingen 1.450, examens 1.236–1.259, "
        + "cijfers 1.159), of op code gesorteerd en eindigend vóór 30",
      en: "fewer than 85% of the locations of 2019–2024 (pupils 1,450, exams 1,236–1,259, marks "
        + "1,159), or sorted by code and ending before 30"),
    remedy: Phrase(
      nl: "is dit een uitsnede, dan is er niets aan de hand; anders is het bestand afgebroken",
      en: "if this is an excerpt nothing is wrong; if not, the file is cut short"))

  static let cijfersLos = CheckRule(
    "cijfers-horen-niet-bij-elkaar", .ernstig, .bestand,
    compares: Phrase(
      nl: "het cijfer van de cijferlijst met de twee examencijfers, over alle rijen",
      en: "the mark on the list with the two exam marks, over all rows"),
    threshold: Phrase(
      nl: "in meer dan 6 % van ten minste 100 rijen ruim 0,3 erbuiten; in 2019 1,9 %",
      en: "more than 0.3 outside in over 6% of at least 100 rows; 1.9% in 2019"),
    remedy: Phrase(
      nl: "een kolom met cijfers is verschoven of verwisseld: haal het bestand opnieuw op",
      en: "a column of marks has shifted or is swapped: download the file again"))

  static let cijfersVerwisseld = CheckRule(
    "examencijfers-verwisseld", .waarschuwing, .bestand,
    compares: Phrase(
      nl: "de spreiding van schoolexamen en centraal examen over vestigingen",
      en: "the spread of school exam and central exam over locations"),
    threshold: Phrase(
      nl: "schoolexamens spreiden meer dan centrale (ten minste 100 rijen); in 2019 is het in elke "
        + "soort onderwijs andersom, 1,2 tot 1,5 maal",
      en: "school exams spread more than central ones (at least 100 rows); in 2019 it is the other "
        + "way about in every type, 1.2 to 1.5 times"),
    remedy: Phrase(
      nl: "kijk of de twee kolommen met cijfers verwisseld zijn",
      en: "see whether the two columns of marks are swapped"))

  static let geslacht = CheckRule(
    "geslacht-verwisseld", .ernstig, .bestand,
    compares: Phrase(
      nl: "mannen in techniek en vrouwen in zorg en welzijn met alle leerlingen daar, per leerjaar "
        + "of examenjaar",
      en:
        "men in techniek and women in zorg en welzijn with all pupils there, per leerjaar or exam "
        + "year"),
    threshold: Phrase(
      nl: "minder dan 65 % van ten minste 200; in 2015–2024 is het 78 tot 91 %",
      en: "less than 65% of at least 200; in 2015–2024 it is 78 to 91%"),
    remedy: Phrase(
      nl: "kijk of man en vrouw, of twee sectoren, verwisseld zijn, of rijen verschoven",
      en: "see whether man and vrouw, or two sectors, are swapped, or rows have shifted"))

  static let slaagkans = CheckRule(
    "slaagkans-onwaarschijnlijk", .ernstig, .bestand,
    compares: Phrase(
      nl: "geslaagden met kandidaten, per examenjaar",
      en: "passed with candidates, per exam year"),
    threshold: Phrase(
      nl: "minder dan 80 % van ten minste 200; in 2015–2024 ligt elk jaar tussen 92 en 99,3 %",
      en: "less than 80% of at least 200; every year of 2015–2024 lies between 92 and 99.3%"),
    remedy: Phrase(
      nl: "kijk of geslaagden met gezakten of een ander jaar verwisseld zijn",
      en: "see whether passed is swapped with failed or another year"))

  static let jaren = CheckRule(
    "jaren-in-andere-volgorde", .ernstig, .bestand,
    compares: Phrase(
      nl: "hoeveel de aantallen per vestiging, leerweg en sector van jaar op jaar verschillen, in "
        + "elke volgorde van de jaren; met de jaren ervoor en erna in andere bestanden",
      en: "how much the counts by location, leerweg and sector change from year to year, in every "
        + "order of the years; with the years before and after in other files"),
    threshold: Phrase(
      nl:
        "een andere volgorde verandert ten minste 1 % minder; in 2015–2024 is de gedrukte volgorde "
        + "de beste, met ten minste 4 % voorsprong",
      en: "another order changes at least 1% less; in 2015–2024 the printed order is the best, by "
        + "at least 4%"),
    remedy: Phrase(
      nl: "kijk of twee jaren verwisseld zijn: vergelijk met de vorige uitgave",
      en: "see whether two years are swapped: compare with the edition before"))

  static let landelijk = CheckRule(
    "landelijk-totaal-onwaarschijnlijk", .waarschuwing, .bestand,
    compares: Phrase(
      nl: "totaal en aandeel per sector en profiel met wat DUO in 2015–2024 publiceerde",
      en: "total and share by sector and profile with what DUO published in 2015–2024"),
    threshold: Phrase(
      nl: "buiten de laagste en hoogste waarde van die jaren met een kwart ruimte; alleen bij ten "
        + "minste 1.000 vestigingen",
      en:
        "outside the lowest and highest of those years with a quarter to spare; only with at least "
        + "1,000 locations"),
    remedy: Phrase(
      nl: "kijk of profielen of sectoren verwisseld zijn, of anders ingedeeld",
      en: "see whether profiles or sectors are swapped, or classified otherwise"))

  static let brugjaar = CheckRule(
    "geslacht-brugjaar-verwisseld", .waarschuwing, .bestand,
    compares: Phrase(
      nl: "het aandeel jongens per opleiding in leerjaar 1 met dat in leerjaar 2",
      en: "the share of boys by programme in leerjaar 1 with that in leerjaar 2"),
    threshold: Phrase(
      nl: "waar jongens in het ene jaar meer dan gemiddeld zijn, zijn zij het in het andere minder "
        + "(ten minste 5.000 leerlingen); in 2019 hangen beide sterk samen",
      en: "where boys are above average in one year they are below it in the other (at least 5,000 "
        + "pupils); in 2019 the two go together closely"),
    remedy: Phrase(
      nl: "kijk of man en vrouw in leerjaar 1 of 2 verwisseld zijn",
      en: "see whether man and vrouw are swapped in leerjaar 1 or 2"))

  static let voorlopig = CheckRule(
    "voorlopig-jaar", .opmerking, .bestand,
    compares: Phrase(nl: "de jaren in het bestand", en: "the years in the file"),
    threshold: Phrase(
      nl: "het nieuwste jaar van deze gegevensset; van meer bestanden dat van het nieuwste",
      en: "the newest year of this data set; of several files that of the newest"),
    remedy: Phrase(
      nl: "haal volgend jaar de definitieve cijfers op", en: "get the final figures next year"),
    onPublishedFiles: 4)

  static let zonderTelling = CheckRule(
    "rijen-zonder-telling", .opmerking, .bestand,
    compares: Phrase(
      nl: "de rijen met wat eruit gelezen is", en: "the rows with what was read from them"),
    threshold: Phrase(
      nl: "een rij die geen telling geeft, naar soort onderwijs; ook nullen die niets zeggen",
      en: "a row that gives no count, by type of education; also zeros that say nothing"),
    remedy: Phrase(
      nl: "meestal niets te doen: zulke rijen staan onbewerkt in de database en tellen niet mee",
      en: "mostly nothing to do: such rows are kept as received in the store and do not count"),
    onPublishedFiles: 4)
}
