import ArgumentParser
import Foundation
import Pipeline
import Records

/// The terminal, and whatever stands in its place: what cannot be written is never passed off as
/// success.
enum Console {
  /// The exit code of a program whose reader has gone, as shells give it.
  private static let readerGone: Int32 = 141

  /// Whether standard output is a terminal that shows styles.
  static var isStyled: Bool {
    isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
      && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Writes to standard output.
  ///
  /// - Throws: An `ExitCode` when not all could be written: behind a message, but for a reader such as
  ///   `head` that has enough, quietly.
  static func print(_ text: String, terminator: String = "\n") throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data((text + terminator).utf8))
    } catch {
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      if cause?.code == Int(EPIPE) { throw ExitCode(readerGone) }
      let isFull = cause?.code == Int(ENOSPC)
      Self.error(
        isFull
          ? said(
            "Fout: de uitvoer is niet volledig geschreven: de schijf is vol.",
            "Error: the output was not written in full: the disk is full.")
          : said(
            "Fout: de uitvoer is niet volledig geschreven.",
            "Error: the output was not written in full."))
      throw ExitCode.failure
    }
  }

  /// Writes lines of at most 80 columns to standard output.
  static func lines(_ text: String) throws { try print(TerminalLines.wrapped(text)) }

  /// Writes a line to standard error; there is nobody to tell if that fails.
  static func error(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }

  /// A line on standard error, shown only on a terminal and only once a run takes over two seconds.
  static func progress(since start: ContinuousClock.Instant, _ text: String) {
    guard isatty(STDERR_FILENO) == 1, start.duration(to: .now) > .seconds(2) else { return }
    error("… " + text)
  }

  /// Says on standard error what is being done, on a terminal only, if the work is not done in two seconds.
  static func waiting<Value, Failure: Error>(
    _ text: String, _ work: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    guard isatty(STDERR_FILENO) == 1 else { return try work() }
    let line = DispatchWorkItem { error("… " + text) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 2, execute: line)
    defer { line.cancel() }
    return try work()
  }
}
