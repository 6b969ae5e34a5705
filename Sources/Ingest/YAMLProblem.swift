import Records

/// What is wrong with a text that is no YAML, in words of the reader instead of the parser's.
enum YAMLProblem {
  /// The parser's sentence in both languages; in Dutch behind a lead where the table has it not.
  static func phrase(_ problem: String) -> Phrase {
    for (part, nl) in table where problem.contains(part) { return Phrase(nl: nl, en: problem) }
    return Phrase(nl: "geen geldige YAML (\(problem))", en: "no valid YAML (\(problem))")
  }

  /// By a part of libyaml's sentence.
  private static let table: [(part: String, nl: String)] = [
    (
      "mapping values are not allowed",
      "een dubbelepunt staat waar geen sleutel kan staan; zet de waarde tussen aanhalingstekens "
        + "of kijk naar het inspringen"
    ),
    ("could not find expected ':'", "achter een sleutel ontbreekt de dubbelepunt"),
    (
      "did not find expected key",
      "hier hoort een sleutel te staan; kijk naar het inspringen en naar aanhalingstekens"
    ),
    ("did not find expected ',' or '}'", "een lijst met { wordt niet gesloten, of mist een komma"),
    ("did not find expected ',' or ']'", "een lijst met [ wordt niet gesloten, of mist een komma"),
    ("did not find expected '-' indicator", "hier hoort een streepje van de lijst te staan"),
    (
      "sequence entries are not allowed", "een streepje van een lijst staat op een verkeerde plaats"
    ),
    ("mapping keys are not allowed", "een sleutel staat op een verkeerde plaats"),
    ("tab character", "er staat een tab; spring in met spaties"),
    (
      "cannot start any token",
      "een waarde begint met een teken dat daar niet kan staan (zoals een tab, @ of `); gebruik "
        + "spaties, of zet haar tussen aanhalingstekens"
    ),
    ("unexpected end of stream", "een aanhalingsteken of haakje wordt niet gesloten"),
    ("unknown escape character", "een \\ tussen dubbele aanhalingstekens; gebruik enkele"),
    ("expected <document start>", "het bestand begint niet met een sleutel; kijk naar het begin"),
    ("did not find expected node content", "hier hoort een waarde te staan"),
    ("control characters are not allowed", "er staat een onzichtbaar stuurteken"),
    ("unexpected document indicator", "--- of ... staat midden in een tekst"),
  ]
}
