public import Records

/// Why the store could not be opened, read or written. Whatever the case, the store is as it was
/// before the call.
public enum StoreError: Error, Equatable, Sendable {
  /// There is no file at this path and none can be made: a missing folder, a folder instead of a
  /// file, no permission.
  case cannotOpen(path: String, reason: String)
  /// Another program has been writing or holding the file for longer than the time we wait.
  case locked(path: String)
  /// The file is a store with damage: pages that do not fit, or values that no record can have.
  case corrupt(path: String, reason: String)
  /// No room left on the disk to finish the transaction.
  case diskFull(path: String)
  /// The file, or the folder that must hold its journal, cannot be written.
  case readOnly(path: String)
  /// The file is something else: a text, or the SQLite database of another program.
  case notAStore(path: String)
  /// The store was made by a later version of this program.
  case newerSchema(path: String, found: Int, supported: Int)
  /// The disk or the network failed while reading or writing.
  case inputOutput(path: String, reason: String)
  /// A row holds the character U+0000, which SQLite's text cannot keep whole.
  case nulCharacter(file: String, row: Int)
  /// What was asked is not one SELECT: it would write, or it is several statements.
  case notAQuery(statement: String)
  /// There is no such file in the store, under this name.
  case unknownFile(name: String, sha256: String)
  /// Two files of different layouts have no cells in common.
  case notComparable(from: String, to: String)
  /// There is no table or view of this name, or a SELECT gives two columns of one name.
  case cannotExport(name: String, reason: String)
  /// SQLite refused the statement.
  case sql(statement: String, reason: String)
}

extension StoreError {
  /// What happened and what to do about it, for the person at the keyboard.
  public var message: Phrase {
    switch self {
    case .cannotOpen(let path, let reason):
      Phrase(
        nl: "De database \(path) kan niet worden geopend of gemaakt (\(reason)). Controleer of de "
          + "map bestaat en of u erin mag schrijven.",
        en: "The database \(path) cannot be opened or created (\(reason)). Check that the folder "
          + "exists and that you may write in it.")
    case .locked(let path):
      Phrase(
        nl: "De database \(path) is in gebruik door een ander programma. Sluit dat programma, of "
          + "wacht tot het klaar is, en probeer het opnieuw.",
        en: "The database \(path) is in use by another program. Close that program, or wait until "
          + "it is done, and try again.")
    case .corrupt(let path, let reason):
      Phrase(
        nl: "De database \(path) is beschadigd (\(reason)). Verplaats het bestand en draai "
          + "opnieuw: de database wordt dan opgebouwd uit de bronbestanden.",
        en: "The database \(path) is damaged (\(reason)). Move the file away and run again: the "
          + "database is then rebuilt from the source files.")
    case .diskFull(let path):
      Phrase(
        nl: "De schijf met de database \(path) is vol; er is niets veranderd. Maak ruimte en "
          + "probeer het opnieuw.",
        en: "The disk that holds the database \(path) is full; nothing was changed. Free some "
          + "space and try again.")
    case .readOnly(let path):
      Phrase(
        nl: "De database \(path) kan niet worden beschreven. Geef uzelf schrijfrechten op het "
          + "bestand en de map, of kies een andere plaats.",
        en: "The database \(path) cannot be written. Give yourself permission to write the file "
          + "and its folder, or choose another place.")
    case .notAStore(let path):
      Phrase(
        nl: "Het bestand \(path) is geen database van dit programma en blijft onaangeroerd. Kies "
          + "een andere bestandsnaam.",
        en: "The file \(path) is not a database of this program and is left untouched. Choose "
          + "another file name.")
    case .newerSchema(let path, let found, let supported):
      Phrase(
        nl: "De database \(path) is gemaakt door een nieuwere versie van dit programma (schema "
          + "\(found); deze versie kent \(supported)). Gebruik die versie, of kies een andere "
          + "bestandsnaam.",
        en: "The database \(path) was made by a newer version of this program (schema \(found); "
          + "this version knows \(supported)). Use that version, or choose another file name.")
    case .inputOutput(let path, let reason):
      Phrase(
        nl: "De schijf of het netwerk haperde bij de database \(path) (\(reason)). Controleer de "
          + "verbinding en probeer het opnieuw.",
        en: "The disk or the network failed under the database \(path) (\(reason)). Check the "
          + "connection and try again.")
    case .nulCharacter(let file, let row):
      Phrase(
        nl: "Rij \(row) van \(file) bevat een NUL-teken; het bestand is beschadigd of geen tekst. "
          + "Download het opnieuw.",
        en: "Row \(row) of \(file) holds a NUL character; the file is damaged or is not text. "
          + "Download it again.")
    case .notAQuery(let statement):
      Phrase(
        nl: "Alleen één SELECT is toegestaan, niets dat de database verandert: \(statement). "
          + "Herschrijf de vraag.",
        en: "Only a single SELECT is allowed, nothing that changes the database: \(statement). "
          + "Rewrite the query.")
    case .unknownFile(let name, let sha256):
      Phrase(
        nl: "Het bestand \(name) (\(sha256.prefix(12))…) staat niet in de database. Lees het eerst "
          + "in.",
        en: "The file \(name) (\(sha256.prefix(12))…) is not in the database. Ingest it first.")
    case .notComparable(let from, let to):
      Phrase(
        nl: "Een bestand van soort \(from) en een van soort \(to) hebben geen cellen gemeen. Kies "
          + "twee edities van dezelfde soort.",
        en: "A file of layout \(from) and one of layout \(to) have no cells in common. Choose two "
          + "editions of one layout.")
    case .cannotExport(let name, let reason):
      Phrase(
        nl: "\(name) kan niet worden uitgevoerd (\(reason)). Kies een tabel of view, of geef elke "
          + "kolom een eigen naam.",
        en: "\(name) cannot be exported (\(reason)). Choose a table or view, or give each column a "
          + "name of its own.")
    case .sql(let statement, let reason):
      Phrase(
        nl: "SQLite weigert de opdracht (\(reason)): \(statement). Verbeter de opdracht; kwam "
          + "die niet van u, meld dit dan als fout van het programma.",
        en: "SQLite refuses the statement (\(reason)): \(statement). Correct the statement; if it "
          + "was not yours, report this as a fault of the program.")
    }
  }
}
