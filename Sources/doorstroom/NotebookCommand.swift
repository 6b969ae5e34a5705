import ArgumentParser
import Foundation
import Pipeline
import Records

/// `doorstroom notebook`
struct NotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook",
    abstract: said(
      "Voer de opdrachten in een Markdownverhaal uit (run) of vergelijk ze (check).",
      "Run the commands in a Markdown story (run) or compare them (check)."),
    discussion: said(
      """
      Een blok ```doorstroom bevat een opdracht van dit programma, een blok ```sql een vraag aan de \
      database; hun uitvoer staat eronder in een blok ```uitvoer.
      """,
      """
      A block ```doorstroom holds a command of this program, a block ```sql a question to the store; \
      their output stands below it in a block ```uitvoer.
      """),
    subcommands: [Refresh.self, Check.self])

  /// `doorstroom notebook run`
  struct Refresh: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run",
      abstract: said(
        "Voer uit en schrijf de uitvoer in het bestand.", "Run and write the output into the file.")
    )
    @OptionGroup var shared: SharedOptions
    @OptionGroup var places: WorkspaceOptions
    @Argument(help: .said("Markdownbestanden.", "Markdown files.")) var files: [String]

    func run() throws {
      let notebooks = Notebooks(
        workspace: places.workspace(shared), program: CommandLine.programPath)
      for file in files {
        let changed = try explaining(shared.lang) { () throws(PipelineError) in
          try notebooks.refresh(file)
        }
        let word =
          changed
          ? Phrase(nl: "ververst", en: "refreshed") : Phrase(nl: "ongewijzigd", en: "unchanged")
        try Console.print("\(file): \(word[shared.lang])")
      }
    }
  }

  /// `doorstroom notebook check`
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: said(
        "Voer uit en vergelijk; afsluitcode 1 met het verschil als iets afwijkt.",
        "Run and compare; exit code 1 with the difference if anything differs."))
    @OptionGroup var shared: SharedOptions
    @OptionGroup var places: WorkspaceOptions
    @Argument(help: .said("Markdownbestanden.", "Markdown files.")) var files: [String]

    func run() throws {
      let notebooks = Notebooks(
        workspace: places.workspace(shared), program: CommandLine.programPath)
      var isClean = true
      for file in files {
        let difference = try explaining(shared.lang) { () throws(PipelineError) in
          try notebooks.difference(file)
        }
        if let difference {
          isClean = false
          try Console.print("\(file):\n\(difference)")
        } else {
          try Console.print("\(file): " + Phrase(nl: "klopt", en: "agrees")[shared.lang])
        }
      }
      if !isClean { throw ExitCode.failure }
    }
  }
}

extension CommandLine {
  /// The path of the running program, whatever name it was called by.
  static var programPath: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? (arguments.first ?? "doorstroom")
  }
}
