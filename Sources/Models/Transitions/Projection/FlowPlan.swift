/// Which sums each unit adds to, and in which order the units are gone through.
///
/// A *sum* is the numerator or denominator of a measure; its numbers, one for each year and replicate,
/// are held from the first unit that adds to it to the last. Units are gone through in *batches*, cut so
/// that the sums held at once stay small: those of a single school are finished with its batch.
struct FlowPlan: Sendable {
  /// One term of a sum, of one unit.
  struct Term: Sendable {
    let part: FlowMeasure.Part
    let weight: Double
  }

  /// What a unit adds to one sum.
  struct Use: Sendable {
    /// Where the sum's numbers are held.
    let place: Int
    /// The terms, weight by weight.
    let terms: [Term]
    /// Names the weights among those of the unit's rates: equal weights have the same name.
    let pattern: Int
  }

  /// Units of one batch that share rates.
  struct Group: Sendable {
    let rates: Int
    let units: [Int]
    /// Whether no later batch needs these rates.
    let isLast: Bool
  }

  /// A question all of whose sums are complete after a batch.
  struct Finished: Sendable {
    let question: Int
    /// Where the numbers of the sum, or of what is divided, are held.
    let numerator: Int
    /// Where those of the denominator are held.
    let denominator: Int?
  }

  struct Batch: Sendable {
    let groups: [Group]
    /// The places that sums begin with.
    let opened: [Int]
    let finished: [Finished]
  }

  let batches: [Batch]
  /// By unit.
  let uses: [[Use]]
  /// The sums held at once, at most.
  let places: Int
  /// By rates: the weights that patterns stand for.
  let patterns: [[[Term]]]

  /// - Parameters:
  ///   - questions: What is asked, checked.
  ///   - projection: What is projected.
  ///   - roughlyHeld: How many sums may be held at once, if a single unit does not need more.
  init(_ questions: [FlowQuestion], of projection: FlowProjection, roughlyHeld: Int) {
    let units = projection.units
    let sums = questions.flatMap { question in
      [question.measure.numerator] + (question.measure.denominator.map { [$0] } ?? [])
    }
    var parts = [[(sum: Int, terms: [Term])]](repeating: [], count: units.count)
    var first = [Int](repeating: .max, count: sums.count)
    var last = [Int](repeating: -1, count: sums.count)
    for (sum, terms) in sums.enumerated() {
      for term in terms {
        let mine = Term(part: term.part, weight: term.weight)
        if parts[term.unit].last?.sum == sum {
          parts[term.unit][parts[term.unit].count - 1].terms.append(mine)
        } else {
          parts[term.unit].append((sum, [mine]))
        }
        first[sum] = min(first[sum], term.unit)
        last[sum] = max(last[sum], term.unit)
      }
    }
    // Both sums of a ratio are held until both are complete.
    var numbers: [(numerator: Int, denominator: Int?)] = []
    var sum = 0
    for question in questions {
      if question.measure.denominator == nil {
        numbers.append((sum, nil))
        sum += 1
      } else {
        numbers.append((sum, sum + 1))
        last[sum] = max(last[sum], last[sum + 1])
        last[sum + 1] = last[sum]
        sum += 2
      }
    }
    let cuts = Self.cuts(units: units.count, first: first, last: last, roughlyHeld: roughlyHeld)
    var lastUse = [Int](repeating: -1, count: projection.rates.count)
    var finishing = [[Int]](repeating: [], count: units.count)
    var opening = finishing
    for (question, sums) in numbers.enumerated() {
      finishing[last[sums.numerator]].append(question)
    }
    for (sum, unit) in first.enumerated() { opening[unit].append(sum) }
    for (number, cut) in cuts.enumerated() {
      for unit in cut where !parts[unit].isEmpty { lastUse[units[unit].rates] = number }
    }
    // Places are given out when a sum begins and come back when its batch is over.
    var place = [Int](repeating: -1, count: sums.count)
    var free: [Int] = []
    var places = 0
    batches = cuts.enumerated().map { number, cut in
      var order: [Int] = []
      var groups: [Int: [Int]] = [:]
      var opened: [Int] = []
      var finished: [Finished] = []
      for unit in cut where !parts[unit].isEmpty {
        let rates = units[unit].rates
        if groups[rates] == nil { order.append(rates) }
        groups[rates, default: []].append(unit)
        for sum in opening[unit] {
          place[sum] = free.popLast() ?? places
          places = max(places, place[sum] + 1)
          opened.append(place[sum])
        }
      }
      for unit in cut {
        for question in finishing[unit] {
          let sums = numbers[question]
          finished.append(
            Finished(
              question: question, numerator: place[sums.numerator],
              denominator: sums.denominator.map { place[$0] }))
        }
      }
      for sums in finished { free += [sums.numerator] + (sums.denominator.map { [$0] } ?? []) }
      return Batch(
        groups: order.map {
          Group(rates: $0, units: groups[$0] ?? [], isLast: lastUse[$0] == number)
        }, opened: opened, finished: finished)
    }
    self.places = places
    // Patterns: schools that are asked the same have the same weights.
    var names = [[[FlowMeasure.Term]: Int]](repeating: [:], count: projection.rates.count)
    var patterns = [[[Term]]](repeating: [], count: projection.rates.count)
    uses = units.indices.map { unit in
      let rates = units[unit].rates
      return parts[unit].map { part in
        let key = part.terms.map {
          FlowMeasure.Term(unit: 0, part: $0.part, weight: $0.weight)
        }
        let name: Int
        if let known = names[rates][key] {
          name = known
        } else {
          name = patterns[rates].count
          names[rates][key] = name
          patterns[rates].append(part.terms)
        }
        return Use(place: place[part.sum], terms: part.terms, pattern: name)
      }
    }
    self.patterns = patterns
  }

  /// Batches of as many units as keep the sums that are held few.
  private static func cuts(
    units: Int, first: [Int], last: [Int], roughlyHeld: Int
  ) -> [Range<Int>] {
    var opens = [Int](repeating: 0, count: units)
    var closes = opens
    for sum in first.indices {
      opens[first[sum]] += 1
      closes[last[sum]] += 1
    }
    var cuts: [Range<Int>] = []
    var (begin, held, closed) = (0, 0, 0)
    for unit in 0..<units {
      if unit > begin, held + opens[unit] > roughlyHeld, opens[unit] > 0, closed > 0 {
        cuts.append(begin..<unit)
        held -= closed
        (begin, closed) = (unit, 0)
      }
      held += opens[unit]
      closed += closes[unit]
    }
    return cuts + [begin..<units]
  }
}
