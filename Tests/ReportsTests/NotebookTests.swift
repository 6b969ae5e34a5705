import Testing

@testable import Reports

@Suite struct NotebookTests {
  static let story = """
    # Een verhaal

    Eerst een opdracht:

    ```doorstroom
    doorstroom goals t-is-for-tech
    ```

    ```uitvoer
    613 leerlingen
    risico
    ```

    En ~~~ een vraag zonder uitvoer.

    ```sql
    select count(*)
    from facts
    ```

    ```swift
    let x = "```"
    ```

    Slot.

    """

  @Test func `cells are commands with the output that follows`() throws {
    let notebook = try Notebook(Self.story)
    #expect(notebook.cells.map(\.language) == [.doorstroom, .sql])
    #expect(notebook.cells.map(\.line) == [5, 16])
    #expect(notebook.cells.map(\.output) == ["613 leerlingen\nrisico", nil])
    #expect(notebook.cells[0].command == "goals t-is-for-tech")
    #expect(notebook.cells[1].code == "select count(*)\nfrom facts")
  }

  @Test(arguments: [
    ["613 leerlingen\nrisico\n", "41"], ["", ""], ["```\nvals\n```", "````` vijf"],
    ["regel\n\nregel", "```uitvoer\nx\n```\n\n"],
  ])
  func `what was rendered reads back as the same cells and outputs`(outputs: [String]) throws {
    let notebook = try Notebook(Self.story)
    let text = notebook.rendered(outputs: outputs)
    let again = try Notebook(text)
    #expect(again.cells.map(\.code) == notebook.cells.map(\.code))
    #expect(again.differences(outputs: outputs) == nil)
    // Rendering twice changes nothing.
    #expect(again.rendered(outputs: outputs) == text)
    // Prose stays as it was.
    for line in ["Eerst een opdracht:", "En ~~~ een vraag zonder uitvoer.", "Slot."] {
      #expect(text.contains("\n\(line)\n"))
    }
  }

  @Test func `equal outputs change no byte`() throws {
    let notebook = try Notebook(Self.story)
    let text = notebook.rendered(outputs: ["613 leerlingen\nrisico", "41"])
    let inserted = Self.story.replacing(
      "from facts\n```\n", with: "from facts\n```\n\n```uitvoer\n41\n```\n")
    #expect(text == inserted)
  }

  @Test func `Windows line ends stay, and new blocks have them too`() throws {
    let windows = Self.story.replacing("\n", with: "\r\n")
    let text = try Notebook(windows).rendered(outputs: ["613 leerlingen\nrisico", "41"])
    let unix = try Notebook(Self.story).rendered(outputs: ["613 leerlingen\nrisico", "41"])
    #expect(Array(text.utf8) == Array(unix.replacing("\n", with: "\r\n").utf8))
    #expect(try Notebook(text).differences(outputs: ["613 leerlingen\nrisico", "41"]) == nil)
  }

  @Test func `differences name the lines of the file`() throws {
    let notebook = try Notebook(Self.story)
    let text = try #require(notebook.differences(outputs: ["613 leerlingen\nop koers", "41"]))
    #expect(
      text == """
        @@ -10,2 +10,2 @@ line 5: doorstroom goals t-is-for-tech
            10 | 613 leerlingen
        -   11 | risico
        +      | op koers
        @@ -19,0 +19,1 @@ line 16: select count(*)
        +      | 41

        """)
  }

  @Test func `a fence that is never closed is refused with its line`() {
    #expect(throws: ReportError.unclosedFence(line: 3)) { try Notebook("a\n\n```sql\nselect 1\n") }
    #expect(throws: ReportError.unclosedFence(line: 1)) { try Notebook("````\n```\n") }
  }

  @Test func `an output without a command is refused with its line`() {
    #expect(throws: ReportError.outputWithoutCommand(line: 1)) { try Notebook("```uitvoer\n```") }
    #expect(throws: ReportError.outputWithoutCommand(line: 6)) {
      try Notebook("```sql\nx\n```\n\nproza\n```uitvoer\n```")
    }
    #expect(throws: ReportError.outputWithoutCommand(line: 6)) {
      try Notebook("```sql\nx\n```\n```uitvoer\n```\n```uitvoer\n```")
    }
  }

  @Test func `a story without cells stays as it is`() throws {
    for text in ["", "\n", "alleen proza", "~~~\n```sql\n~~~"] {
      let notebook = try Notebook(text)
      #expect(notebook.cells.isEmpty)
      #expect(notebook.rendered(outputs: []) == text)
      #expect(notebook.differences(outputs: []) == nil)
    }
  }
}
