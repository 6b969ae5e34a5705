public import Models
public import Records

/// Why nothing can be forecast.
public enum ForecastError: Error, Equatable, Sendable {
  /// No file holds pupils of a technical profile at the region's locations.
  case noSeries(region: String)
  /// The cohort model refuses these data.
  case cohorts(CohortError)
  /// A regression refuses these data.
  case regression(ModelError)
  /// No file holds the children of the region's municipalities by age.
  case noChildren(region: String)
  /// The model of the inflow refuses these data.
  case inflow(InflowError)
  /// A file that the inflow would use is refused.
  case source(SourceFault)
  /// A scenario assumes what cannot be projected.
  case scenario(ScenarioError)

  /// One sentence: what is the matter and what to do.
  public var message: Phrase {
    switch self {
    case .noSeries(let region):
      Phrase(
        nl: "Voor \(region) staat in geen enkel bestand een leerling in een technisch profiel. "
          + "Voeg profielen.csv of de hertelde DUO-bestanden toe (doorstroom tabulate).",
        en: "No file holds a pupil in a technical profile for \(region). "
          + "Add profielen.csv or the re-tabulated DUO files (doorstroom tabulate).")
    case .cohorts(let error):
      Phrase(
        nl: "Het cohortmodel kan met deze gegevens niet rekenen: \(error).",
        en: "The cohort model cannot use these data: \(error).")
    case .regression(let error):
      Phrase(
        nl: "De regressie kan met deze gegevens niet rekenen: \(error).",
        en: "The regression cannot use these data: \(error).")
    case .noChildren(let region):
      Phrase(
        nl:
          "Voor \(region) staat in geen enkel bestand hoeveel kinderen er van elke leeftijd zijn. "
          + "Maak duo-po-leeftijd.csv uit DUO’s bestanden leerlingen po (doorstroom tabulate).",
        en:
          "No file holds the children of \(region) by age. Make duo-po-leeftijd.csv of DUO's files "
          + "of pupils po (doorstroom tabulate).")
    case .inflow(let error): error.message
    case .source(let fault): fault.message
    case .scenario(let error): error.message
    }
  }
}

extension InflowError {
  /// One sentence: what is the matter and what to do.
  fileprivate var message: Phrase {
    switch self {
    case .noChildren, .noAges:
      Phrase(
        nl:
          "De tabel met kinderen naar leeftijd bevat geen aantallen boven nul waarmee te rekenen is: "
          + "alles is nul of afgeschermd. Maak haar opnieuw (doorstroom tabulate).",
        en:
          "The table of children by age holds no numbers above zero to reckon with: all is zero or "
          + "withheld. Make it anew (doorstroom tabulate).")
    case .noKnownYear, .unknownYear, .tooFewYears:
      Phrase(
        nl:
          "Van minder dan twee jaren zijn zowel de kinderen als de instroom bekend, dus het aandeel "
          + "dat voor techniek kiest is niet te bepalen. Voeg examenbestanden van latere jaren toe.",
        en:
          "Both the children and the inflow are known of fewer than two years, so that the share that "
          + "chooses techniek cannot be told. Add exam files of later years.")
    case .noEntrants:
      Phrase(
        nl:
          "In geen van de jaren met kinderen had een vestiging leerlingen in een technisch profiel.",
        en: "In none of the years with children had a location pupils in a technical profile.")
    case .invalidCount, .invalidShares, .invalidOptions, .invalidYear, .pooling:
      Phrase(
        nl: "Het model van de instroom kan met deze gegevens niet rekenen: \(self).",
        en: "The model of the inflow cannot use these data: \(self).")
    }
  }
}
