import Forecasting
import Goals
import Records

/// The parts of a verdict as they are printed, the same on paper, in Excel and on a terminal.
struct VerdictText {
  let verdict: Verdict
  let format: NumberFormat

  init(_ verdict: Verdict, language: Language) {
    self.verdict = verdict
    self.format = NumberFormat(language)
  }

  private var language: Language { format.language }

  /// The unit of the goal's indicator.
  var unit: Figure.Unit {
    if case .monitored(_, let unit?) = verdict.goal.kind { return unit }
    return Indicator.find(verdict.goal.indicator)?.unit ?? .aantal
  }

  var outcome: String { verdict.outcome.name[language] }
  /// A percent sign stays with its number.
  var title: String { Markup.glued(verdict.goal.title[language]) }
  var sentence: String { verdict.sentence[language] }

  var chance: String {
    verdict.probability.map(format.probability) ?? NumberFormat.missing
  }

  /// Why there is no chance.
  var chanceReason: Phrase {
    Phrase(nl: "geen model kan dit zeggen", en: "no model can tell")
  }

  var latest: String {
    verdict.latest.map { format.value($0.value, unit: unit) } ?? NumberFormat.missing
  }

  /// `okt. 2024, voorlopig`.
  var latestPeriod: String? {
    verdict.latest.map { latest in
      format.shortPeriod(latest.period)
        + (latest.isProvisional ? (language == .nl ? ", voorlopig" : ", provisional") : "")
    }
  }

  var expected: String {
    verdict.outlook.map { format.value($0.median, unit: unit, decimals: 0) }
      ?? NumberFormat.missing
  }

  /// The 95 % interval of the deadline year.
  var expectedInterval: String? {
    verdict.outlook.map { format.value($0.interval, unit: unit, decimals: 0) }
  }

  /// The 95 % interval of the underlying value.
  var interval: String? {
    verdict.interval95.map { format.value($0, unit: unit, decimals: 0) }
  }

  /// `≥ 80 %`.
  var target: String {
    verdict.target.map { "≥\u{a0}" + format.value($0, unit: unit) } ?? NumberFormat.missing
  }

  /// A difference or a change in the unit of the indicator; percentages differ by points.
  func difference(_ value: Double, signed: Bool) -> String {
    let text = signed ? format.change(value) : format.number(value, decimals: 1)
    return switch (unit, language) {
    case (.procent, .nl): "\(text) procentpunt"
    case (.procent, .en): "\(text) percentage points"
    case (.aantal, _): text
    default: "\(text) \(unit.rawValue)"
    }
  }

  /// Whether the goal stands in the verdict table, or among what the programme counts itself.
  var isJudged: Bool { verdict.outcome != .gemonitord }
}

extension Report {
  /// The verdicts that stand on the first page.
  var judged: [Verdict] { verdicts.filter { $0.outcome != .gemonitord } }
  /// What the programme counts itself.
  var monitored: [Verdict] { verdicts.filter { $0.outcome == .gemonitord } }

  /// The newest period of the data, and whether it is provisional; the report knows no clock.
  var newest: (period: Period, isProvisional: Bool)? {
    let latest = verdicts.compactMap(\.latest).map { ($0.period, $0.isProvisional) }
    let charted = (leadChart?.projection.observed ?? [])
      .filter { $0.count.bounds != nil }.map { ($0.period, $0.isProvisional) }
    let files = self.files.compactMap(\.provisional).map { ($0, true) }
    return (latest + charted + files).max { ($0.0, $0.1 ? 1 : 0) < ($1.0, $1.1 ? 1 : 0) }
  }
}
