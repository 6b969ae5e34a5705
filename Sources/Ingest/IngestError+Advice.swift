import Records

/// What a file is that is no CSV, and how a CSV comes out of it.
extension IngestError {
  /// Why a file cannot be opened, and what to do; `reason` as ``OpenFile`` gives it.
  static func unreadable(_ reason: String) -> Phrase {
    switch reason {
    case "no such file":
      Phrase(
        nl: "dit bestand bestaat niet. Controleer naam en map.",
        en: "there is no such file. Check its name and folder.")
    case "permission denied":
      Phrase(
        nl:
          "u mag dit bestand niet lezen. Geef uzelf leesrechten, of kopieer het naar een eigen map.",
        en:
          "you may not read this file. Give yourself permission, or copy it to a folder of your own."
      )
    case "too many open files":
      Phrase(
        nl: "er staan te veel bestanden open. Sluit andere programma’s en probeer het opnieuw.",
        en: "too many files are open. Close other programs and try again.")
    case "a folder":
      Phrase(
        nl: "dit is een map, geen bestand. Geef de bestanden die erin staan.",
        en: "this is a folder, not a file. Give the files in it.")
    case "a pipe or device; save it as a file first":
      Phrase(
        nl: "dit is een pijp of apparaat. Bewaar de gegevens eerst als bestand.",
        en: "this is a pipe or device. Save the data as a file first.")
    default:
      Phrase(
        nl: "dit bestand is niet te lezen. Kopieer het naar een andere map en probeer het opnieuw.",
        en: "this file cannot be read. Copy it to another folder and try again.")
    }
  }

  /// What to do with a file of a kind that ``TextEncoding`` knows by its first bytes.
  static func advice(_ kind: String) -> Phrase {
    switch kind {
    case TextEncoding.Other.excel:
      Phrase(
        nl:
          "dit is een Excel-werkmap. Open hem in Excel, kies per blad Opslaan als, “CSV UTF-8”, en "
          + "lees dat bestand.",
        en:
          "this is an Excel workbook. Open it in Excel, choose Save as, “CSV UTF-8” for each sheet, "
          + "and read that file.")
    case TextEncoding.Other.openDocument:
      Phrase(
        nl:
          "dit is een werkblad van LibreOffice. Open het, kies Opslaan als, “Tekst CSV”, tekenset "
          + "UTF-8 en een puntkomma als scheiding, en lees dat bestand.",
        en:
          "this is a LibreOffice sheet. Open it, choose Save as, “Text CSV”, character set UTF-8 and "
          + "a semicolon as separator, and read that file.")
    case TextEncoding.Other.zip, TextEncoding.Other.gzip:
      Phrase(
        nl: "dit is een \(kind)-archief. Pak het uit en geef het CSV-bestand dat erin zit.",
        en: "this is a \(kind) archive. Unpack it and give the CSV file inside.")
    case TextEncoding.Other.pdf:
      Phrase(
        nl:
          "dit is een PDF; daar staan geen gegevens in die te lezen zijn. Zoek dezelfde cijfers als "
          + "CSV bij de bron.",
        en:
          "this is a PDF, which holds no data that can be read. Look for the same figures as CSV at "
          + "their source.")
    default:
      Phrase(
        nl: "dit is een \(kind)-bestand. Bewaar het als “CSV UTF-8” en lees dat.",
        en: "this is a \(kind) file. Save it as “CSV UTF-8” and read that.")
    }
  }

  /// What to do with a file whose first line is no header.
  static func otherFormat(_ header: String) -> Phrase {
    let small = header.prefix(200).lowercased()
    if small.hasPrefix("<!doctype html") || small.hasPrefix("<html") || small.contains("<html") {
      return Phrase(
        nl: "Dit is een webpagina, geen gegevens: open de koppeling in een browser en bewaar het "
          + "bestand zelf.",
        en: "This is a web page, not data: open the link in a browser and save the file itself.")
    }
    if small.hasPrefix("<") {
      return Phrase(
        nl: "Dit is XML. Haal dezelfde gegevens als CSV op bij de bron.",
        en: "This is XML. Get the same data as CSV from their source.")
    }
    if small.hasPrefix("{") || small.hasPrefix("[") {
      return Phrase(
        nl: "Dit is JSON. Haal dezelfde gegevens als CSV op bij de bron.",
        en: "This is JSON. Get the same data as CSV from their source.")
    }
    if header.hasPrefix("PAR1") {
      return Phrase(
        nl: "Dit is een Parquet-bestand. Zet het om naar CSV met puntkomma’s.",
        en: "This is a Parquet file. Convert it to CSV with semicolons.")
    }
    return Phrase(
      nl: "Bewaar het bestand als CSV met puntkomma’s.", en: "Save the file as CSV with semicolons."
    )
  }

  /// The beginning of a first line, which can be megabytes.
  static func start(_ header: String) -> String {
    header.count <= 60 ? header : header.prefix(60) + "…"
  }
}
