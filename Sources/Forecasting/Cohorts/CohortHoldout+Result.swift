public import Records

extension CohortHoldout {
  /// A location that was counted with another.
  public struct Move: Hashable, Sendable {
    /// The exam year of which this is so.
    public let examYear: Int
    /// The location that went over.
    public let from: VestigingCode
    /// The location it is counted with.
    public let to: VestigingCode
    /// How many cells (leerwegen) of that location it touched.
    public let cells: Int
  }

  /// The score of a method over the cells of a horizon, of one leerweg or of all.
  public struct Row: Hashable, Sendable {
    /// Years ahead, 1–4.
    public let horizon: Int
    /// The exam year.
    public let examYear: Int
    /// Nil for all together.
    public let leerweg: Leerweg?
    /// How it was predicted.
    public let method: Method
    /// How well.
    public let score: HoldoutScore
  }

  /// One prediction with what came.
  public struct Prediction: Hashable, Sendable {
    /// The exam year.
    public let examYear: Int
    /// The location.
    public let unit: VestigingCode
    /// The leerweg.
    public let leerweg: Leerweg
    /// The group it was in.
    public let fold: Int
    /// The median, of the flow regression.
    public let median: Int
    /// The ends of the 80 % interval.
    public let interval80: ClosedRange<Int>
    /// The ends of the 95 % interval.
    public let interval95: ClosedRange<Int>
    /// The candidates of the last exam before the peildatum.
    public let same: ClosedRange<Int>
    /// What came.
    public let outcome: ClosedRange<Int>
  }

  /// What a hold-out found.
  public struct Result: Hashable, Sendable {
    /// The year of the peildatum.
    public let baseYear: Int
    /// How many groups of schools.
    public let folds: Int
    /// By horizon, then all leerwegen together and each by itself, then by method.
    public let rows: [Row]
    /// By exam year, location and leerweg.
    public let predictions: [Prediction]
    /// The moves that touched cells, by exam year and code.
    public let moves: [Move]
    /// Leerwegen with too few cells to fit rates to, which are in no row.
    public let leftOut: [LeftOut]

    /// The score of a method at a horizon, over all leerwegen.
    public func score(_ method: Method, horizon: Int, leerweg: Leerweg? = nil) -> HoldoutScore? {
      rows.first { $0.method == method && $0.horizon == horizon && $0.leerweg == leerweg }?.score
    }
  }

  /// A leerweg that could not be fitted at a horizon.
  public struct LeftOut: Hashable, Sendable {
    /// Years ahead.
    public let horizon: Int
    /// The leerweg.
    public let leerweg: Leerweg
    /// How many cells it has.
    public let cells: Int
  }
}
