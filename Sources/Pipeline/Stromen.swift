public import Forecasting
import Ingest
public import Records
import Reports

/// Projects a file of flows or of yearly stocks: any states, any locations, no region and no store.
///
/// Reads the one file; writes nothing but the tables asked for.
public struct Stromen: Sendable {
  /// How rates are found, by the names that people type: from stocks, see `StroomForecast.Estimator`; the last
  /// from flows, see `StroomForecast.Course`.
  public enum Estimator: String, Hashable, Sendable, CaseIterable {
    case posterior
    case leastSquares = "kleinste-kwadraten"
    case weighted = "gewogen"
    case likelihood = "aannemelijkheid"
    case wandering = "wandelend"

    /// Nil for the one that takes flows.
    var choice: StroomForecast.Estimator? {
      switch self {
      case .posterior: .posterior
      case .leastSquares: .leastSquares
      case .weighted: .weighted
      case .likelihood: .likelihood
      case .wandering: nil
      }
    }
  }

  /// What the file says of the years to come.
  public let forecast: StroomForecast

  /// - Parameters:
  ///   - path: A file of flows or of stocks; see `StroomInput`.
  ///   - years: Years ahead, 1 to 20.
  ///   - estimator: How rates are found from stocks; nil for the usual way.
  ///   - goals: Of which the chance is asked, as `StroomGoal` reads them.
  /// - Throws: ``PipelineError/ingest(_:)`` and ``PipelineError/stroom(_:)``; the latter too when an estimator is
  ///   asked for that the kind of file does not take.
  public init(
    path: String, years: Int = 5, estimator: Estimator? = nil, goals: [String] = []
  ) throws(PipelineError) {
    var asked: [StroomGoal] = []
    do throws(StroomError) {
      for goal in goals { asked.append(try StroomGoal(goal)) }
    } catch {
      throw .stroom(error)
    }
    let input: StroomInput
    do throws(IngestError) {
      input = try StroomInput.read(path: path)
    } catch {
      throw .ingest(error)
    }
    let file = InputFiles.name(path)
    var options = StroomForecast.Options(
      years: years, estimator: estimator?.choice ?? .standard,
      course: estimator == .wandering ? .wandering : .steady)
    options.goals = asked
    do throws(StroomError) {
      switch input {
      case .flows(let rows):
        if estimator?.choice != nil { throw StroomError.flowsAreCounted(file: file) }
        forecast = try StroomForecast(rows, file: file, options: options)
      case .stocks(let rows):
        if estimator == .wandering { throw StroomError.stocksAreCounted(file: file) }
        forecast = try StroomForecast(rows, file: file, options: options)
      }
    } catch {
      throw .stroom(error)
    }
  }

  /// Writes the tables as CSV, `<file>-<table>.csv`.
  ///
  /// - Returns: The paths written, in order.
  /// - Throws: ``PipelineError/file(path:reason:)``.
  public func write(to folder: String, language: Language) throws(PipelineError) -> [String] {
    let name =
      forecast.file.lowercased().hasSuffix(".csv") ? forecast.file.dropLast(4) : forecast.file[...]
    return try TableFiles.write(
      tables.map { (String(name), $0) }, to: folder, language: language)
  }
}
