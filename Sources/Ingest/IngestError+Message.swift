public import Records

extension IngestError {
  /// One message for people: file, row, column, what was found, what to do.
  public var message: Phrase {
    switch self {
    case .unreadable, .changed, .empty, .notCSV, .wideText, .tooLong, .noDelimiter: fileMessage
    case .unknownHeader, .forStromen, .ambiguousHeader, .duplicateColumn, .noYear, .wrongLayout,
      .samePeriodTwice:
      layoutMessage
    case .notText, .damagedText, .otherDelimiter, .totalRow: contentMessage
    case .wrongFieldCount, .unclosedQuote, .textAfterQuote, .badValue, .twoDecimalMarks: rowMessage
    default: keyMessage
    }
  }

  private var fileMessage: Phrase {
    switch self {
    case .unreadable(let path, let reason):
      Phrase(path + ": ") + Self.unreadable(reason)
    case .changed(let file):
      Phrase(
        nl: "\(file): het bestand veranderde terwijl het gelezen werd. "
          + "Wacht tot het volledig is en lees het opnieuw.",
        en: "\(file): the file changed while it was read. "
          + "Wait until it is complete and read it again.")
    case .empty(let file):
      Phrase(
        nl: "\(file): het bestand is leeg. Haal het opnieuw op bij de bron.",
        en: "\(file): the file is empty. Download it again from its source.")
    case .notCSV(let file, let kind):
      Phrase(file + ": ") + Self.advice(kind)
    case .wideText(let file):
      Phrase(
        nl: "\(file): de tekst is UTF-16 of UTF-32. Bewaar hem als “CSV UTF-8” en lees dat.",
        en: "\(file): the text is UTF-16 or UTF-32. Save it as “CSV UTF-8” and read that.")
    case .tooLong(let file, let row, let limit):
      Phrase(
        nl: "\(file), rij \(row): de rij is langer dan \(limit) bytes. "
          + "Kijk of het bestand regeleinden heeft en of elk aanhalingsteken gesloten is.",
        en: "\(file), row \(row): the row is longer than \(limit) bytes. "
          + "See whether the file has line ends and every quotation mark is closed.")
    case .noDelimiter(let file, let header):
      Phrase(
        nl: "\(file), rij 1: geen “;” of “,” tussen kolomnamen, gevonden “\(Self.start(header))”. "
          + Self.otherFormat(header).nl,
        en: "\(file), row 1: no “;” or “,” between column names, found “\(Self.start(header))”. "
          + Self.otherFormat(header).en)
    default: Phrase("")
    }
  }

  private var layoutMessage: Phrase {
    switch self {
    case .unknownHeader(let file, let nearest, let missing, let unexpected):
      Phrase(
        nl: "\(file), rij 1: geen bekende indeling. De naaste is \(nearest)"
          + Self.list("; ontbreekt: ", missing) + Self.list("; onbekend: ", unexpected)
          + (unexpected.contains("")
            ? "; een kolom zonder naam ontstaat als een spreadsheet een "
              + "decimale komma splitst" : "")
          + ". Hernoem de kolommen of neem het bestand zoals de bron het uitgeeft.",
        en: "\(file), row 1: no known layout. The nearest is \(nearest)"
          + Self.list("; missing: ", missing) + Self.list("; unknown: ", unexpected)
          + (unexpected.contains("")
            ? "; a column without a name is what a spreadsheet leaves that "
              + "splits a decimal comma" : "")
          + ". Rename the columns or take the file as its source publishes it.")
    case .forStromen(let file):
      Phrase(
        nl:
          "\(file): een eigen bestand met stromen of standen, dat niet in de database hoort. Lees het "
          + "met doorstroom stromen.",
        en:
          "\(file): a file of your own with flows or stocks, which does not belong in the store. Read "
          + "it with doorstroom stromen.")
    case .ambiguousHeader(let file, let layouts):
      Phrase(
        nl: "\(file), rij 1: de kop past bij \(layouts.joined(separator: " en ")). "
          + "Zeg in een kolommenbestand welke het is, met “indeling: \(layouts[0])”.",
        en: "\(file), row 1: the header fits \(layouts.joined(separator: " and ")). "
          + "Say in a mapping file which one it is, with “indeling: \(layouts[0])”.")
    case .duplicateColumn(let file, let column):
      Phrase(
        nl: "\(file), rij 1: kolom “\(column)” staat er twee keer. Verwijder er een.",
        en: "\(file), row 1: column “\(column)” is there twice. Remove one.")
    case .noYear(let file):
      Phrase(
        nl: "\(file): het jaar staat bij deze indeling in de bestandsnaam en ontbreekt daar. "
          + "Geef het bestand de naam van de bron, zoals …-2019.csv, of zet “periode: 2019” in een "
          + "kolommenbestand.",
        en: "\(file): this layout has its year in the file's name, where it is missing. "
          + "Give the file its source's name, such as …-2019.csv, or put “periode: 2019” in a "
          + "mapping file.")
    case .wrongLayout(let file, let found, let expected):
      Phrase(
        nl: "\(file): indeling \(found), nodig is \(expected.joined(separator: " of ")). "
          + "Laat dit bestand weg.",
        en: "\(file): layout \(found), needed is \(expected.joined(separator: " or ")). "
          + "Leave this file out.")
    case .samePeriodTwice(let file, let other, let period):
      Phrase(
        nl: "\(file) en \(other) gaan allebei over \(period); samen zouden ze dubbel tellen. "
          + "Laat het oudste weg.",
        en: "\(file) and \(other) are both about \(period); together they would count twice. "
          + "Leave out the older one.")
    default: Phrase("")
    }
  }

