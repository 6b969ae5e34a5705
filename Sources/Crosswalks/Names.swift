/// Comparing names that files write each in their own way.
enum Names {
  /// Small letters without accents, points, brackets and apostrophes; blanks, hyphens and slashes as
  /// one blank: `Bergen (NH.)` and `BERGEN NH` are one name, and so are `SUDWEST-FRYSLAN` and
  /// `Súdwest-Fryslân`.
  static func folded(_ name: String) -> String {
    var words: [String] = []
    var word = ""
    for scalar in name.lowercased().unicodeScalars {
      if scalar == " " || scalar == "-" || scalar == "/" || scalar == "\u{a0}" {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else if let letter = plain[scalar] {
        word.unicodeScalars.append(letter)
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word.unicodeScalars.append(scalar)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words.joined(separator: " ")
  }

  /// The accented letters of Dutch and Frisian names.
  private static let plain: [Unicode.Scalar: Unicode.Scalar] = [
    "á": "a", "à": "a", "â": "a", "ä": "a", "é": "e", "è": "e", "ê": "e", "ë": "e", "í": "i",
    "ì": "i", "î": "i", "ï": "i", "ó": "o", "ò": "o", "ô": "o", "ö": "o", "ú": "u", "ù": "u",
    "û": "u", "ü": "u", "ñ": "n", "ç": "c",
  ]

  /// How many letters must be added, removed or changed to make one text of the other.
  static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    var previous = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var current = [i + 1]
      for (j, other) in b.enumerated() {
        current.append(
          min(previous[j + 1] + 1, current[j] + 1, previous[j] + (letter == other ? 0 : 1)))
      }
      previous = current
    }
    return previous[b.count]
  }

  /// The words of a school's name that tell it from another: no type of school, no place, no article.
  static func distinctive(_ name: String, place: String) -> Set<String> {
    let places = Set(folded(place).split(separator: " ").map(String.init))
    let words = folded(name.split(separator: ",").joined(separator: " ")).split(separator: " ")
    return Set(words.map(String.init)).subtracting(places).filter {
      $0.unicodeScalars.count > 2 && !common.contains($0)
    }
  }

  private static let common: Set<String> = [
    "aoc", "afdeling", "algemeen", "avo", "beroepscollege", "bijz", "bijzondere", "brede",
    "christelijk", "christelijke", "chr", "college", "colleges", "dependance", "een", "het",
    "gymnasium", "havo", "isk", "katholiek", "katholieke", "loc", "locatie", "lyceum", "lwoo",
    "mavo", "nevenvestiging", "onderwijs", "openbaar", "openbare", "opb", "oud",
    "praktijkonderwijs",
    "praktijkschool", "pro", "protestants", "regionale", "regio", "roc", "rsg", "school", "scholen",
    "scholengemeenschap", "scholengroep", "sector", "sgm", "stichting", "van", "vbo", "vest",
    "vestiging", "vmbo", "voor", "voortgezet", "vso", "vwo", "zelfstandige",
  ]
}
