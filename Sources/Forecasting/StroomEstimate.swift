import Models
import Records

/// The rates of a file of flows: of all vestigingen together, and of each.
struct StroomEstimate {
  let data: StroomData
  /// One a vestiging.
  let tables: [FlowTable]
  /// All vestigingen and years together.
  let whole: FlowFit
  /// Nil where vestigingen are estimated apart.
  let pool: PooledFlows?
  /// One a vestiging; empty with pooling, nil for one without pupils.
  let fits: [FlowFit?]
  /// Nil where rates are taken to be the same in all years.
  let walk: DriftingFit?
  let method: StroomForecast.Method

  init(_ data: StroomData, _ course: StroomForecast.Course) throws(StroomError) {
    self.data = data
    var tables: [FlowTable] = []
    for vestiging in data.vestigingen { tables.append(try data.table(vestiging)) }
    self.tables = tables
    do throws(EstimationError) {
      whole = try FlowRates().fit(FlowTable(space: data.space, years: tables.flatMap(\.years)))
    } catch {
      throw .estimation(file: data.file, error)
    }
    if course == .wandering {
      let walk = try Self.wander(tables, data)
      (pool, fits, self.walk) = (nil, [], walk)
      method = .wandering(spread: walk.innovations.lazy.compactMap { $0 }.first ?? 0)
      return
    }
    walk = nil
    guard tables.count >= 3 else {
      (pool, fits) = (nil, try Self.fit(tables, data.file))
      method = .separate(
        Phrase(
          nl: "er zijn geen drie vestigingen om van elkaar te leren",
          en: "there are not three locations to learn from each other"))
      return
    }
    let pooled: PooledFlows
    do throws(EstimationError) {
      pooled = try FlowPooling().fit(tables)
    } catch {
      (pool, fits) = (nil, try Self.fit(tables, data.file))
      method = .separate(Self.reason(error))
      return
    }
    (pool, fits, method) = (pooled, [], .pooled)
  }

  private static func fit(
    _ tables: [FlowTable], _ file: String
  ) throws(StroomError) -> [FlowFit?] {
    var fits: [FlowFit?] = []
    for table in tables {
      do throws(EstimationError) {
        fits.append(try FlowRates().fit(table))
      } catch {
        guard case .noData = error else { throw .estimation(file: file, error) }
        fits.append(nil)
      }
    }
    return fits
  }

  private static func reason(_ error: EstimationError) -> Phrase {
    guard case .unknownStock(_, let state) = error else {
      return Phrase(
        nl: "samen schatten lukte niet (\(error))",
        en: "estimating them together failed (\(error))")
    }
    return Phrase(
      nl: "van \(state) zijn cellen achtergehouden waarvan het totaal niet bekend is; rijen met "
        + "“totaal” onder naar maken samen schatten mogelijk",
      en: "cells of \(state) are withheld whose total is not known; rows with “totaal” under naar "
        + "let them be estimated together")
  }

  /// All rates that somebody could take: of all vestigingen, then of each.
  func rates() -> [StroomForecast.Rate] {
    if let walk { return wanderingRates(walk) }
    let space = data.space
    var rates: [StroomForecast.Rate] = []
    for way in space.transitions {
      let seen = data.vestigingen.map { data.seen($0, from: way.from, to: way.to) }
      let sums = (seen.map(\.way).reduce(0...0, +), seen.map(\.all).reduce(0...0, +))
      if let made = rate(nil, way, sums, fit: whole) { rates.append(made) }
    }
    for (v, vestiging) in data.vestigingen.enumerated() {
      for way in space.transitions {
        let seen = data.seen(vestiging, from: way.from, to: way.to)
        guard seen.all.upperBound > 0 else { continue }
        if let posterior = pool?.posterior(school: v, from: way.from, to: way.to) {
          rates.append(
            rate(
              vestiging.name, way, seen, posterior.mean, posterior.interval(probability: 0.8),
              posterior.interval(probability: 0.95)))
        } else if pool != nil {
          // The only way out of its state.
          rates.append(rate(vestiging.name, way, seen, 1, 1...1, 1...1))
        } else if let made = fits[v].flatMap({ rate(vestiging.name, way, seen, fit: $0) }) {
          rates.append(made)
        }
      }
    }
    return rates
  }