  private var contentMessage: Phrase {
    switch self {
    case .notText(let file, let row, let column, let byte):
      Phrase(
        nl: "\(file), rij \(row), kolom “\(column)”: byte \(Self.hexadecimal(byte)) staat in geen "
          + "tekst (UTF-8 of windows-1252). Bewaar het bestand als “CSV UTF-8” en lees dat.",
        en: "\(file), row \(row), column “\(column)”: byte \(Self.hexadecimal(byte)) is in no text "
          + "(UTF-8 or windows-1252). Save the file as “CSV UTF-8” and read that.")
    case .damagedText(let file, let row, let column, let found):
      Phrase(
        nl: "\(file), rij \(row), kolom “\(column)”: de tekst is UTF-8, maar in “\(found)” is een "
          + "letter beschadigd. Haal het bestand opnieuw op, of bewaar het als “CSV UTF-8”.",
        en:
          "\(file), row \(row), column “\(column)”: the text is UTF-8, but in “\(found)” a letter "
          + "is damaged. Download the file again, or save it as “CSV UTF-8”.")
    case .otherDelimiter(let file, let row, let found, let expected):
      Phrase(
        nl: "\(file), rij \(row): tussen de velden staat “\(found)”, in de kop “\(expected)”. "
          + "Gebruik in het hele bestand hetzelfde teken.",
        en: "\(file), row \(row): between the fields stands “\(found)”, in the header "
          + "“\(expected)”. Use the same character in the whole file.")
    case .totalRow(let file, let row, let column, let found):
      Phrase(
        nl:
          "\(file), rij \(row), kolom “\(column)”: “\(found)” is een totaalrij; meegeteld zou zij "
          + "alles verdubbelen. Haal de rij weg.",
        en: "\(file), row \(row), column “\(column)”: “\(found)” is a row of totals; counted with "
          + "the others it would double everything. Remove the row.")
    default: Phrase("")
    }
  }

