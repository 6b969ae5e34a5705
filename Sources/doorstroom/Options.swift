public import ArgumentParser
import Foundation
import Pipeline
public import Records

/// The language, for commands that use no store.
struct LanguageOption: ParsableArguments {
  @Option(
    name: .customLong("lang"),
    help: .said(
      "Taal van uitvoer en hulp: nl of en. Standaard $DOORSTROOM_LANG, anders nl.",
      "Language of output and help: nl or en. By default $DOORSTROOM_LANG, else nl."))
  var lang: Language = spoken
}

/// The flags of all commands that use the store.
struct SharedOptions: ParsableArguments {
  @Option(
    name: .customLong("store"),
    help: .said(
      "De database (SQLite). Standaard $DOORSTROOM_STORE, anders doorstroom.sqlite.",
      "The store (SQLite). By default $DOORSTROOM_STORE, else doorstroom.sqlite."))
  var store: String?

  @OptionGroup var language: LanguageOption

  var lang: Language { language.lang }

  var storePath: String {
    store ?? ProcessInfo.processInfo.environment["DOORSTROOM_STORE"] ?? "doorstroom.sqlite"
  }
}

/// From when files are known.
struct DateOption: ParsableArguments {
  @Option(
    name: .customLong("datum"),
    help: .said(
      "Vanaf welke dag deze bestanden bekend zijn, zoals 2024-11-01; voor --bekend-op.",
      "From which day these files are known, such as 2024-11-01; for --bekend-op."))
  var date: String?
}

/// Where the regions are, for commands that write no report.
struct DataOptions: ParsableArguments {
  @Option(
    name: .customLong("data"),
    help: .said(
      "De map met per regio een map. Standaard $DOORSTROOM_DATA, anders data.",
      "The folder with a folder a region. By default $DOORSTROOM_DATA, else data."))
  var data: String?

  /// - Parameters:
  ///   - shared: For the store.
  ///   - out: The folder for the reports; empty where none are written.
  func workspace(_ shared: SharedOptions, out: String = "") -> Workspace {
    Workspace(
      dataFolder: data ?? ProcessInfo.processInfo.environment["DOORSTROOM_DATA"] ?? "data",
      storePath: shared.storePath, reportFolder: out)
  }
}

/// One region out of all.
struct RegionOption: ParsableArguments {
  @Option(
    name: .customLong("regio"),
    help: .said(
      "Alleen deze regio, zoals t-is-for-tech.", "This region only, such as t-is-for-tech."))
  var region: String?
}

/// Where the regions are and where the reports go.
struct WorkspaceOptions: ParsableArguments {
  @OptionGroup var regions: DataOptions

  @Option(
    name: .customLong("out"),
    help: .said("De map voor de rapporten.", "The folder for the reports."))
  var out: String = "rapport"

  func workspace(_ shared: SharedOptions) -> Workspace {
    regions.workspace(shared, out: out)
  }
}

extension Language: ExpressibleByArgument {}

extension ArgumentHelp {
  /// Help in both languages; see ``spoken``.
  static func said(_ nl: String, _ en: String) -> ArgumentHelp {
    ArgumentHelp(stringLiteral: doorstroom.said(nl, en))
  }
}

/// Turns an error of the pipeline into its message and a non-zero exit code.
func explaining<Value>(
  _ language: Language, _ body: () throws(PipelineError) -> Value
) throws -> Value {
  do {
    return try body()
  } catch {
    Console.error(error.terminalText(language: language))
    throw ExitCode.failure
  }
}
