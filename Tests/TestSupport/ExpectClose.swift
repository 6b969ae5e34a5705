public import Testing

/// Expects two numbers to agree within a relative or an absolute tolerance; fails on NaN.
///
/// The check passes when |value − expected| ≤ max(absolute, relative · |expected|).
public func expectClose(
  _ value: Double, _ expected: Double, relative: Double = 0, absolute: Double = 0,
  _ comment: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let allowed = max(absolute, relative * abs(expected))
  let close = abs(value - expected) <= allowed
  #expect(
    close, "\(value) is not within \(allowed) of \(expected). \(comment())",
    sourceLocation: sourceLocation)
}
