import Forecasting
public import Records

/// A cohort hold-out for a terminal of 80 columns.
public enum HoldoutTerminal {
  /// - Returns: Lines that each end in a line feed, none above 80 columns.
  public static func render(_ report: HoldoutReport, language: Language) -> String {
    let words = HoldoutWords(report, language)
    var lines = words.paragraphs(words.introduction)
    for horizon in words.horizons { lines += errors(words, horizon) }
    lines += words.paragraphs(words.legend)
    lines += intervals(words) + words.paragraphs(words.intervalLegend)
    lines += leerwegen(words)
    lines += words.paragraphs(words.reading) + words.paragraphs(words.counted)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { line in
      String(line.map { $0 == "\u{a0}" ? " " : $0 }) + "\n"
    }.joined()
  }

  /// The errors of all methods at a horizon.
  private static func errors(_ words: HoldoutWords, _ horizon: Int) -> [String] {
    let rows = words.report.result.rows.filter { $0.horizon == horizon && $0.leerweg == nil }
    guard let first = rows.first else { return [] }
    let head = words.say(
      "Examen \(first.examYear), uit leerjaar \(5 - horizon): "
        + "\(words.number(first.score.cells)) cellen, gemiddeld "
        + "\(words.number(first.score.mean, 1)) kandidaten",
      "Exam \(first.examYear), from leerjaar \(5 - horizon): "
        + "\(words.number(first.score.cells)) cells, on average "
        + "\(words.number(first.score.mean, 1)) candidates")
    let titles = [
      words.say("fout", "error"), "RMSE", words.say("scheef", "bias"),
      words.say("t.o.v.", "relative"),
    ]
    return [head, words.row("", titles)]
      + rows.map { row in
        words.row(
          "  " + row.method.title[words.language],
          [
            words.number(row.score.absoluteError, 2), words.number(row.score.squaredError, 2),
            words.signed(row.score.bias, 2), words.share(row.score.relativeError),
          ])
      } + [""]
  }

  /// How often the intervals of the flow model held what came.
  private static func intervals(_ words: HoldoutWords) -> [String] {
    let titles = [
      "PIT 80", words.say("dicht 80", "closed 80"), words.say("breed 80", "width 80"), "PIT 95",
      words.say("dicht 95", "closed 95"), words.say("breed 95", "width 95"), "CRPS",
    ]
    let head = words.say(
      "Hoe vaak lag het echte aantal in het interval van het stroommodel?",
      "How often did the interval of the flow model hold the true number?")
    return [head, words.narrowRow("", titles)]
      + words.report.result.rows.compactMap { row in
        guard row.method == .flow, row.leerweg == nil, let coverage = row.score.coverage else {
          return nil
        }
        return words.narrowRow("  \(row.examYear)", words.coverage(coverage))
      } + [""]
  }

  /// The flow model against the two baselines by leerweg.
  private static func leerwegen(_ words: HoldoutWords) -> [String] {
    let head = words.say(
      "Per leerweg: fout van het stroommodel en van de twee vuistregels",
      "By leerweg: error of the flow model and of the two rules of thumb")
    let titles = [
      words.say("cellen", "cells"), words.say("model", "model"),
      words.say("vorig jr", "last yr"), words.say("verhoud.", "ratio"),
      words.say("scheef", "bias"), "PIT 80", "PIT 95",
    ]
    var lines = [head, words.narrowRow("", titles)]
    for row in words.report.result.rows {
      guard row.method == .flow, let leerweg = row.leerweg, let coverage = row.score.coverage
      else { continue }
      func error(_ method: CohortHoldout.Method) -> String {
        words.report.result.score(method, horizon: row.horizon, leerweg: leerweg)
          .map { words.number($0.absoluteError, 2) } ?? "–"
      }
      lines.append(
        words.narrowRow(
          "  \(row.examYear) \(leerweg.rawValue)",
          [
            words.number(row.score.cells), error(.flow), error(.sameAsLastYear),
            error(.plainRatio), words.signed(row.score.bias, 2), words.share(coverage.transform80),
            words.share(coverage.transform95),
          ]))
    }
    return lines + [""]
  }
}
