import Foundation
import TestSupport
import Testing

@testable import Pipeline

@Suite struct NotebooksTests {
  @Test func `a command line splits at blanks outside quotes`() {
    #expect(
      Notebooks.words("doorstroom sql \"SELECT 'a b'\" --lang  en")
        == ["doorstroom", "sql", "SELECT 'a b'", "--lang", "en"])
    #expect(Notebooks.words("  goals --regio ''") == ["goals", "--regio", ""])
  }

  @Test func `SQL in a notebook is run, kept, and compared with a diff`() throws {
    let scratch = try ScratchFolder()
    let notebooks = Notebooks(
      workspace: Workspace(
        dataFolder: Repository.data.path, storePath: scratch.path("x.sqlite"),
        reportFolder: scratch.path("x")), program: "/nonexistent")
    let story = """
      # Proef

      ```sql
      SELECT COUNT(*) AS cellen FROM leerlingen WHERE layout = 'regio-profielen'
      ```

      Slot.

      """
    let path = try scratch.write(story, to: "proef.md")
    #expect(try notebooks.difference(path) != nil)
    #expect(try notebooks.refresh(path))
    let fresh = try String(contentsOfFile: path, encoding: .utf8)
    #expect(fresh.contains("|     60 |"))
    #expect(fresh.hasPrefix("# Proef\n") && fresh.hasSuffix("\nSlot.\n"))
    #expect(try notebooks.difference(path) == nil)
    #expect(try !notebooks.refresh(path))
    try scratch.write(fresh.replacing("|     60 |", with: "|     61 |"), to: "proef.md")
    let difference = try #require(try notebooks.difference(path))
    #expect(difference.contains("61") && difference.contains("60"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("x.sqlite")))
  }

  @Test func `a command that fails is named with its line, and the file stays as it is`() throws {
    let scratch = try ScratchFolder()
    let notebooks = Notebooks(
      workspace: Workspace(
        dataFolder: Repository.data.path, storePath: scratch.path("x.sqlite"),
        reportFolder: scratch.path("x")), program: "/bin/false")
    let path = try scratch.write("# A\n\n```doorstroom\ngoals\n```\n", to: "a.md")
    let error = #expect(throws: PipelineError.self) { try notebooks.refresh(path) }
    guard case .notebook(path, 3, "goals", _) = error else {
      Issue.record("unexpected error \(String(describing: error))")
      return
    }
    #expect(
      try String(contentsOfFile: path, encoding: .utf8) == "# A\n\n```doorstroom\ngoals\n```\n")
  }
}
