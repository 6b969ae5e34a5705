import Goals
import Records

/// A verdict in one small picture: where we stand, what is expected, and the target.
///
/// Bars hold 95 percent, dots are the value itself; the dashed line is the target. Whether the line
/// runs through a bar is what "too few to tell" looks like.
enum IntervalStripSVG {
  /// Nil where there is no target or nothing to set against it.
  static func render(_ verdict: Verdict, language: Language) -> String? {
    let text = VerdictText(verdict, language: language)
    guard let target = verdict.target, target.isFinite else { return nil }
    var rows: [Row] = []
    if let latest = verdict.latest {
      let label = text.format.shortPeriod(latest.period)
      rows.append(
        Row(
          label: label, value: latest.value, bar: verdict.interval95,
          isProvisional: latest.isProvisional))
    }
    if let outlook = verdict.outlook, outlook.median.isFinite {
      let label = (language == .nl ? "verwacht " : "expected ") + "\(outlook.year)"
      rows.append(
        Row(
          label: label, value: outlook.median...outlook.median, bar: outlook.interval,
          isProvisional: false))
    }
    guard rows.contains(where: { $0.bar != nil }) else { return nil }
    return Strip(text: text, target: target, rows: rows).svg
  }

  fileprivate struct Row {
    let label: String
    let value: ClosedRange<Double>
    let bar: ClosedRange<Double>?
    let isProvisional: Bool
  }
}

/// One strip on its way to SVG.
private struct Strip {
  let text: VerdictText
  let target: Double
  let rows: [IntervalStripSVG.Row]
  let scale: ChartScale

  private let width = 460.0
  private let left = 110.0
  private var right: Double { width - 24 }
  private let top = 26.0
  private var bottom: Double { top + Double(rows.count) * 26 }

  init(text: VerdictText, target: Double, rows: [IntervalStripSVG.Row]) {
    self.text = text
    self.target = target
    self.rows = rows
    let ends = rows.flatMap { row in
      [row.value, row.bar ?? row.value].flatMap { [$0.lowerBound, $0.upperBound] }
    }
    scale = ChartScale(ends + [target], intervals: 6)
  }

  private func x(_ value: Double) -> String {
    let (low, high) = (scale.domain.lowerBound, scale.domain.upperBound)
    return Markup.coordinate(left + (right - left) * (value - low) / (high - low))
  }

  var svg: String {
    let id = "strook-" + Markup.anchor(text.verdict.goal.id)
    let nl = text.format.language == .nl
    let title = Markup.escape((nl ? "Stand en doel: " : "Value and target: ") + text.title)
    let height = Markup.coordinate(bottom + 24)
    let head =
      "<svg class=\"waaier strook\" xmlns=\"http://www.w3.org/2000/svg\" "
      + "viewBox=\"0 0 \(Markup.coordinate(width)) \(height)\" role=\"img\" "
      + "aria-labelledby=\"\(id)-titel \(id)-tekst\"><title id=\"\(id)-titel\">\(title)</title>"
      + "<desc id=\"\(id)-tekst\">\(Markup.escape(description))</desc>"
    let bars = rows.enumerated().map(bar).joined()
    let line =
      "<path d=\"M\(x(target)) \(top - 6)V\(bottom)\" class=\"t\"/>"
      + "<text x=\"\(x(target))\" y=\"\(top - 12)\" text-anchor=\"\(targetAnchor)\" class=\"d\">"
      + "\(nl ? "nodig" : "needed") \(Markup.escape(text.target))</text>"
    return head + axis + bars + line + "</svg>"
  }

  /// The target's label stays inside the picture at both ends.
  private var targetAnchor: String {
    let share =
      (target - scale.domain.lowerBound) / (scale.domain.upperBound - scale.domain.lowerBound)
    return share > 0.9 ? "end" : "middle"
  }

  private var axis: String {
    let base = "<path d=\"M\(left) \(bottom)H\(right)\" class=\"n\"/>"
    return base
      + scale.ticks.map { tick in
        "<path d=\"M\(x(tick)) \(top)V\(bottom)\" class=\"g\"/><text x=\"\(x(tick))\" "
          + "y=\"\(bottom + 16)\" text-anchor=\"middle\" class=\"z\">"
          + "\(text.format.value(tick, unit: text.unit, decimals: scale.decimals))</text>"
      }.joined()
  }

  private func bar(_ index: Int, _ row: IntervalStripSVG.Row) -> String {
    let middle = Markup.coordinate(top + Double(index) * 26 + 13)
    var parts =
      "<text x=\"\(left - 12)\" y=\"\(Markup.coordinate(top + Double(index) * 26 + 17))\" "
      + "text-anchor=\"end\" class=\"z\">\(Markup.escape(row.label))</text>"
    if let bar = row.bar {
      parts += "<path d=\"M\(x(bar.lowerBound)) \(middle)H\(x(bar.upperBound))\" class=\"i\"/>"
    }
    if row.value.lowerBound == row.value.upperBound {
      parts +=
        "<circle cx=\"\(x(row.value.lowerBound))\" cy=\"\(middle)\" r=\"4.5\" "
        + "class=\"\(row.isProvisional ? "p h" : "p")\"/>"
    } else {
      parts +=
        "<path d=\"M\(x(row.value.lowerBound)) \(middle)H\(x(row.value.upperBound))\" class=\"k\"/>"
    }
    return parts
  }

  private var description: String {
    let percent = text.format.language == .nl ? "95\u{a0}%" : "95%"
    let parts = rows.map { row in
      "\(row.label): \(text.format.value(row.value, unit: text.unit))"
        + (row.bar.map { " (\(percent): \(text.format.value($0, unit: text.unit, decimals: 0)))" }
          ?? "")
    }
    let word = text.format.language == .nl ? "Nodig" : "Needed"
    return parts.joined(separator: "; ") + ". \(word): \(text.target)."
  }
}
