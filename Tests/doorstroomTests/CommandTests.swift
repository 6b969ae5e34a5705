import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import doorstroom

/// The program as a user runs it: the built binary, its output and its exit codes.
@Suite struct CommandTests {
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// The binary beside the test bundle.
  static let program: URL = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    // Under `swift test` the test binary stands beside the products.
    while !FileManager.default.isExecutableFile(
      atPath: folder.appendingPathComponent("doorstroom").path), folder.path != "/"
    {
      folder.deleteLastPathComponent()
    }
    return folder.appendingPathComponent("doorstroom")
  }()

  private func start(_ arguments: [String]) throws -> (Process, Pipe, Pipe) {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.currentDirectoryURL = scratch.url
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    return (process, output, error)
  }

  @discardableResult
  private func run(_ arguments: String...) throws -> (code: Int32, output: String, error: String) {
    let (process, output, error) = try start(arguments)
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: text, as: UTF8.self),
      String(decoding: complaint, as: UTF8.self)
    )
  }

  @Test func `run prints the verdicts within 80 columns, writes the report and exits with 0`()
    throws
  {
    let result = try run("run", "--data", Repository.data.path)
    #expect(result.code == 0, "\(result.error)")
    #expect(result.error.isEmpty)
    #expect(result.output.contains("613 leerlingen"))
    #expect(result.output.contains("Rapport: rapport/t-is-for-tech.html"))
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(!result.output.contains("\u{1b}"))
    #expect(
      FileManager.default.fileExists(atPath: scratch.path("rapport/t-is-for-tech.xlsx")))
  }

  @Test func `a refused file gives one line on standard error and exit code 1`() throws {
    let bad = try scratch.write("a;b\n1;2\n", to: "onbekend.csv")
    let result = try run("ingest", bad)
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(result.error.hasPrefix("Fout: "))
    #expect(result.error.contains("onbekend.csv"))
    #expect(result.error.filter { $0 == "\n" }.count == 1)
    #expect(!FileManager.default.fileExists(atPath: scratch.path("doorstroom.sqlite")))
  }

  @Test func `missed goals are an error only when asked`() throws {
    try run("run", "--data", Repository.data.path)
    #expect(try run("goals", "--data", Repository.data.path).code == 0)
    // Make a goal of the past impossible: three times as many.
    let data = scratch.path("streng")
    try FileManager.default.copyItem(atPath: Repository.data.path, toPath: data)
    let path = data + "/almere/doelen.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("waarde: 25\n", with: "waarde: 300\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try run("goals", "--data", data, "--streng").code == 2)
    #expect(try run("goals", "--data", data).code == 0)
  }

  @Test func `sql answers one question and refuses to write`() throws {
    #expect(try run("sql", "SELECT 1").error.contains("doorstroom run"))
    try run("run", "--data", Repository.data.path)
    let answer = try run(
      "sql",
      "SELECT SUM(aantal) AS som FROM leerlingen WHERE layout = 'regio-profielen' AND jaar = 2023")
    #expect(answer.output == "| som |\n|----:|\n| 613 |\n")
    let refused = try run("sql", "DELETE FROM fact")
    #expect(refused.code == 1 && refused.error.contains("SELECT"))
  }

  @Test(.enabled(if: Repository.hasDUO, Comment(rawValue: Repository.noDUO)))
  func `tabulate makes again the tables that the package holds`() throws {
    for region in ["t-is-for-tech", "almere"] {
      let folder = scratch.path(region)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let source = Repository.data.appendingPathComponent(region)
      try FileManager.default.copyItem(
        atPath: source.appendingPathComponent("regio.yaml").path, toPath: folder + "/regio.yaml")
      let duo = Repository.duo.path
      let result = try run(
        "tabulate", "--regio", folder,
        duo + "/leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv",
        duo + "/examenkandidaten-en-geslaagden-2014-2019.csv",
        duo + "/examenkandidaten-en-geslaagden-2019-2024.csv")
      #expect(result.code == 0, "\(result.error)")
      for name in ["duo-leerlingen.csv", "duo-examens.csv"] {
        #expect(
          try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            == Data(contentsOf: source.appendingPathComponent(name)),
          "\(region)/\(name) is not what tabulate makes")
      }
    }
  }

  @Test func `the notebooks of the package agree with what the program prints`() throws {
    let folder = Repository.root.appendingPathComponent("notebooks-md")
    let notebooks = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") }.sorted()
    #expect(notebooks.count >= 2)
    for notebook in notebooks {
      let result = try run(
        "notebook", "check", "--data", Repository.data.path,
        folder.appendingPathComponent(notebook).path)
      #expect(result.code == 0, "\(result.output)\(result.error)")
    }
  }

  @Test func `killed at any moment, the old report stands or the new one`() throws {
    try run("run", "--data", Repository.data.path)
    let old = try scratch.contents(of: "rapport")
    // A change that is seen in every page.
    let data = scratch.path("anders")
    try FileManager.default.copyItem(atPath: Repository.data.path, toPath: data)
    for region in ["t-is-for-tech", "almere"] {
      let path = data + "/" + region + "/regio.yaml"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try text.replacing("naam: \"T is for Tech\"", with: "naam: \"T is for Anders\"")
        .replacing("jaren: [2020, 2023]", with: "jaren: [2020, 2024]")
        .write(toFile: path, atomically: true, encoding: .utf8)
    }
    let reference = try ScratchFolder()
    let whole = Process()
    whole.executableURL = Self.program
    whole.arguments = ["run", "--data", data]
    whole.currentDirectoryURL = reference.url
    whole.standardOutput = FileHandle.nullDevice
    let begin = ContinuousClock.now
    try whole.run()
    whole.waitUntilExit()
    let duration = begin.duration(to: .now)
    let new = try reference.contents(of: "rapport")
    #expect(new != old)
    // Kills spread over the whole run, closer together near its end, where the files are written.
    for step in 1...12 {
      let (process, _, _) = try start(["run", "--data", data])
      let share = 1 - pow(1 - Double(step) / 12, 2)
      Thread.sleep(
        forTimeInterval: share * Double(duration.components.seconds)
          + share * Double(duration.components.attoseconds) / 1e18)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let now = try scratch.contents(of: "rapport")
      #expect(now == old || now == new, "a mixture after step \(step)")
      if now == new { break }
    }
    let last = try run("run", "--data", data)
    #expect(last.code == 0, "\(last.error)")
    #expect(try scratch.contents(of: "rapport") == new)
    let leftovers = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
      .filter { $0.hasPrefix(".rapport") }
    #expect(leftovers.isEmpty)
  }
}
