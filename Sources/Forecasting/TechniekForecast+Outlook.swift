import Foundation
import Models
public import Records

extension TechniekForecast {
  /// Which series a question is about.
  public enum Part: Hashable, Sendable {
    case all
    case profiel(Profiel)
    case vestiging(VestigingCode)
    case one(VestigingCode, Profiel)
  }

  /// The indices of the series in a part.
  func members(of part: Part) -> [Int] {
    series.indices.filter { index in
      let one = series[index]
      return switch part {
      case .all: true
      case .profiel(let profiel): one.profiel == profiel
      case .vestiging(let code): one.vestiging.code == code
      case .one(let code, let profiel): one.vestiging.code == code && one.profiel == profiel
      }
    }
  }

  /// The simulated ``subject`` of a year, one number a future.
  ///
  /// - Precondition: `baseYear < year ≤ options.lastYear`.
  func futures(_ part: Part, year: Int) -> [Int] {
    paths.total(
      series: members(of: part), stages: subject == .stock ? [.first, .second] : [.leaving],
      horizon: year - baseYear)
  }

  /// The period of the ``subject`` in a year.
  func period(_ year: Int) -> Period {
    subject == .stock ? .peildatum(year) : .examenjaar(year)
  }

  /// What a year may bring of the ``subject``.
  public func outlook(_ part: Part, year: Int) -> Outlook {
    let quantiles = CohortPaths.quantiles(
      [0.025, 0.1, 0.5, 0.9, 0.975], of: futures(part, year: year)
    ).map(Double.init)
    return Outlook(
      period: period(year), median: quantiles[2], interval80: quantiles[1]...quantiles[3],
      interval95: quantiles[0]...quantiles[4])
  }

  /// The share of futures in which a part has at least `count` in every one of these years.
  public func probability(_ part: Part, atLeast count: Double, everyYearOf years: [Int]) -> Double {
    share(of: years.map { futures(part, year: $0) }) { Double($0) >= count }
  }

  /// The share of futures in which every series keeps at least one pupil in every one of these
  /// years.
  public func probabilityOnOffer(everyYearOf years: [Int]) -> Double {
    // What a scenario opens was not on offer when the plan was made.
    let samples = series.indices.prefix(fittedSeries).flatMap { index in
      years.map { year in
        paths.total(series: [index], stages: [.first, .second], horizon: year - baseYear)
      }
    }
    return share(of: samples) { $0 >= 1 }
  }

  /// How often a location with technical pupils has none at all some years later.
  public struct Disappearance: Hashable, Sendable {
    /// Locations at the start.
    public let locations: Int
    /// Those that had none in at least one of the years after.
    public let vanished: Int
    /// How many years after.
    public let years: Int

    /// The chance that none of some locations vanishes in a number of years, at the same yearly rate:
    /// (1 − vanished/locations)^(places · years / self.years).
    public func staying(places: Int, years: Int) -> Double {
      let share = 1 - Double(vanished) / Double(locations)
      return pow(share, Double(places * years) / Double(self.years))
    }
  }

  /// All Dutch locations with at least three exam candidates techniek (BB, KB, GL, leerwerktraject) in
  /// 2019, and those without any in one of 2020–2024; a location that moved to another code counts as
  /// vanished. Source: DUO, *examenkandidaten en geslaagden* 2014–2019 and 2019–2024; recounted in
  /// `NationalHoldoutTests`.
  public static let nationalDisappearance = Disappearance(locations: 264, vanished: 36, years: 5)

  /// The share of futures in which all samples hold.
  private func share(of samples: [[Int]], where holds: (Int) -> Bool) -> Double {
    var isGood = [Bool](repeating: true, count: paths.count)
    for sample in samples {
      for (path, value) in sample.enumerated() where !holds(value) { isGood[path] = false }
    }
    return Double(isGood.count { $0 }) / Double(paths.count)
  }

  /// The years to come, ascending: after the newest year observed.
  public var years: [Int] {
    let first = max(baseYear, lastObservedYear) + 1
    return first <= options.lastYear ? Array(first...options.lastYear) : []
  }

