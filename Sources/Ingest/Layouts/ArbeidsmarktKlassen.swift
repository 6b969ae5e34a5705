/// The names that a source gives to ranges of an indicator of the labour market, in one edition: the
/// boundaries are data, not part of a layout.
public struct ArbeidsmarktKlassen: Hashable, Sendable {
  /// Which of two classes a value on their boundary belongs to.
  public enum Boundary: Hashable, Sendable {
    /// The one below it.
    case below
    /// The sources disagree, so that such a value may be either.
    case either
  }

  /// Such as `spanningsindicator`.
  public let indicator: String
  /// The edition or the years that the boundaries are known for.
  public let edition: String
  /// Where they are printed.
  public let source: String
  /// The names, from the lowest values to the highest.
  public let names: [String]
  /// The values between the classes, rising; one fewer than the names.
  public let boundaries: [Double]
  /// Which class a value on a boundary belongs to.
  public let boundary: Boundary

  /// The classes in which a value between these ends, both included, can lie: one, or more where the
  /// range straddles a boundary.
  public func names(of range: ClosedRange<Double>) -> [String] {
    var first = 0
    var last = 0
    for limit in boundaries {
      if range.lowerBound > limit { first += 1 }
      switch boundary {
      case .below: if range.upperBound > limit { last += 1 }
      case .either: if range.upperBound >= limit { last += 1 }
      }
    }
    return Array(names[first...last])
  }

  /// The classes in which a value can lie that is printed with so many decimals.
  public func names(of value: Double, decimals: Int) -> [String] {
    var half = 0.5
    for _ in 0..<max(0, decimals) { half /= 10 }
    return names(of: value - half...value + half)
  }

  /// UWV's spanningsindicator: open vacancies over people with a short-term WW benefit.
  ///
  /// Whether 1.5 and 4 themselves are *krap* and *zeer krap* differs between the sources.
  public static let spanningsindicator = ArbeidsmarktKlassen(
    indicator: "spanningsindicator", edition: "2018–2026",
    source: "arbeidsmarktinzicht.nl (AIZ 3.0, bron UWV): ‘> 1,5 … krap, > 4,0 … zeer krap, lager "
      + "dan 0,67 …, < 0,25 zeer ruim’; arbeidsmarktinbeeld.nl, definities: ‘4,0 of meer: zeer "
      + "krap’",
    names: ["zeer ruim", "ruim", "gemiddeld", "krap", "zeer krap"],
    boundaries: [0.25, 0.67, 1.5, 4], boundary: .either)

  /// ROA's indicator of the future labour market situation by education (ITA).
  public static let ita = ArbeidsmarktKlassen(
    indicator: "ITA", edition: "ROA, tot 2026",
    source:
      "arbeidsmarktinzicht.nl (bron POA, ROA), Toekomstige arbeidsmarktperspectieven: kleiner "
      + "dan of gelijk aan 0,85 zeer goed, 1,00 goed, 1,05 redelijk, daarboven matig, groter dan "
      + "1,15 slecht",
    names: ["zeer goed", "goed", "redelijk", "matig", "slecht"],
    boundaries: [0.85, 1, 1.05, 1.15], boundary: .below)

  /// All tables.
  public static let all: [ArbeidsmarktKlassen] = [spanningsindicator, ita]
}
