import Records

extension CheckRule {
  /// Rules that need several files, years or editions.
  static let crossRules = [
    andereGetallen, editie, leerjaar4, leerjaar4Geheel, peildatum, leerjaren, wissel, naamWissel,
    profielWissel, sectorWissel, rijVerdwenen, sprong, verdwenen, blokVerdwenen, buurrij,
    breukBekend, breukOnbekend,
  ]

  static let andereGetallen = CheckRule(
    "zelfde-periode-andere-getallen", .ernstig, .bestanden,
    compares: Phrase(
      nl:
        "twee soorten bestanden over dezelfde examens, per vestiging en leerweg, en techniek apart",
      en: "two kinds of files on the same exams, by location and leerweg, and techniek apart"),
    threshold: Phrase(
      nl:
        "elk verschil dat afscherming niet verklaart; examens 2018-2019 kloppen in 3.496 van 3.496 "
        + "(BL is daar B en LWT samen)",
      en: "any difference that withholding does not explain; the exams of 2018-2019 agree in 3,496 "
        + "of 3,496 (BL there is B and LWT together)"),
    remedy: Phrase(
      nl: "een van de bestanden is beschadigd of mist rijen: haal ze allebei opnieuw op",
      en: "one of the files is damaged or lacks rows: download both again"))

  static let editie = CheckRule(
    "editie-herzien", .opmerking, .bestanden,
    compares: Phrase(
      nl: "dezelfde cellen in twee uitgaven van een bestand",
      en: "the same cells in two editions of a file"),
    threshold: Phrase(
      nl: "elk verschil; meer dan 5 % van de cellen is zelfde-periode-andere-getallen",
      en: "any difference; over 5% of the cells is zelfde-periode-andere-getallen"),
    remedy: Phrase(
      nl: "de nieuwste uitgave geldt; zie `doorstroom compare`",
      en: "the newest edition holds; see `doorstroom compare`"))

  static let leerjaar4 = CheckRule(
    "leerjaar-4-en-examen", .waarschuwing, .bestanden,
    compares: Phrase(
      nl:
        "leerjaar 4 op 1 oktober met de examenkandidaten erna, techniek BB, KB en GL per vestiging",
      en: "leerjaar 4 on 1 October with the exam candidates after it, techniek BB, KB and GL by "
        + "location"),
    threshold: Phrase(
      nl: "meer dan 20 leerlingen en meer dan de helft verschil; 2019–2020: 6 van 219 vestigingen",
      en: "more than 20 pupils and more than half apart; 2019–2020: 6 of 219 locations"),
    remedy: Phrase(
      nl: "kijk of de vestiging verhuisd is, of rijen ontbreken",
      en: "see whether the location moved, or rows are missing"), onPublishedFiles: 6)

  static let leerjaar4Geheel = CheckRule(
    "leerjaar-4-past-niet-bij-examen", .ernstig, .bestanden,
    compares: Phrase(
      nl: "leerjaar 4 met de examenkandidaten erna, over alle vestigingen en per geslacht",
      en: "leerjaar 4 with the exam candidates after it, over all locations and by sex"),
    threshold: Phrase(
      nl: "de verschillen samen zijn meer dan 25 % van de leerlingen; 2019–2020: 16 %",
      en: "the differences together are over 25% of the pupils; 2019–2020: 16%"),
    remedy: Phrase(
      nl: "kijk of kolommen of rijen van het leerlingenbestand verschoven of verwisseld zijn",
      en: "see whether columns or rows of the pupil file have shifted or are swapped"))

  static let peildatum = CheckRule(
    "peildatum-past-niet", .ernstig, .bestanden,
    compares: Phrase(
      nl: "leerjaar 4 met de examenkandidaten van elk jaar",
      en: "leerjaar 4 with the exam candidates of every year"),
    threshold: Phrase(
      nl:
        "een ander examenjaar past beter dan dat na de peildatum; 2019: het juiste jaar past drie "
        + "maal zo goed als het naaste",
      en:
        "another exam year fits better than the one after the peildatum; 2019: the right one fits "
        + "three times as well as the next"),
    remedy: Phrase(
      nl: "kijk of de bestandsnaam het juiste jaar heeft",
      en: "see whether the file's name has the right year"))

