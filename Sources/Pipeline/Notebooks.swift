import Foundation
import Reports

/// Runs the commands of Markdown notebooks and compares their output with what the text holds.
///
/// Every notebook runs on a store of its own, made from the data folder, so that its output depends on
/// nothing else.
public struct Notebooks: Sendable {
  let workspace: Workspace
  /// The path of the `doorstroom` program that runs the commands.
  let program: String

  /// Notebooks over the data of this workspace.
  public init(workspace: Workspace, program: String) {
    self.workspace = workspace
    self.program = program
  }

  /// Runs the notebook and writes the outputs into it, if any differs.
  ///
  /// - Returns: Whether the file changed.
  /// - Throws: ``PipelineError``; the file is then as it was.
  public func refresh(_ path: String) throws(PipelineError) -> Bool {
    let (text, notebook) = try read(path)
    let fresh = notebook.rendered(outputs: try outputs(of: notebook, path: path))
    if fresh == text { return false }
    do {
      try Data(fresh.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .file(path: path, reason: error.localizedDescription)
    }
    return true
  }

  /// How the notebook's outputs differ from what its commands print now; nil when they agree.
  ///
  /// - Throws: ``PipelineError``.
  public func difference(_ path: String) throws(PipelineError) -> String? {
    let (_, notebook) = try read(path)
    return notebook.differences(outputs: try outputs(of: notebook, path: path))
  }

  private func read(_ path: String) throws(PipelineError) -> (String, Notebook) {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw .file(path: path, reason: "geen leesbare UTF-8-tekst")
    }
    do {
      return (text, try Notebook(text))
    } catch {
      throw .report(error)
    }
  }

  private func outputs(of notebook: Notebook, path: String) throws(PipelineError) -> [String] {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("doorstroom-notebook-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    do {
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    } catch {
      throw .file(path: scratch.path, reason: error.localizedDescription)
    }
    var own = workspace
    own.storePath = scratch.appendingPathComponent("notebook.sqlite").path
    own.reportFolder = scratch.appendingPathComponent("rapport").path
    var isFilled = false
    var result: [String] = []
    for cell in notebook.cells {
      // A notebook about layouts or loose files needs no regions and no store.
      if !isFilled, Self.needsStore(cell) {
        _ = try Run(workspace: own).run()
        isFilled = true
      }
      switch cell.language {
      case .sql:
        result.append(try Query(storePath: own.storePath).markdown(cell.code))
      case .doorstroom:
        result.append(try execute(cell.command, workspace: own, path: path, line: cell.line))
      }
    }
    return result
  }

  /// Runs one command line of this program; both its outputs are kept, a failure stops.
  private func execute(
    _ command: String, workspace: Workspace, path: String, line: Int
  ) throws(PipelineError) -> String {
    var words = Self.words(command)
    if words.first == "doorstroom" { words.removeFirst() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = words
    var environment = ProcessInfo.processInfo.environment
    environment["DOORSTROOM_STORE"] = workspace.storePath
    environment["DOORSTROOM_DATA"] = workspace.dataFolder
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    do {
      try process.run()
    } catch {
      throw .notebook(
        path: path, line: line, command: command, message: error.localizedDescription)
    }
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: bytes, as: UTF8.self)
    guard process.terminationStatus == 0 else {
      throw .notebook(path: path, line: line, command: command, message: text)
    }
    return text
  }

  /// Whether a cell asks something of the store or of the regions.
  private static func needsStore(_ cell: Notebook.Cell) -> Bool {
    guard cell.language == .doorstroom else { return true }
    let command = words(cell.command).first { $0 != "doorstroom" }
    return !["layouts", "inspect", "check", "help"].contains(command ?? "")
  }

  /// The words of a command line: blanks separate, single or double quotes hold together.
  static func words(_ command: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in command {
      if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let done = word { words.append(done) }
    return words
  }
}
