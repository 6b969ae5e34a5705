public import Records
import Reports
import Store

extension PipelineError {
  /// The message behind the word that says that it is one, at most 80 columns a line.
  public func terminalText(language: Language) -> String {
    let word = Phrase(nl: "Fout: ", en: "Error: ")[language]
    return TerminalText.wrapped(word + message[language])
  }

  /// What SQLite says of a question, with what to do about it; nil where the store's own message says
  /// it as well.
  static func query(_ error: StoreError) -> Phrase? {
    if case .cannotExport(let name, "no such table or view") = error { return noView(name) }
    guard case .sql(_, let reason) = error else { return nil }
    if let name = quoted(reason, behind: "no such table: ") { return noView(name) }
    if let name = quoted(reason, behind: "no such column: ") {
      return Phrase(
        nl:
          "Er is geen kolom “\(name)” in wat u vraagt. `doorstroom sql --schema` noemt de kolommen "
          + "van elke view. Zet een tekst tussen enkele aanhalingstekens.",
        en:
          "There is no column “\(name)” in what you ask. `doorstroom sql --schema` lists the columns "
          + "of each view. Put a text between single quotation marks.")
    }
    if let name = quoted(reason, behind: "near \"", to: "\": syntax error") {
      return Phrase(
        nl: "De vraag is niet te begrijpen bij “\(name)”. Verbeter haar, zoals in: SELECT jaar, "
          + "sum(aantal) FROM leerlingen GROUP BY jaar",
        en: "The question cannot be understood at “\(name)”. Correct it, as in: SELECT jaar, "
          + "sum(aantal) FROM leerlingen GROUP BY jaar")
    }
    return nil
  }

  /// What a cohort hold-out lacks, file by file.
  static func backtestMissing(
    _ pupils: Bool, _ baseYear: Int?, _ examYears: [Int], _ given: [String], _ refused: [String]
  ) -> Phrase {
    var parts: [Phrase] = []
    if pupils {
      parts.append(
        Phrase(
          nl: "DUO’s bestand “leerlingen vo per vestiging naar onderwijstype” (zoals dat van 2019)",
          en: "DUO’s file “leerlingen vo per vestiging naar onderwijstype” (such as that of 2019)"))
    }
    if let baseYear {
      if !examYears.contains(baseYear) {
        parts.append(
          Phrase(
            nl: "“examenkandidaten en geslaagden” met examenjaar \(baseYear)",
            en: "“examenkandidaten en geslaagden” with exam year \(baseYear)"))
      }
      if !examYears.contains(where: { (baseYear + 1...baseYear + 4).contains($0) }) {
        parts.append(
          Phrase(
            nl: "“examenkandidaten en geslaagden” met examenjaren \(baseYear + 1) tot en met "
              + "\(baseYear + 4)",
            en: "“examenkandidaten en geslaagden” with exam years \(baseYear + 1) to "
              + "\(baseYear + 4)"))
      }
    } else if examYears.isEmpty {
      parts.append(
        Phrase(
          nl: "“examenkandidaten en geslaagden” van dat jaar en de vier erna",
          en: "“examenkandidaten en geslaagden” of that year and the four after it"))
    }
    let names = given.prefix(5).joined(separator: ", ") + (given.count > 5 ? ", …" : "")
    let found = examYears.map(String.init).joined(separator: ", ")
    let years =
      found.isEmpty
      ? Phrase(".") : Phrase(nl: ", met examenjaren \(found).", en: ", with exam years \(found).")
    let broken = refused.joined(separator: ", ")
    let unread =
      refused.isEmpty
      ? Phrase("")
      : Phrase(
        nl: " Niet te lezen: \(broken); doorstroom inspect zegt waarom.",
        en: " Could not be read: \(broken); doorstroom inspect says why.")
    let missing = Phrase(
      nl: "Voor deze terugtoets ontbreekt: \(parts.map(\.nl).joined(separator: "; ")).",
      en: "This hold-out lacks: \(parts.map(\.en).joined(separator: "; ")).")
    return missing + Phrase(nl: " Gegeven: \(names)", en: " Given: \(names)") + years + unread
  }

  private static func noView(_ name: String) -> Phrase {
    let names = Exporting.views.joined(separator: ", ")
    return Phrase(
      nl:
        "Er is geen tabel of view “\(name)”. Kies uit: \(names). `doorstroom sql --schema` beschrijft "
        + "ze.",
      en: "There is no table or view “\(name)”. Choose from: \(names). `doorstroom sql --schema` "
        + "describes them.")
  }

  /// The text behind a part of a sentence, up to another part or to its end.
  private static func quoted(_ text: String, behind lead: String, to end: String? = nil) -> String?
  {
    guard let start = text.firstRange(of: lead)?.upperBound else { return nil }
    let rest = text[start...]
    guard let end else { return String(rest.prefix { !$0.isWhitespace }) }
    return rest.firstRange(of: end).map { String(rest[..<$0.lowerBound]) }
  }
}
