public import Records

/// Why a file that a region has cannot be used for its inflow: it is refused, not passed over.
public enum SourceFault: Error, Hashable, Sendable {
  /// No school of the file of advice lies in the region's municipalities.
  case adviceElsewhere(file: String)
  /// The file of advice has DUO's numbers 1 to 12, of which no description is in hand.
  case adviceInNumbers(file: String)
  /// The advice of a year has vmbo only, or everything but vmbo: a share needs both.
  case adviceWithoutAll(year: Int)
  /// All advice of a year, or all of its vmbo advice, is withheld.
  case adviceWithheld(year: Int)
  /// A school's advice of a year stands there twice.
  case adviceTwice(school: String, year: Int)
  /// The forecast has none of the institutions of the region's locations.
  case prognosisElsewhere(institutions: [String])
  /// The forecast has an institution's vmbo pupils of a year twice.
  case prognosisTwice(institution: String, year: Int)
  /// No school of the po forecast is known to lie in the region's municipalities.
  case poPrognosisElsewhere(file: String)
  /// The po forecast has a school's pupils of a year twice.
  case poPrognosisTwice(school: String, year: Int)
  /// The po forecast has no year with pupils of all its schools.
  case poPrognosisEmpty
  /// The withheld numbers of a location's profiles cannot be made to agree with the published total.
  case profiles(vestiging: String)

  /// One sentence: what is the matter and what to do.
  public var message: Phrase {
    switch self {
    case .adviceElsewhere(let file):
      Phrase(
        nl: "In \(file) ligt geen enkele basisschool in een gemeente van de regio. Gebruik het "
          + "landelijke bestand schooladviezen van DUO, of haal dit bestand weg.",
        en: "No primary school of \(file) lies in a municipality of the region. Use DUO's national "
          + "file of school advice, or take this file away.")
    case .adviceInNumbers(let file):
      Phrase(
        nl:
          "\(file) heeft adviezen als nummers 1 tot en met 12; welk nummer welk advies is, staat in "
          + "geen beschrijving. Gebruik het brede bestand van duo.nl "
          + "(04-leerlingen-bo-sbo-schooladviezen-JJJJ-JJJJ.csv).",
        en:
          "\(file) has advice as numbers 1 to 12; no description says which number is which advice. "
          + "Use the wide file of duo.nl (04-leerlingen-bo-sbo-schooladviezen-YYYY-YYYY.csv).")
    case .adviceWithoutAll(let year):
      Phrase(
        nl:
          "De schooladviezen van 1 oktober \(year) hebben geen noemer: alleen vmbo, of alles behalve "
          + "vmbo. Voor een aandeel zijn alle adviezen nodig.",
        en:
          "The advice of 1 October \(year) has no denominator: vmbo only, or all but vmbo. A share "
          + "needs all advice.")
    case .adviceWithheld(let year):
      Phrase(
        nl: "De schooladviezen van 1 oktober \(year) zijn in de gemeenten van de regio alle "
          + "afgeschermd: daar is geen aandeel uit te halen. Laat dat jaar weg.",
        en:
          "The advice of 1 October \(year) is all withheld in the region's municipalities: no share "
          + "can be had of it. Leave that year out.")
    case .adviceTwice(let school, let year):
      Phrase(
        nl:
          "De adviezen van school \(school) van 1 oktober \(year) staan er twee keer. Houd van elk "
          + "jaar één bestand over.",
        en:
          "The advice of school \(school) of 1 October \(year) stands there twice. Keep one file a "
          + "year.")
    case .prognosisElsewhere(let institutions):
      Phrase(
        nl: "De vo-prognose heeft geen van de instellingen van de regio "
          + "(\(institutions.joined(separator: ", "))). Gebruik het landelijke bestand, of haal dit weg.",
        en: "The vo forecast has none of the region's institutions "
          + "(\(institutions.joined(separator: ", "))). Use the national file, or take this one away."
      )
    case .prognosisTwice(let institution, let year):
      Phrase(
        nl:
          "De vo-prognose van instelling \(institution) voor \(year) staat er twee keer. Houd één "
          + "bestand over.",
        en:
          "The vo forecast of institution \(institution) for \(year) stands there twice. Keep one "
          + "file.")
    case .poPrognosisElsewhere(let file):
      Phrase(
        nl:
          "Van geen enkele school in \(file) is bekend dat zij in een gemeente van de regio ligt. Het "
          + "bestand noemt geen gemeenten: zet DUO’s adressen van het basisonderwijs of de "
          + "schooladviezen erbij, of haal het weg.",
        en:
          "No school of \(file) is known to lie in a municipality of the region. The file names no "
          + "municipalities: put DUO's addresses of primary schools or the school advice beside it, or "
          + "take it away.")
    case .poPrognosisTwice(let school, let year):
      Phrase(
        nl:
          "De po-prognose van school \(school) voor \(year) staat er twee keer. Houd één bestand over.",
        en: "The po forecast of school \(school) for \(year) stands there twice. Keep one file.")
    case .poPrognosisEmpty:
      Phrase(
        nl:
          "De po-prognose heeft geen jaar met leerlingen van alle scholen in de regio. Gebruik het "
          + "landelijke bestand, of haal dit weg.",
        en:
          "The po forecast has no year with pupils of all schools in the region. Use the national file, "
          + "or take this one away.")
    case .profiles(let vestiging):
      Phrase(
        nl:
          "De afgeschermde aantallen per profiel van \(vestiging) zijn niet kloppend te maken met het "
          + "gepubliceerde totaal. Kijk of beide bestanden over hetzelfde jaar gaan.",
        en:
          "The withheld numbers by profile of \(vestiging) cannot be made to agree with the published "
          + "total. See whether both files are about the same year.")
    }
  }
}