  private func rate(
    _ vestiging: String?, _ way: StateSpace.Transition,
    _ seen: (way: ClosedRange<Int>, all: ClosedRange<Int>), fit: FlowFit
  ) -> StroomForecast.Rate? {
    if data.space.destinations[way.from].count == 1 {
      return rate(vestiging, way, seen, 1, 1...1, 1...1)
    }
    guard let value = fit.rate(from: way.from, to: way.to),
      let narrow = fit.interval(from: way.from, to: way.to, probability: 0.8),
      let wide = fit.interval(from: way.from, to: way.to, probability: 0.95)
    else { return nil }
    return rate(vestiging, way, seen, value, narrow, wide)
  }

  private func rate(
    _ vestiging: String?, _ way: StateSpace.Transition,
    _ seen: (way: ClosedRange<Int>, all: ClosedRange<Int>), _ value: Double,
    _ narrow: ClosedRange<Double>, _ wide: ClosedRange<Double>
  ) -> StroomForecast.Rate {
    StroomForecast.Rate(
      vestiging: vestiging, from: data.space.states[way.from].name,
      to: data.space.states[way.to].name, count: Count(seen.way), pupils: Count(seen.all),
      value: value, interval80: narrow, interval95: wide)
  }

  /// What a projection draws from, one a vestiging, or one for all where rates wander. A state in which a vestiging had nobody takes the rates of
  /// all together.
  func transitionRates() throws(StroomError) -> [TransitionRates] {
    func estimating(
      _ body: () throws(EstimationError) -> TransitionRates
    ) throws(StroomError) -> TransitionRates {
      do throws(EstimationError) { return try body() } catch {
        throw .estimation(file: data.file, error)
      }
    }
    if let walk {
      return [try estimating { () throws(EstimationError) in try walk.transitionRates() }]
    }
    let common = try estimating { () throws(EstimationError) in try whole.transitionRates() }
    var result: [TransitionRates] = []
    for (v, vestiging) in data.vestigingen.enumerated() {
      let own = try estimating { () throws(EstimationError) in
        if let pool { return try pool.transitionRates(school: v) }
        if let fit = fits[v] { return try fit.transitionRates() }
        return common
      }
      // A pooled row of a state without pupils is that of any vestiging.
      let rows = data.space.states.indices.map { s in
        pool == nil && data.seen(vestiging, from: s, to: s).all.upperBound == 0
          ? common.rows[s] : own.rows[s]
      }
      do throws(TransitionError) {
        result.append(try TransitionRates(space: data.space, rows: rows))
      } catch {
        throw .projection(error)
      }
    }
    return result
  }

  /// What to know of the rates before they are used.
  ///
  /// - Parameter tests: Of which that of the years may tell of rates that are not steady.
  func findings(_ tests: [StroomForecast.Test]) -> [Finding] {
    var findings: [Finding] = []
    if walk == nil, data.years.count >= Self.fewestYears,
      let years = tests.first(where: { $0.subject == .years })?.result, years.pValue < 0.05
    {
      findings.append(
        data.finding(
          "jaren-verschillen", .waarschuwing, nil, nil,
          Phrase(
            nl:
              "de kansen verschillen tussen jaren meer dan toeval verklaart; de verwachting rekent met "
              + "een gemiddelde en is te zeker",
            en:
              "rates differ between years by more than chance explains; the projection takes a mean, and "
              + "is too sure"),
          Phrase(
            nl: "neem --schatter wandelend", en: "take --schatter wandelend")))
    }
    for state in data.space.states.map(\.name) {
      if whole.flags.contains(.allSuppressed(state: state)) {
        findings.append(
          data.finding(
            "alles-achtergehouden", .ernstig, nil, state,
            Phrase(
              nl: "van \(state) is geen enkele stroom precies bekend; de kansen zijn zeer onzeker",
              en: "not one flow out of \(state) is known exactly; its rates are very uncertain"),
            Phrase(nl: "tel vestigingen samen", en: "add up locations")))
      } else if whole.flags.contains(.emptyRow(state: state)) {
        findings.append(
          data.finding(
            "geen-leerlingen", .waarschuwing, nil, state,
            Phrase(
              nl: "niemand vertrok uit \(state) of bleef er; over die kansen is niets bekend",
              en: "nobody left \(state) or stayed; nothing is known of its rates"),
            Phrase(nl: "voeg jaren toe, of laat de toestand weg", en: "add years, or omit it")))
      }
    }
    return findings
  }
}

extension Count {
  /// A number known within these bounds.
  init(_ bounds: ClosedRange<Int>) {
    self = bounds.count == 1 ? .exact(bounds.lowerBound) : .suppressed(bounds)
  }
}
