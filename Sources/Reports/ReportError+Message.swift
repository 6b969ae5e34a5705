public import Records

extension ReportError {
  /// What happened and what to do about it, for the person at the keyboard.
  public var message: Phrase {
    switch self {
    case .cannotWrite(let path, let reason):
      Phrase(
        nl:
          "\(path) kan niet worden geschreven (\(reason)). Controleer of er ruimte is op de schijf "
          + "en of u er mag schrijven; het vorige rapport staat er nog.",
        en: "\(path) cannot be written (\(reason)). Check that the disk has room and that you may "
          + "write there; the previous report is still in place.")
    case .notOurs(let path):
      Phrase(
        nl: "De map \(path) bestaat al en is niet door dit programma gemaakt. Kies met --out een "
          + "andere map, of hernoem deze.",
        en:
          "The folder \(path) exists and was not made by this program. Choose another with --out, "
          + "or rename this one.")
    case .unclosedFence(let line):
      Phrase(
        nl: "Regel \(line): een blok dat hier opent, wordt nergens gesloten. Zet er ``` onder.",
        en: "Line \(line): a block that opens here is never closed. Put ``` below it.")
    case .outputWithoutCommand(let line):
      Phrase(
        nl:
          "Regel \(line): een blok met uitvoer staat niet onder een opdracht. Verwijder het, of zet "
          + "er een opdracht boven.",
        en: "Line \(line): a block of output follows no command. Remove it, or put a command above."
      )
    }
  }
}
