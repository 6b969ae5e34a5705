import ArgumentParser
import Foundation
import Pipeline
import Records

/// `doorstroom notebook`
struct NotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook",
    abstract: "Voer de opdrachten in een Markdownverhaal uit (run) of vergelijk ze (check).",
    discussion: """
      Een blok ```doorstroom bevat een opdracht van dit programma, een blok ```sql een vraag aan de
      database; hun uitvoer staat eronder in een blok ```uitvoer.
      """,
    subcommands: [Refresh.self, Check.self])

  /// `doorstroom notebook run`
  struct Refresh: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run", abstract: "Voer uit en schrijf de uitvoer in het bestand.")
    @OptionGroup var shared: SharedOptions
    @OptionGroup var places: WorkspaceOptions
    @Argument(help: "Markdownbestanden.") var files: [String]

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
        print("\(file): \(word[shared.lang])")
      }
    }
  }

  /// `doorstroom notebook check`
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Voer uit en vergelijk; afsluitcode 1 met het verschil als iets afwijkt.")
    @OptionGroup var shared: SharedOptions
    @OptionGroup var places: WorkspaceOptions
    @Argument(help: "Markdownbestanden.") var files: [String]

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
          print("\(file):\n\(difference)")
        } else {
          print("\(file): " + Phrase(nl: "klopt", en: "agrees")[shared.lang])
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
