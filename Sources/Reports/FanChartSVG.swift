import Forecasting
public import Records

/// Draws what was observed and the fan of what may come.
///
/// Everything is labelled where it stands, so that no legend is needed: dots are observations (hollow
/// when provisional, a bar when parts were withheld), the inner and outer band hold the outcome with
/// 80 and 95 percent, the dashed line is the target.
public enum FanChartSVG {
  /// An `<svg>` element with `role="img"`, a title and a description.
  ///
  /// - Parameters:
  ///   - chart: what to draw.
  ///   - language: of labels and numbers.
  ///   - width: in CSS pixels; a narrow chart (under 480) drops labels that would collide.
  ///   - height: in CSS pixels.
  /// - Returns: SVG with finite coordinates, also for an empty outlook or a single point.
  public static func render(
    _ chart: FanChart, language: Language, width: Double = 760, height: Double = 300
  ) -> String {
    Drawing(chart: chart, format: NumberFormat(language), width: width, height: height).svg
  }

  /// Said inside each fan too, so that it can stand alone; strips share it.
  static let style =
    ".waaier text{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,"
    + "sans-serif;fill:#1b2733;paint-order:stroke;stroke:#fff;stroke-width:3px;"
    + "stroke-linejoin:round}"
    + ".waaier .z{fill:#52606d}.waaier .v{font-weight:600;fill:#0f3d6b}"
    + ".waaier .d{font-weight:600;fill:#9a4a00}"
    + ".waaier .g{stroke:#e1e6ec;stroke-width:1}.waaier .n{stroke:#7b8794;stroke-width:1}"
    + ".waaier .b5{fill:#dbe7f3}.waaier .b8{fill:#a9c6e3}"
    + ".waaier .m{fill:none;stroke:#0f3d6b;stroke-width:2;stroke-dasharray:2 4;"
    + "stroke-linecap:round}"
    + ".waaier .w{fill:none;stroke:#0f3d6b;stroke-width:2.2;stroke-linejoin:round}"
    + ".waaier .p{fill:#0f3d6b;stroke:#0f3d6b;stroke-width:2.2}.waaier .h{fill:#fff}"
    + ".waaier .t{stroke:#9a4a00;stroke-width:1.8;stroke-dasharray:7 4}"
    + ".waaier .k{stroke:#0f3d6b;stroke-width:5;stroke-linecap:butt}"
    + ".waaier .i{stroke:#a9c6e3;stroke-width:12}"

  /// The chart in words and numbers, which is its text alternative.
  static func description(_ chart: FanChart, language: Language) -> String {
    let format = NumberFormat(language)
    let observed = chart.projection.observed.map {
      "\($0.period.year): \(format.count($0.count))"
    }
    let outlook = chart.projection.outlook.map {
      "\($0.period.year): \(format.number($0.median)) (95\u{a0}%: \(format.interval($0.interval95)))"
    }
    var parts = [chart.caption[language]]
    if !observed.isEmpty {
      let word = language == .nl ? "Waargenomen" : "Observed"
      parts.append("\(word): \(observed.joined(separator: "; ")).")
    }
    if !outlook.isEmpty {
      let word = language == .nl ? "Verwacht" : "Expected"
      parts.append("\(word): \(outlook.joined(separator: "; ")).")
    }
    if let target = chart.target {
      parts.append(
        "\(chart.targetLabel[language]): \(format.value(target, unit: .aantal)).")
    }
    return parts.joined(separator: " ")
  }
}

/// One chart on its way to SVG.
private struct Drawing {
  let chart: FanChart
  let format: NumberFormat
  let width: Double
  let height: Double
  let scale: ChartScale
  let years: ClosedRange<Int>

  private var language: Language { format.language }
  private var observed: [Observed] { chart.projection.observed }
  private var outlook: [Outlook] { chart.projection.outlook }
  private var isNarrow: Bool { width < 480 }

  private var left: Double { 44 }
  private var right: Double { width - (outlook.isEmpty ? 10 : isNarrow ? 44 : 112) }
  private var top: Double { 40 }
  private var bottom: Double { height - 30 }

  init(chart: FanChart, format: NumberFormat, width: Double, height: Double) {
    self.chart = chart
    self.format = format
    self.width = width
    self.height = height
    var values: [Double] = []
    for bounds in chart.projection.observed.compactMap(\.count.bounds) {
      values += [Double(bounds.lowerBound), Double(bounds.upperBound)]
    }
    for year in chart.projection.outlook {
      values += [year.interval95.lowerBound, year.interval95.upperBound, year.median]
    }
    if let target = chart.target { values.append(target) }
    scale = ChartScale(values)
    let all =
      chart.projection.observed.map(\.period.year) + chart.projection.outlook.map(\.period.year)
    years = (all.min() ?? 0)...(all.max() ?? 0)
  }

  private func x(_ year: Int) -> Double {
    // Room for half a number at the left; at the right the fan runs to the edge, where its labels are.
    let start = left + 20
    let end = outlook.isEmpty ? right - 16 : right
    guard years.count > 1 else { return (start + end) / 2 }
    return start + (end - start) * Double(year - years.lowerBound) / Double(years.count - 1)
  }