  static let leerjaren = CheckRule(
    "leerjaren-verwisseld", .ernstig, .bestanden,
    compares: Phrase(
      nl: "leerjaar 3 en leerjaar 4 met de examenkandidaten erna, per geslacht",
      en: "leerjaar 3 and leerjaar 4 with the exam candidates after it, by sex"),
    threshold: Phrase(
      nl: "leerjaar 3 past beter; 2019: leerjaar 4 past twee tot drie maal zo goed",
      en: "leerjaar 3 fits better; 2019: leerjaar 4 fits two to three times as well"),
    remedy: Phrase(
      nl: "kijk of de kolommen van leerjaar 3 en 4 verwisseld zijn",
      en: "see whether the columns of leerjaar 3 and 4 are swapped"))

  static let wissel = CheckRule(
    "vestigingen-verwisseld", .waarschuwing, .bestanden,
    compares: Phrase(
      nl: "de aantallen van twee vestigingen met die van het jaar ervoor, en van leerjaar 4 met de "
        + "examens",
      en: "the counts of two locations with those of the year before, and of leerjaar 4 with the "
        + "exams"),
    threshold: Phrase(
      nl:
        "verwisseld verschillen zij drie kwart minder dan zoals gedrukt, die winst is meer dan 60 "
        + "leerlingen, beide hebben drie of meer combinaties van leerweg en sector, en elk lijkt op "
        + "geen derde",
      en:
        "swapped they differ three quarters less than as printed, the gain is more than 60 pupils, "
        + "both have three or more combinations of leerweg and sector, and neither resembles a third"
    ),
    remedy: Phrase(
      nl: "vergelijk beide vestigingen met de vorige uitgave, of vraag de scholen",
      en: "compare both locations with the edition before, or ask the schools"))

  static let naamWissel = CheckRule(
    "namen-van-vestigingen-verwisseld", .ernstig, .bestanden,
    compares: Phrase(
      nl: "de naam bij elke vestigingscode met die in andere bestanden en de adressen",
      en: "the name with each location's code with that in other files and the addresses"),
    threshold: Phrase(
      nl: "twee codes dragen elk de naam die de andere elders heeft",
      en: "two codes each have the name that the other has elsewhere"),
    remedy: Phrase(
      nl: "zoek uit welke code bij welke school hoort: een van de bestanden heeft ze verwisseld",
      en: "find out which code is which school's: one of the files has them swapped"))

  static let profielWissel = CheckRule(
    "profielen-verwisseld", .waarschuwing, .bestanden,
    compares: Phrase(
      nl: "de profielen van een vestiging met die van hetzelfde examenjaar of dat ervoor",
      en: "the profiles of a location with those of the same exam year or the one before"),
    threshold: Phrase(
      nl:
        "twee profielen, beide keren aanwezig, passen verwisseld 60 % beter, met een winst van meer "
        + "dan 30 leerlingen; niet als van beide jaren een ander bestand over dezelfde leerlingen de "
        + "sectoren geeft zoals gedrukt, want een jaar later kiezen anderen anders",
      en: "two profiles, present both times, fit 60% better swapped, with a gain of more than 30 "
        + "pupils; not where for both years another file on the same pupils has the sectors as "
        + "printed, as a year later others choose otherwise"),
    remedy: Phrase(
      nl: "vraag de school welk profiel hoeveel leerlingen heeft",
      en: "ask the school which profile has how many pupils"))

  static let sectorWissel = CheckRule(
    "sectoren-verwisseld", .waarschuwing, .bestanden,
    compares: Phrase(
      nl: "twee sectoren van een vestiging en leerweg met het jaar ervoor",
      en: "two sectors of a location and leerweg with the year before"),
    threshold: Phrase(
      nl: "verwisseld verschillen zij drie kwart minder, met een winst van meer dan 40 leerlingen",
      en: "swapped they differ three quarters less, with a gain of more than 40 pupils"),
    remedy: Phrase(
      nl: "vergelijk de vestiging met de vorige uitgave, of vraag de school",
      en: "compare the location with the edition before, or ask the school"), onPublishedFiles: 4)

  static let rijVerdwenen = CheckRule(
    "rij-verdwenen", .waarschuwing, .bestanden,
    compares: Phrase(
      nl: "de rijen (vestiging, leerweg, sector; geen TL) met die van het bestand ervoor",
      en: "the rows (location, leerweg, sector; no TL) with those of the file before"),
    threshold: Phrase(
      nl:
        "ten minste 30 kandidaten in het laatste jaar van dat bestand, en hier geen rij terwijl de "
        + "vestiging er wel in staat",
      en:
        "at least 30 candidates in the last year of that file, and no row here while the location "
        + "is in it"),
    remedy: Phrase(
      nl: "kijk of de vestiging met deze opleiding gestopt is; anders mist het bestand een rij",
      en: "see whether the location stopped this programme; if not, the file lacks a row"),
    onPublishedFiles: 4)