  /// Pupils who leave leerjaar 4 in the summer of a past year, estimated by the model from stocks,
  /// the split of leerjaren and the exams; nil where the model does not reach back so far.
  public func leavers(_ part: Part, year: Int) -> Estimate? {
    guard
      let estimate = try? fit.estimate(
        series: members(of: part).filter { $0 < fittedSeries }, period: year, stages: [.leaving])
    else { return nil }
    return Estimate(value: estimate.mean, interval95: estimate.interval(probability: 0.95))
  }

  /// The share of leerjaar 3 that is found in leerjaar 4 a year later.
  public var progression: Estimate {
    let ratio = fit.secondStageRatio
    return Estimate(value: ratio.mean, interval95: ratio.interval(probability: 0.95))
  }

  /// The share of leerjaar 4 that sits the exam in the summer after.
  var leaving: Estimate {
    let ratio = fit.leavingRatio
    return Estimate(value: ratio.mean, interval95: ratio.interval(probability: 0.95))
  }

  /// The share of leerjaar 3 that sits the exam two summers later.
  var through: Estimate {
    let ratio = fit.throughRatio
    return Estimate(value: ratio.mean, interval95: ratio.interval(probability: 0.95))
  }

  /// A projection of each part that the region's report prints: the whole, each profile, each
  /// location, each profile at each location.
  public func projections() -> [Projection] {
    var parts: [(id: String, title: Phrase, part: Part)] = [
      ("totaal", Phrase(nl: "Alle technische profielen", en: "All technical profiles"), .all)
    ]
    for profiel in Set(series.compactMap(\.profiel)).sorted() {
      parts.append(("profiel/\(profiel)", Phrase(profiel.name), .profiel(profiel)))
    }
    for vestiging in data.region.vestigingen {
      let here = series.filter { $0.vestiging.code == vestiging.code }
      guard !here.isEmpty else { continue }
      parts.append(
        ("vestiging/\(vestiging.code)", Phrase(vestiging.name), .vestiging(vestiging.code)))
      for profiel in here.compactMap(\.profiel) {
        parts.append(
          (
            "vestiging/\(vestiging.code)/\(profiel)", Phrase("\(vestiging.name), \(profiel)"),
            .one(vestiging.code, profiel)
          ))
      }
    }
    return parts.map { part in
      Projection(
        id: part.id, title: part.title, observed: observed(part.part),
        outlook: years.map { outlook(part.part, year: $0) })
    }
  }

  /// The ``subject`` as the files give it, by year.
  public func observed(_ part: Part) -> [Observed] {
    let chosen = members(of: part).map { series[$0] }
    switch subject {
    case .stock:
      return data.years { Selection.stock($0) }.map { year in
        merge(
          chosen.map { data.stock(year: year, vestiging: $0.vestiging, profiel: $0.profiel) },
          period: .peildatum(year))
      }
    case .exams:
      return data.duoExamYears.map { year in
        merge(
          chosen.map { data.exams(year: year, vestiging: $0.vestiging) },
          period: .examenjaar(year))
      }
    }
  }

  private func merge(_ parts: [Observed], period: Period) -> Observed {
    Observed(
      period: period, count: parts.map(\.count).sum(),
      isProvisional: parts.contains(where: \.isProvisional), sources: parts.flatMap(\.sources))
  }
}

extension TechniekForecast {
  /// The newest year of each kind of file that the fit rests on, where there is an older one too.
  public var newestCounts: [(evidence: Scenario.Evidence, year: Int)] {
    let years: [(Scenario.Evidence, [Int])] = [
      (.profielen, data.years { Selection.stock($0) }),
      (.leerlingen, data.years { Selection.pupils($0) }),
      (.examens, data.years { Selection.exams($0) }),
    ]
    return years.compactMap { evidence, years in
      years.count > 1 ? years.last.map { (evidence, $0) } : nil
    }
  }
}
