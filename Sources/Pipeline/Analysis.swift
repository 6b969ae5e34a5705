import Goals
public import Records
public import Reports

/// The reports of one or more regions, before they are printed.
public struct Analysis: Sendable {
  /// One a region, by folder name.
  public let reports: [Report]

  /// An analysis of these reports.
  public init(reports: [Report]) {
    self.reports = reports
  }

  /// The verdicts for a terminal of 80 columns.
  public func terminalSummary(language: Language, styled: Bool) -> String {
    TerminalSummary.render(reports, language: language, styled: styled)
  }

  /// Whether a goal was missed, or is out of reach.
  public var hasMissedGoal: Bool {
    reports.flatMap(\.verdicts).contains {
      $0.outcome == .nietGehaald || $0.outcome == .buitenBereik
    }
  }
}
