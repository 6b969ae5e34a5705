/// The places and periods of which a file has numbers, gathered while it is stored.
struct CoverageTally {
  /// A place in a period.
  struct Spot: Hashable {
    let kind: Precedence.Kind
    let period: Int64
    let place: Int64
  }

  private var spots: Set<Spot> = []
  // Numbers that follow each other are mostly of one place and a few periods.
  private var place: Int64 = 0
  private var kind = Precedence.Kind.fact
  private var periods: [Int64] = []

  /// Notes one number.
  mutating func add(_ kind: Precedence.Kind, place: Int64, period: Int64) {
    if place != self.place || kind != self.kind {
      self.place = place
      self.kind = kind
      periods.removeAll(keepingCapacity: true)
    } else if periods.contains(period) {
      return
    }
    periods.append(period)
    spots.insert(Spot(kind: kind, period: period, place: place))
  }

  /// By kind, period and place.
  var sorted: [Spot] {
    spots.sorted {
      ($0.kind.rawValue, $0.period, $0.place) < ($1.kind.rawValue, $1.period, $1.place)
    }
  }
}