  static let sprong = CheckRule(
    "sprong-van-jaar-op-jaar", .opmerking, .bestanden,
    compares: Phrase(
      nl: "kandidaten per vestiging en sector met het jaar ervoor",
      en: "candidates by location and sector with the year before"),
    threshold: Phrase(
      nl: "meer dan 20 leerlingen en meer dan de helft; één regel per jaar met de grootste, want "
        + "landelijk zijn het er tientallen",
      en: "more than 20 pupils and more than half; one line a year with the largest, as nationally "
        + "there are dozens"),
    remedy: Phrase(
      nl: "ga voor uw eigen vestigingen na of leerlingen verhuisd zijn",
      en: "see for your own locations whether pupils moved"), onPublishedFiles: 9)

  static let verdwenen = CheckRule(
    "vestiging-verdwenen", .opmerking, .bestanden,
    compares: Phrase(
      nl: "de vestigingen met die van het jaar ervoor", en: "the locations with the year before"),
    threshold: Phrase(
      nl: "ten minste 20 kandidaten in het ene jaar en geen in het volgende; één regel per jaar",
      en: "at least 20 candidates in one year and none in the next; one line a year"),
    remedy: Phrase(
      nl: "zoek de opvolger in het overgangenbestand en zet hem in het regiobestand (`ook`)",
      en: "find the successor in the file of overgangen and put it in the region file (`ook`)"),
    onPublishedFiles: 9)

  static let blokVerdwenen = CheckRule(
    "vestigingen-massaal-verdwenen", .ernstig, .bestanden,
    compares: Phrase(
      nl: "de vestigingen met die van het jaar ervoor", en: "the locations with the year before"),
    threshold: Phrase(
      nl: "meer dan 8 % van ten minste 20 vestigingen is weg; in 2015–2024 hoogstens 3 % per jaar",
      en: "over 8% of at least 20 locations are gone; in 2015–2024 at most 3% a year"),
    remedy: Phrase(
      nl: "het bestand is afgebroken of mist rijen: haal het opnieuw op",
      en: "the file is cut short or lacks rows: download it again"))

  static let buurrij = CheckRule(
    "getallen-van-de-rij-ernaast", .ernstig, .bestanden,
    compares: Phrase(
      nl: "de aantallen van elke rij met het jaar ervoor, en met die van de rij erboven en eronder",
      en: "the counts of each row with the year before, and with those of the row above and below"),
    threshold: Phrase(
      nl: "een rij hoger of lager past beter (ten minste 50 rijen)",
      en: "a row up or down fits better (at least 50 rows)"),
    remedy: Phrase(
      nl:
        "de getallen zijn een rij verschoven ten opzichte van de namen: haal het bestand opnieuw op",
      en: "the numbers are a row off the names: download the file again"))

  static let breukBekend = CheckRule(
    "reeksbreuk", .opmerking, .bestanden,
    compares: Phrase(
      nl: "de reeksen met de bekende herindelingen", en: "the series with the known breaks"),
    threshold: Phrase(
      nl: "een reeks loopt over een herindeling heen", en: "a series runs across one"),
    remedy: Phrase(
      nl: "vergelijk de jaren ervoor en erna niet per sector",
      en: "do not compare the years before and after by sector"), onPublishedFiles: 2)

  static let breukOnbekend = CheckRule(
    "reeksbreuk-onbekend", .waarschuwing, .bestanden,
    compares: Phrase(
      nl: "verschuivingen tussen twee sectoren binnen een vestiging, met hun som",
      en: "shifts between two sectors within a location, with their sum"),
    threshold: Phrase(
      nl:
        "in één jaar bij ten minste 15 vestigingen en 5 % ervan: 10 of meer weg bij de ene en, op "
        + "een kwart na, erbij in de andere; zonder bekende herindeling",
      en:
        "in one year at 15 or more locations and 5% of them: 10 or more lost by one and, within a "
        + "quarter, won by the other; without a known break"),
    remedy: Phrase(
      nl: "vraag bij DUO na of een profiel bij een andere sector is gaan tellen, of sectoren "
        + "verwisseld zijn",
      en: "ask DUO whether a profile came to be counted in another sector, or sectors are swapped"))
}
