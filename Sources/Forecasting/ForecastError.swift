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
    case .scenario(let error): error.message
    }
  }
}
