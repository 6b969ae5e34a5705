import Foundation
import Records

/// Why the system refused, in words of the reader: the system says it in English, and at length.
enum SystemReason {
  /// What an error of Foundation comes down to.
  static func phrase(_ reason: String) -> Phrase {
    for (part, phrase) in table where reason.lowercased().contains(part) { return phrase }
    return Phrase(reason)
  }

  /// By a part of what the system says.
  private static let table: [(part: String, phrase: Phrase)] = [
    ("enough space", Phrase(nl: "de schijf is vol", en: "the disk is full")),
    ("no space left", Phrase(nl: "de schijf is vol", en: "the disk is full")),
    ("permission", Phrase(nl: "u hebt er geen rechten op", en: "you have no permission")),
    ("read-only", Phrase(nl: "de schijf is alleen-lezen", en: "the disk is read-only")),
    (
      "already exists",
      Phrase(nl: "er staat al een bestand van die naam", en: "there is a file of that name already")
    ),
    (
      "doesn’t exist",
      Phrase(nl: "het bestand of de map bestaat niet", en: "no such file or folder")
    ),
    (
      "no such file", Phrase(nl: "het bestand of de map bestaat niet", en: "no such file or folder")
    ),
    (
      "geen leesbare utf-8-tekst",
      Phrase(nl: "geen leesbare UTF-8-tekst", en: "no readable UTF-8 text")
    ),
    (
      "cocoaerrordomain error 512",
      Phrase(nl: "het systeem staat het niet toe", en: "the system does not allow it")
    ),
  ]
}