  /// Such as `0x8F`.
  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0x0" : "0x") + String(byte, radix: 16, uppercase: true)
  }

  private var rowMessage: Phrase {
    switch self {
    case .wrongFieldCount(let file, let row, let found, let expected):
      Phrase(
        nl: "\(file), rij \(row): \(found) velden, de kop heeft er \(expected). "
          + "Het bestand is afgebroken, of een spreadsheet heeft een komma gesplitst: "
          + "haal het opnieuw op.",
        en: "\(file), row \(row): \(found) fields, the header has \(expected). "
          + "The file is cut short, or a spreadsheet split a comma: download it again.")
    case .unclosedQuote(let file, let row):
      Phrase(
        nl: "\(file), rij \(row): een aanhalingsteken wordt niet gesloten. "
          + "Het bestand is afgebroken of beschadigd: haal het opnieuw op.",
        en: "\(file), row \(row): a quotation mark is never closed. "
          + "The file is cut short or damaged: download it again.")
    case .textAfterQuote(let file, let row):
      Phrase(
        nl: "\(file), rij \(row): tekst na een sluitend aanhalingsteken. "
          + "Verdubbel een aanhalingsteken dat bij de waarde hoort.",
        en: "\(file), row \(row): text after a closing quotation mark. "
          + "Double a quotation mark that belongs to the value.")
    case .badValue(let file, let row, let column, let found, let expected):
      Phrase(
        nl: "\(file), rij \(row), kolom “\(column)”: gevonden “\(found)”, verwacht "
          + "\(expected.nl). Verbeter de cel of haal het bestand opnieuw op.",
        en: "\(file), row \(row), column “\(column)”: found “\(found)”, expected "
          + "\(expected.en). Correct the cell or download the file again.")
    case .twoDecimalMarks(let file, let row, let column, let found):
      Phrase(
        nl: "\(file), rij \(row), kolom “\(column)”: “\(found)” heeft een ander decimaalteken "
          + "dan eerdere rijen. Gebruik in het hele bestand komma’s of punten.",
        en: "\(file), row \(row), column “\(column)”: “\(found)” has another decimal mark than "
          + "rows before it. Use commas or points in the whole file.")
    default: Phrase("")
    }
  }

  private var keyMessage: Phrase {
    switch self {
    case .unknownIndicator(let file, let line, let found, let nearest):
      Phrase(
        nl: "\(file), rij \(line): indicator “\(found)” bestaat niet. Bedoelt u “\(nearest)”?",
        en: "\(file), row \(line): there is no indicator “\(found)”. Do you mean “\(nearest)”?")
    case .unknownVestiging(let file, let row, let found, let nearest):
      Phrase(
        nl: "\(file), rij \(row): vestiging “\(found)” staat niet in het regiobestand; de naaste "
          + "is “\(nearest)”. Verbeter de code of voeg de vestiging toe.",
        en: "\(file), row \(row): vestiging “\(found)” is not in the region file; the nearest is "
          + "“\(nearest)”. Correct the code or add the vestiging.")
    case .unknownRegion(let file, let line, let found, let expected):
      Phrase(
        nl: "\(file), rij \(line): regio “\(found)”, verwacht "
          + "“\(expected.joined(separator: "” of “"))”. Verbeter de regio.",
        en: "\(file), row \(line): region “\(found)”, expected "
          + "“\(expected.joined(separator: "” or “"))”. Correct the region.")
    case .badYAML(let file, let line, let reason):
      Phrase(
        nl: "\(file), regel \(line): \(reason.nl). Verbeter de regel.",
        en: "\(file), line \(line): \(reason.en). Correct the line.")
    case .unknownKey(let file, let line, let found, let nearest):
      Phrase(
        nl: "\(file), regel \(line): sleutel “\(found)” bestaat niet. Bedoelt u “\(nearest)”?",
        en: "\(file), line \(line): there is no key “\(found)”. Do you mean “\(nearest)”?")
    case .unknownLayout(let file, let line, let found, let nearest):
      Phrase(
        nl: "\(file), regel \(line): indeling “\(found)” bestaat niet. Bedoelt u “\(nearest)”?",
        en: "\(file), line \(line): there is no layout “\(found)”. Do you mean “\(nearest)”?")
    case .unknownColumn(let file, let line, let found, let nearest):
      Phrase(
        nl: "\(file), regel \(line): kolom “\(found)” bestaat niet. Bedoelt u “\(nearest)”?",
        en: "\(file), line \(line): there is no column “\(found)”. Do you mean “\(nearest)”?")
    case .missingKey(let file, let line, let key):
      Phrase(
        nl: "\(file), regel \(line): sleutel “\(key)” ontbreekt of is leeg. Vul hem in.",
        en: "\(file), line \(line): key “\(key)” is missing or empty. Fill it in.")
    case .duplicateRow(let file, let row, let first, let key):
      Phrase(
        nl:
          "\(file), rij \(row): dezelfde sleutel als rij \(first) (\(key)). Samen zouden ze dubbel "
          + "tellen: haal een van de twee weg.",
        en: "\(file), row \(row): the same key as row \(first) (\(key)). Together they would count "
          + "double: remove one of the two.")
    case .duplicateID(let file, let line, let id):
      Phrase(
        nl: "\(file), regel \(line): “\(id)” staat er twee keer. Geef elk een eigen naam.",
        en: "\(file), line \(line): “\(id)” is there twice. Give each its own name.")
    default: Phrase("")
    }
  }

  /// At most eight names, then how many more.
  private static func list(_ lead: String, _ names: [String]) -> String {
    guard !names.isEmpty else { return "" }
    let shown = names.prefix(8).map { "“\($0)”" }.joined(separator: ", ")
    return lead + shown + (names.count > 8 ? " (+ \(names.count - 8))" : "")
  }
}
