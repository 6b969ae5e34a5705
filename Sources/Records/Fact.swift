/// One count of pupils with everything that says what it counts and where it stands.
///
/// A dimension that is nil is not split by the source: `leerjaar == nil` in a pupil count means that
/// leerjaren are taken together, as the layout's description says.
public struct Fact: Hashable, Sendable {
  /// What is counted.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    /// Enrolled pupils.
    case leerlingen
    /// Candidates in the final exam.
    case examenkandidaten
    /// Candidates who passed.
    case geslaagden
    /// Candidates who failed.
    case gezakten
  }

  /// The layout that made it, such as `duo-leerlingen` or `regio-profielen`.
  public var layout: String
  /// What is counted.
  public var measure: Measure
  /// The moment it is about.
  public var period: Period
  /// The location, under the code that the source gives.
  public var vestiging: VestigingCode
  /// Nil where the source takes leerwegen together.
  public var leerweg: Leerweg?
  /// 1–6; nil where the source takes leerjaren together.
  public var leerjaar: Int?
  /// Nil where the source does not split by profile.
  public var profiel: Profiel?
  /// Nil where the source does not split by sector.
  public var sector: Sector?
  /// Which sex, or the source's own total.
  public var geslacht: Geslacht
  /// Leerwerktraject, a mark on BB.
  public var lwt: Bool
  /// The number, or what is known of it.
  public var count: Count
  /// The cell it stands in.
  public var source: SourceCell

  /// A count with its dimensions; what the source does not split is left out.
  public init(
    layout: String, measure: Measure, period: Period, vestiging: VestigingCode,
    leerweg: Leerweg? = nil, leerjaar: Int? = nil, profiel: Profiel? = nil, sector: Sector? = nil,
    geslacht: Geslacht = .totaal, lwt: Bool = false, count: Count, source: SourceCell
  ) {
    self.layout = layout
    self.measure = measure
    self.period = period
    self.vestiging = vestiging
    self.leerweg = leerweg
    self.leerjaar = leerjaar
    self.profiel = profiel
    self.sector = sector
    self.geslacht = geslacht
    self.lwt = lwt
    self.count = count
    self.source = source
  }
}
