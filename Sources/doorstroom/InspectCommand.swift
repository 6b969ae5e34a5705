import ArgumentParser
import Pipeline
import Records

/// `doorstroom inspect`
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract:
      said(
        "Wat is dit voor bestand: tekens, scheiding, indeling, jaren, kolommen, eerste rijen.",
        "What is this file: characters, delimiter, layout, years, columns, first rows."),
    discussion: said(
      """
      Leest het hele bestand en verandert niets. Ook van een bestand dat geweigerd zou worden staat er \
      wat het is, waarom het geweigerd wordt en wat eraan te doen is; de afsluitcode is dan 1.
      """,
      """
      Reads the whole file and changes nothing. Of a file that would be refused it says what it is \
      too, why it is refused and what to do about it; the exit code is 1 then.
      """))

  @OptionGroup var shared: LanguageOption
  @Argument(help: .said("Een bestand.", "A file."), completion: .file())
  var file: String
  @Option(
    name: .customLong("rijen"),
    help: .said("Hoeveel eerste rijen er komen.", "How many first rows are shown."))
  var rows: Int = 3

  func validate() throws {
    if !(0...1000).contains(rows) {
      throw ValidationError(said("--rijen is 0 tot 1000.", "--rijen is 0 to 1000."))
    }
  }

  func run() throws {
    let inspection = try explaining(shared.lang) { () throws(PipelineError) in
      try Inspection(path: file, rows: rows)
    }
    try Console.print(inspection.text(language: shared.lang), terminator: "")
    if inspection.isRefused { throw ExitCode.failure }
  }
}
