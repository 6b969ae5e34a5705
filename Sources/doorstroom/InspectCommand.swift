import ArgumentParser
import Pipeline
import Records

/// `doorstroom inspect`
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract:
      "Wat is dit voor bestand: tekens, scheiding, indeling, jaren, kolommen, eerste rijen.",
    discussion: """
      Leest het hele bestand en verandert niets. Ook van een bestand dat geweigerd zou worden staat er
      wat het is, waarom het geweigerd wordt en wat eraan te doen is; de afsluitcode is dan 1.
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: "Een bestand.", completion: .file())
  var file: String
  @Option(name: .customLong("rijen"), help: "Hoeveel eerste rijen er komen.")
  var rows: Int = 3

  func validate() throws {
    if !(0...1000).contains(rows) { throw ValidationError("--rijen is 0 tot 1000.") }
  }

  func run() throws {
    let inspection = try explaining(shared.lang) { () throws(PipelineError) in
      try Inspection(path: file, rows: rows)
    }
    print(inspection.text(language: shared.lang), terminator: "")
    if inspection.isRefused { throw ExitCode.failure }
  }
}
