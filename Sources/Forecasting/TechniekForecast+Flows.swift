import Foundation
import LinearAlgebra
import Models
public import Records

extension TechniekForecast {
  /// One flow of pupils, in percent of those who could move.
  public struct Flow: Hashable, Sendable {
    /// From where to where.
    public let name: Phrase
    /// By the cohort model.
    public let estimate: Estimate
    /// By a Poisson regression on DUO's counts alone: a second route to the same number.
    public let plain: Estimate?
  }

  /// Grade progression, by the model and by regression.
  public var flows: [Flow] {
    func percent(_ estimate: Estimate) -> Estimate {
      Estimate(
        value: 100 * estimate.value,
        interval95: 100 * estimate.interval95.lowerBound...100 * estimate.interval95.upperBound)
    }
    var result = [
      Flow(
        name: Phrase(nl: "van leerjaar 3 naar leerjaar 4", en: "from leerjaar 3 to leerjaar 4"),
        estimate: percent(progression), plain: nil),
      Flow(
        name: Phrase(nl: "van leerjaar 4 naar het examen", en: "from leerjaar 4 to the exam"),
        estimate: percent(leaving), plain: plainRatio(from: 4).map(percent)),
    ]
    if let direct = plainRatio(from: 3) {
      result.append(
        Flow(
          name: Phrase(
            nl: "van leerjaar 3 naar het examen, twee jaar later",
            en: "from leerjaar 3 to the exam, two years later"),
          estimate: percent(through), plain: percent(direct)))
    }
    return result
  }

  /// The ratio of exam candidates to the pupils of a leerjaar who could sit it, over all locations:
  ///
  ///     examₖ ~ Poisson(r · leerjaarₖ),   log r by maximum likelihood, withheld exams as intervals
  ///
  /// Nil where fewer than three locations have both.
  private func plainRatio(from leerjaar: Int) -> Estimate? {
    guard let year = data.duoPupilYears.last else { return nil }
    let examYear = year + (leerjaar == 4 ? 1 : 2)
    var offsets: [Double] = []
    var response: [ClosedRange<Int>] = []
    for vestiging in data.region.vestigingen {
      guard
        let pupils = data.leerjaar(leerjaar, year: year, vestiging: vestiging).count.exactValue,
        pupils > 0, let exams = data.exams(year: examYear, vestiging: vestiging).count.bounds
      else { continue }
      offsets.append(log(Double(pupils)))
      response.append(exams)
    }
    guard response.count >= 3 else { return nil }
    let design = Matrix(rows: response.count, columns: 1, repeating: 1)
    guard
      let fit = try? PoissonRegression(offset: offsets).fit(design: design, response: response),
      let ratio = fit.coefficients.first ?? nil,
      let interval = fit.interval(coefficient: 0, probability: 0.95)
    else { return nil }
    return Estimate(
      value: exp(ratio), interval95: exp(interval.lowerBound)...exp(interval.upperBound))
  }
}

extension RegionData {
  /// The years in which DUO's pupils are split by profile, ascending.
  public var duoPupilYears: [Int] { years { Selection.pupils($0) } }
  /// The exam years in the files, ascending.
  public var duoExamYears: [Int] { years { Selection.exams($0) } }
}
