import Records

extension CheckRule {
  /// Rules of the reader itself: of texts and rows, whatever their layout.
  static let textRules = [
    CheckRule(
      "letter-vreemd", .waarschuwing, .bestand,
      compares: Phrase(
        nl: "de letters van alle teksten met wat in Nederlandse namen voorkomt",
        en: "the letters of all texts with what Dutch names have"),
      threshold: Phrase(
        nl: "één letter die alleen door een verkeerde codering ontstaat, zoals Ã© of een Ž midden "
          + "in een woord",
        en: "one letter that only a wrong encoding makes, such as Ã© or a Ž inside a word"),
      remedy: Phrase(
        nl: "haal het bestand opnieuw op bij de bron, of bewaar het als “CSV UTF-8”",
        en: "download the file again from its source, or save it as “CSV UTF-8”")),
    CheckRule(
      "afdeling-onbekend", .waarschuwing, .rij,
      compares: Phrase(
        nl: "de afdeling met de namen die DUO schrijft", en: "the afdeling with DUO's names"),
      threshold: Phrase(
        nl: "de naam staat niet in de lijst; elke naam wordt één keer genoemd",
        en: "the name is not in the list; each name is said once"),
      remedy: Phrase(
        nl: "verbeter de naam als het een vergissing is; zo telt hij als een eigen profiel",
        en: "mend the name if it is a slip; as it is it counts as a profile of its own")),
    CheckRule(
      "sector-leeg", .waarschuwing, .rij,
      compares: Phrase(nl: "de sector van vmbo-rijen", en: "the sector of vmbo rows"),
      threshold: Phrase(nl: "er staat geen sector", en: "there is no sector"),
      remedy: Phrase(
        nl: "kijk of een kolom leeggemaakt is; haal het bestand opnieuw op",
        en: "see whether a column was emptied; download the file again")),
    CheckRule(
      "crebo-onbekend", .opmerking, .rij,
      compares: Phrase(
        nl: "de crebo met de lijst van de Regeling van 2015",
        en: "the crebo with the list of the regulation of 2015"),
      threshold: Phrase(
        nl: "staat niet in de lijst; elke code wordt één keer genoemd",
        en: "is not in the list; each code is said once"),
      remedy: Phrase(
        nl: "gebruik een bestand met de hoofdgroep erin",
        en: "use a file that has the hoofdgroep in it")),
    CheckRule(
      "crebo-past-niet-bij-niveau", .waarschuwing, .rij,
      compares: Phrase(
        nl: "het niveau van de rij met dat van de crebo",
        en: "the niveau of the row with that of the crebo"),
      threshold: Phrase(nl: "een ander niveau", en: "another niveau"),
      remedy: Phrase(
        nl: "kijk of kolommen of rijen verschoven zijn",
        en: "see whether columns or rows have shifted")),
    CheckRule(
      "lege-rij", .opmerking, .bestand,
      compares: Phrase(nl: "rijen met alleen scheidingstekens", en: "rows of delimiters alone"),
      threshold: Phrase(nl: "één zulke rij", en: "one such row"),
      remedy: Phrase(
        nl: "niets: een rekenblad schrijft ze; kijk of er geen rijen gewist zijn",
        en: "nothing: a spreadsheet writes them; see that no rows were erased")),
  ]
}
