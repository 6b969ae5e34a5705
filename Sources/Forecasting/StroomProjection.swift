import Models
import Records

/// The years to come of the vestigingen in a file of flows or of stocks.
struct StroomProjection {
  /// A vestiging with a newest stock.
  struct Unit {
    let name: String
    /// Names its random numbers.
    let number: Int
    /// Pupils on the newest peildatum, one a state.
    let start: [ClosedRange<Int>]
    /// By year ahead, by state.
    let inflow: [[FlowProjection.Inflow]]
    /// The place of its rates.
    let rates: Int
    /// By peildatum, one a state; nil where the rows do not tell.
    let observed: [Int: [ClosedRange<Int>?]]
  }

  let space: StateSpace
  let units: [Unit]
  /// The newest peildatum.
  let newest: Int
  let options: StroomForecast.Options
  private let projection: FlowProjection

  init(
    space: StateSpace, units: [Unit], rates: [TransitionRates], newest: Int,
    options: StroomForecast.Options
  ) throws(StroomError) {
    (self.space, self.units, self.newest, self.options) = (space, units, newest, options)
    do throws(TransitionError) {
      projection = try FlowProjection(
        rates: rates,
        units: units.map {
          FlowProjection.Unit(
            number: $0.number, start: $0.start, inflow: $0.inflow, rates: $0.rates)
        }, horizon: options.years)
    } catch {
      throw .projection(error)
    }
  }

  /// Of what numbers are asked: all vestigingen together, then each where there are more; each state, then all
  /// that are no exit.
  var subjects: [(vestiging: Int?, state: Int?)] {
    let parts: [Int?] = [nil] + (units.count > 1 ? units.indices.map { $0 } : [])
    let states: [Int?] = space.states.indices.map { $0 } + [nil]
    return parts.flatMap { part in states.map { (part, $0) } }
  }

  private var inside: [Int] { space.states.indices.filter { !space.isExit($0) } }

  /// One answer a subject.
  ///
  /// - Parameter keepsPaths: Whether to keep the number of every replicate.
  func answers(keepsPaths: Bool = false) throws(StroomError) -> [FlowAnswer] {
    let questions = subjects.map { vestiging, state in
      FlowQuestion(
        FlowMeasure(
          FlowMeasure.stock(
            of: state.map { [$0] } ?? inside, in: vestiging.map { [$0] } ?? Array(units.indices))),
        keepsPaths: keepsPaths)
    }
    return try simulate(questions)
  }

  /// Always the same futures: those of the seed.
  func simulate(_ questions: [FlowQuestion]) throws(StroomError) -> [FlowAnswer] {
    do throws(TransitionError) {
      return try projection.simulate(
        questions, replicates: options.replicates, seed: options.seed, threads: options.threads)
    } catch {
      throw .projection(error)
    }
  }

  /// What was counted and what is to come of each subject.
  func series() throws(StroomError) -> [StroomForecast.Series] {
    zip(subjects, try answers()).map { subject, answer in
      StroomForecast.Series(
        vestiging: subject.vestiging.map { units[$0].name },
        state: subject.state.map { space.states[$0].name },
        isExit: subject.state.map(space.isExit) ?? false,
        observed: observed(
          subject.vestiging.map { [units[$0]] } ?? units, subject.state.map { [$0] } ?? inside),
        outlook: answer.years.enumerated().map { year, answer in
          let q = answer.quantiles
          return Outlook(
            period: .peildatum(newest + 1 + year), median: q[2],
            interval80: q[1]...q[3], interval95: q[0]...q[4])
        })
    }
  }

  /// Those in these states on each peildatum on which the rows of all these vestigingen tell it.
  private func observed(_ units: [Unit], _ states: [Int]) -> [StroomForecast.Counted] {
    Set(units.flatMap(\.observed.keys)).sorted().compactMap { year in
      var sum = 0...0
      for unit in units {
        for s in states {
          guard let stock = unit.observed[year]?[s] else { return nil }
          sum = sum + stock
        }
      }
      return StroomForecast.Counted(period: .peildatum(year), count: Count(sum))
    }
  }
}
