/// What can go wrong when a report is written or a notebook is read.
public enum ReportError: Error, Equatable, Sendable {
  /// The outside world refused a file: what was being done, where, and the reason that it gave.
  case cannotWrite(path: String, reason: String)
  /// A folder that exists and that this program did not make.
  case notOurs(path: String)
  /// A fence of a notebook that is never closed; the line on which it opens.
  case unclosedFence(line: Int)
  /// A block of `uitvoer` that follows no command; the line on which it opens.
  case outputWithoutCommand(line: Int)
}