  private func y(_ value: Double) -> Double {
    let share =
      (value - scale.domain.lowerBound) / (scale.domain.upperBound - scale.domain.lowerBound)
    return bottom - (bottom - top) * share
  }

  private func point(_ year: Int, _ value: Double) -> String {
    "\(Markup.coordinate(x(year))),\(Markup.coordinate(y(value)))"
  }

  private func text(
    _ content: String, x: Double, y: Double, style: String, anchor: String = "start"
  ) -> String {
    "<text x=\"\(Markup.coordinate(x))\" y=\"\(Markup.coordinate(y))\" class=\"\(style)\" "
      + "text-anchor=\"\(anchor)\">\(Markup.escape(content))</text>"
  }

  private func line(_ from: (Double, Double), _ to: (Double, Double), style: String) -> String {
    "<line x1=\"\(Markup.coordinate(from.0))\" y1=\"\(Markup.coordinate(from.1))\" "
      + "x2=\"\(Markup.coordinate(to.0))\" y2=\"\(Markup.coordinate(to.1))\" class=\"\(style)\"/>"
  }

  var svg: String {
    let id = Markup.anchor(chart.id) + "-\(Int(width))"
    let parts = [
      "<svg class=\"waaier\" xmlns=\"http://www.w3.org/2000/svg\" "
        + "viewBox=\"0 0 \(Markup.coordinate(width)) \(Markup.coordinate(height))\" role=\"img\" "
        + "aria-labelledby=\"\(id)-titel \(id)-tekst\">",
      "<title id=\"\(id)-titel\">\(Markup.escape(chart.title[language]))</title>",
      "<desc id=\"\(id)-tekst\">"
        + "\(Markup.escape(FanChartSVG.description(chart, language: language)))</desc>",
      "<style>\(FanChartSVG.style)</style>",
      axes, fan, targetLine, observedMarks, targetLabel, labels, "</svg>",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }

  private var axes: String {
    var parts: [String] = []
    for tick in scale.ticks {
      let isBase = tick == scale.domain.lowerBound
      parts.append(line((left, y(tick)), (right, y(tick)), style: isBase ? "n" : "g"))
      let label = format.number(tick, decimals: scale.decimals)
      parts.append(text(label, x: left - 8, y: y(tick) + 4, style: "z", anchor: "end"))
    }
    parts.append(text(axisTitle, x: 0, y: 13, style: "z"))
    let spacing = years.count > 1 ? x(years.lowerBound + 1) - x(years.lowerBound) : width
    let every = max(1, Int((38 / spacing).rounded(.up)))
    for year in years where (years.upperBound - year).isMultiple(of: every) {
      guard years.lowerBound > 0 else { continue }
      parts.append(line((x(year), bottom), (x(year), bottom + 4), style: "n"))
      parts.append(text("\(year)", x: x(year), y: bottom + 18, style: "z", anchor: "middle"))
    }
    return parts.joined(separator: "\n")
  }

  private var axisTitle: String {
    let unit = chart.unit[language]
    guard scale.isCut else { return unit }
    let start = format.number(scale.domain.lowerBound, decimals: scale.decimals)
    return unit
      + (language == .nl
        ? " (let op: de as begint bij \(start))" : " (note: axis starts at \(start))")
  }

  /// The last observation, from which the fan opens.
  private var anchor: (year: Int, bounds: ClosedRange<Int>)? {
    guard let last = observed.last(where: { $0.count.bounds != nil }),
      let bounds = last.count.bounds
    else { return nil }
    return (last.period.year, bounds)
  }

  private var fan: String {
    guard let first = outlook.first else { return "" }
    let start = anchor.flatMap { $0.year < first.period.year ? $0 : nil }
    func band(_ interval: (Outlook) -> ClosedRange<Double>, style: String) -> String {
      var lower = outlook.map { point($0.period.year, interval($0).lowerBound) }
      var upper = outlook.map { point($0.period.year, interval($0).upperBound) }
      if let start {
        lower.insert(point(start.year, Double(start.bounds.lowerBound)), at: 0)
        upper.insert(point(start.year, Double(start.bounds.upperBound)), at: 0)
      } else if outlook.count == 1 {
        // A band of one year has no width; it becomes a column.
        let (middle, range) = (x(first.period.year), interval(first))
        return "<rect x=\"\(Markup.coordinate(middle - 7))\" "
          + "y=\"\(Markup.coordinate(y(range.upperBound)))\" width=\"14\" "
          + "height=\"\(Markup.coordinate(y(range.lowerBound) - y(range.upperBound)))\" "
          + "class=\"\(style)\"/>"
      }
      let points = (upper + lower.reversed()).joined(separator: " ")
      return "<polygon points=\"\(points)\" class=\"\(style)\"/>"
    }
    var median = outlook.map { point($0.period.year, $0.median) }
    if let start, start.bounds.count == 1 {
      median.insert(point(start.year, Double(start.bounds.lowerBound)), at: 0)
    }
    return [
      band(\.interval95, style: "b5"), band(\.interval80, style: "b8"),
      "<polyline points=\"\(median.joined(separator: " "))\" class=\"m\"/>",
    ].joined(separator: "\n")
  }

  private var targetLine: String {
    guard let target = chart.target, target.isFinite else { return "" }
    return line((left, y(target)), (right, y(target)), style: "t")
  }

  private var observedMarks: String {
    var parts: [String] = []
    var run: [String] = []
    func flush() {
      if run.count > 1 {
        parts.append("<polyline points=\"\(run.joined(separator: " "))\" class=\"w\"/>")
      }
      run = []
    }
    for item in observed {
      if let exact = item.count.exactValue {
        run.append(point(item.period.year, Double(exact)))
      } else {
        flush()
      }
    }
    flush()
    for item in observed {
      guard let bounds = item.count.bounds else { continue }
      let (low, high) = (Double(bounds.lowerBound), Double(bounds.upperBound))
      let middle = x(item.period.year)
      if bounds.count > 1 { parts.append(line((middle, y(low)), (middle, y(high)), style: "k")) }
      guard bounds.count == 1 else { continue }
      parts.append(
        "<circle cx=\"\(Markup.coordinate(middle))\" cy=\"\(Markup.coordinate(y(high)))\" r=\"4\" "
          + "class=\"\(item.isProvisional ? "p h" : "p")\"/>")
    }
    return parts.joined(separator: "\n")
  }

  /// The target's name, where it covers the fewest observations.
  private var targetLabel: String {
    guard let target = chart.target, target.isFinite else { return "" }
    let label = chart.targetLabel[language]
    let length = Double(label.count) * 6.6
    let starts = stride(from: left + 4, through: max(left + 4, right - 6 - length), by: 12)
    let places = [y(target) - 7, y(target) + 16].filter { $0 > top && $0 < bottom }
      .flatMap { line in starts.map { start in (start, line) } }
    // Each dot with its number above and, when provisional, its word below.
    let taken = observed.compactMap { item in
      item.count.bounds.map { bounds in
        let half = item.isProvisional ? 32.0 : 18
        let middle = x(item.period.year)
        return (
          left: middle - half, right: middle + half, top: y(Double(bounds.upperBound)) - 20,
          bottom: y(Double(bounds.lowerBound)) + (item.isProvisional ? 24 : 8)
        )
      }
    }
    func covered(_ place: (Double, Double)) -> Int {
      taken.count { box in
        place.0 < box.right && place.0 + length > box.left && place.1 - 12 < box.bottom
          && place.1 + 3 > box.top
      }
    }
    let place = places.min { covered($0) < covered($1) } ?? (left + 4, y(target) - 7)
    return text(label, x: place.0, y: place.1, style: "d")
  }

  private var labels: String {
    var parts: [String] = []
    if let first = outlook.first, let start = anchor, start.year < first.period.year {
      let border = (x(start.year) + x(first.period.year)) / 2
      parts.append(line((border, top - 16), (border, top), style: "n"))
      let (past, future) = language == .nl ? ("waargenomen", "verwacht") : ("observed", "expected")
      parts.append(text(past, x: border - 7, y: top - 6, style: "z", anchor: "end"))
      parts.append(text(future, x: border + 7, y: top - 6, style: "z"))
    }
    let shown = observed.filter { $0.count.bounds != nil }
    for (index, item) in shown.enumerated() {
      let isEnd = index == 0 || index == shown.count - 1
      guard isEnd || shown.count <= (isNarrow ? 4 : 8), let bounds = item.count.bounds else {
        continue
      }
      let place = y(Double(bounds.upperBound)) - 10
      parts.append(
        text(
          format.count(item.count), x: x(item.period.year), y: place, style: "v", anchor: "middle"))
      if item.isProvisional {
        parts.append(
          text(
            language == .nl ? "voorlopig" : "provisional", x: x(item.period.year),
            y: y(Double(bounds.lowerBound)) + 19, style: "z", anchor: "middle"))
      }
    }
    return (parts + outlookLabels).joined(separator: "\n")
  }

  /// Names of the bands and the median at the right edge, kept a line apart.
  private var outlookLabels: [String] {
    guard let last = outlook.last else { return [] }
    let percent = language == .nl ? "\u{a0}%" : "%"
    let (outer, inner) = (last.interval95, last.interval80)
    var items: [(y: Double, text: String, style: String)] = [
      (
        y((outer.upperBound + inner.upperBound) / 2) + 4,
        isNarrow ? "95\(percent)" : "95\(percent): \(format.interval(outer))", "z"
      ),
      (
        y((inner.upperBound + last.median) / 2) + 4,
        isNarrow ? "80\(percent)" : "80\(percent): \(format.interval(inner))", "z"
      ),
      (y(last.median) + 4, format.number(last.median), "v"),
    ]
    // From the median upwards, each at least 15 above the one below it.
    for index in [1, 0] { items[index].y = min(items[index].y, items[index + 1].y - 15) }
    return items.map { text($0.text, x: right + 7, y: $0.y, style: $0.style) }
  }
}
