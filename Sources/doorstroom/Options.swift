public import ArgumentParser
import Foundation
import Pipeline
public import Records

/// The flags that all commands share.
struct SharedOptions: ParsableArguments {
  @Option(
    name: .customLong("store"),
    help: "De database (SQLite). Standaard $DOORSTROOM_STORE, anders doorstroom.sqlite.")
  var store: String?

  @Option(name: .customLong("lang"), help: "Taal van de uitvoer: nl of en.")
  var lang: Language = .nl

  var storePath: String {
    store ?? ProcessInfo.processInfo.environment["DOORSTROOM_STORE"] ?? "doorstroom.sqlite"
  }
}

/// From when files are known.
struct DateOption: ParsableArguments {
  @Option(
    name: .customLong("datum"),
    help: "Vanaf welke dag deze bestanden bekend zijn, zoals 2024-11-01; voor --bekend-op.")
  var date: String?
}

/// Where the regions are and where the reports go.
struct WorkspaceOptions: ParsableArguments {
  @Option(
    name: .customLong("data"),
    help: "De map met per regio een map. Standaard $DOORSTROOM_DATA, anders data.")
  var data: String?

  @Option(name: .customLong("out"), help: "De map voor de rapporten.")
  var out: String = "rapport"

  func workspace(_ shared: SharedOptions) -> Workspace {
    Workspace(
      dataFolder: data ?? ProcessInfo.processInfo.environment["DOORSTROOM_DATA"] ?? "data",
      storePath: shared.storePath, reportFolder: out)
  }
}

extension Language: ExpressibleByArgument {}

/// Turns an error of the pipeline into its message and a non-zero exit code.
func explaining<Value>(
  _ language: Language, _ body: () throws(PipelineError) -> Value
) throws -> Value {
  do {
    return try body()
  } catch {
    let word = Phrase(nl: "Fout", en: "Error")[language]
    Console.error("\(word): \(error.message[language])")
    throw ExitCode.failure
  }
}

/// Writing to the terminal.
enum Console {
  /// Whether standard output is a terminal that shows styles.
  static var isStyled: Bool {
    isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
      && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  static func error(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// A line on standard error, shown only on a terminal and only once a run takes over two seconds.
  static func progress(since start: ContinuousClock.Instant, _ text: String) {
    guard isatty(STDERR_FILENO) == 1, start.duration(to: .now) > .seconds(2) else { return }
    error("… " + text)
  }
}
