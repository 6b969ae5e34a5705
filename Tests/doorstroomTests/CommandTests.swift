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
  func run(_ arguments: String...) throws -> (code: Int32, output: String, error: String) {
    try run(arguments)
  }

  @discardableResult
  func run(_ arguments: [String]) throws -> (code: Int32, output: String, error: String) {
    let (process, output, error) = try start(arguments)
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: text, as: UTF8.self),
      String(decoding: complaint, as: UTF8.self)
    )
  }

  @Test(arguments: [
    (["--lang", "en", "check", "a.csv"], ["check", "--lang", "en", "a.csv"]),
    (["--lang=en", "--store", "s", "goals"], ["goals", "--lang=en", "--store", "s"]),
    (["--data", "run"], ["--data", "run"]),
    (["check", "--lang", "en"], ["check", "--lang", "en"]),
    (["--store", "s", "nothing"], ["--store", "s", "nothing"]), ([], []), (["--"], ["--"]),
    (["--lang", "en", "--help"], ["--help"]), (["--store"], ["--store"]),
  ])
  func `options may stand before the command`(typed: [String], read: [String]) {
    #expect(Doorstroom.arguments(typed) == read)
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
    let lines = result.error.split(separator: "\n")
    #expect(
      lines.allSatisfy { $0.count <= 80 } && lines.dropFirst().allSatisfy { $0.hasPrefix("  ") })
    #expect(!FileManager.default.fileExists(atPath: scratch.path("doorstroom.sqlite")))
  }

  @Test(arguments: [["layouts"], ["--help"], ["check", "--regels"]])
  func `output that cannot be written is no success`(arguments: [String]) throws {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    let error = Pipe()
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
    process.standardError = error
    try process.run()
    let text = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    #expect(String(decoding: text, as: UTF8.self).contains("de schijf is vol"))
  }

  @Test func `a reader that has enough ends the program quietly`() throws {
    let (process, output, error) = try start(["check", "--regels"])
    try output.fileHandleForReading.close()
    let text = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(text.isEmpty)
    #expect(process.terminationReason == .uncaughtSignal || process.terminationStatus == 141)
  }

  @Test func `stromen estimates and projects a file of flows, and refuses a bad one`() throws {
    let example = try scratch.write(
      "vestiging;jaar;van;naar;leerlingen\nA;2021;lj 4;mbo;30\nA;2021;lj 4;werk;9\n", to: "a.csv")
    let result = try run("stromen", example, "--jaren", "2", "--out", "uit", "--lang", "en")
    #expect(result.code == 0, "\(result.error)")
    #expect(result.output.contains("Projection of all locations together"))
    #expect(result.output.hasSuffix("uit/a-bevindingen.csv\n"))
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let bad = try scratch.write("vestiging;jaar;van;naar;leerlingen\nA;2021;a;b;1,5\n", to: "b.csv")
    let refused = try run("stromen", bad)
    #expect(refused.code == 1 && refused.output.isEmpty)
    #expect(refused.error.hasPrefix("Fout: b.csv, rij 2, kolom “leerlingen”"))
    #expect(try run("stromen", example, "--jaren", "0").error.contains("--jaren is 1 tot 20."))
    let stocks = try scratch.write(
      "vestiging;jaar;toestand;aantal\nA;2020;lj 3;30\nA;2020;lj 4;20\nA;2021;lj 3;35\n"
        + "A;2021;lj 4;28\nA;2022;lj 3;33\nA;2022;lj 4;31\n", to: "c.csv")
    let projected = try run("stromen", stocks, "--schatter", "kleinste-kwadraten", "--jaren", "1")
    #expect(projected.code == 0, "\(projected.error)")
    #expect(projected.output.contains("kleinste kwadraten"))
    #expect(try run("stromen", example, "--schatter", "gewogen").error.contains("--schatter"))
    let unknown = try run("stromen", stocks, "--schatter", "best")
    #expect(unknown.code != 0 && unknown.error.contains("'aannemelijkheid' of"), "\(unknown.error)")
  }

  @Test func `help is Dutch, and English when asked, and says how`() throws {
    let dutch = try run("--help")
    #expect(dutch.code == 0 && dutch.output.contains("GEBRUIK: doorstroom"))
    #expect(dutch.output.contains("In English: add --lang en"))
    #expect(!dutch.output.contains("OPTIONS") && !dutch.output.contains("Show "))
    for words in [["--help", "--lang", "en"], ["--lang=en", "-h"]] {
      let (process, output, _) = try start(words)
      let text = String(
        decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(text.contains("From DUO's files") && text.contains("OPTIONS:"), "\(text)")
    }
    let check = try run("help", "check", "--lang", "en")
    #expect(check.output.contains("Say what is doubtful in files"), "\(check.error)")
    for text in [dutch.output, check.output, try run("ingest", "--help").output] {
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    }
  }

  @Test func `a wrong call is told in the language of the rest, within 80 columns`() throws {
    let missing = try run("inspect")
    #expect(missing.code == 64 && missing.error.hasPrefix("Fout: Er ontbreekt een argument"))
    let unknown = try run("check", "--straks", "x.csv")
    #expect(unknown.error.hasPrefix("Fout: Onbekende optie '--straks'"), "\(unknown.error)")
    #expect(unknown.error.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(try run("inspect", "--lang", "en").error.isEmpty == false)
    #expect(try run("inspect", "--rijen", "x", "y", "--lang", "en").error.hasPrefix("Error: "))
  }

  @Test func `a folder is read whole, and what is no CSV in it is said`() throws {
    try run("layouts", "duo-vsv", "--voorbeeld", "map")
    try scratch.write("x", to: "map/blad.xlsx")
    let result = try run("ingest", "map")
    #expect(result.code == 0, "\(result.error)")
    #expect(result.output.contains("(duo-vsv): ingelezen"))
    #expect(result.output.contains("Niet gelezen, want geen CSV: blad.xlsx."))
    try scratch.write("PK\u{3}\u{4}xl/workbook.xml", to: "kapot/a.csv")
    let refused = try run("check", "kapot")
    #expect(refused.code == 1)
    #expect(refused.output.contains("Het bestand kon niet worden gelezen."))
    #expect(refused.output.contains("dit is een Excel-werkmap"))
  }

  @Test func `a notebook that asks nothing of the store needs no data`() throws {
    let path = try scratch.write(
      "# Proef\n\n```doorstroom\nlayouts duo-vsv\n```\n\n```uitvoer\n```\n", to: "proef.md")
    let result = try run("notebook", "run", path)
    #expect(result.code == 0, "\(result.error)")
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("# duo-vsv"))
  }

  @Test func `tabulate without counts is refused with advice`() throws {
    let folder = scratch.path("almere")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Repository.data.appendingPathComponent("almere/regio.yaml").path,
      toPath: folder + "/regio.yaml")
    try run("layouts", "duo-overgangen", "--voorbeeld", "map")
    let files = try FileManager.default.contentsOfDirectory(atPath: scratch.path("map"))
    let result = try run("tabulate", "--regio", folder, scratch.path("map/" + files[0]))
    #expect(result.code == 1)
    let words = result.error.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("er is niets geschreven. Geef ook DUO’s bestand"), "\(words)")
  }

  @Test func `a question about a table that is not there names those that are`() throws {
    try run("layouts", "duo-vsv", "--voorbeeld", "map")
    try run("ingest", "map")
    let table = try run("sql", "SELECT * FROM leerling")
    #expect(table.error.contains("geen tabel of view “leerling”"), "\(table.error)")
    #expect(table.error.contains("examenkandidaten"))
    #expect(try run("sql", "SELECT x FROM leerlingen").error.contains("geen kolom “x”"))
    #expect(try run("sql", "SELECT FROM", "--lang", "en").error.contains("cannot be understood"))
    #expect(try run("export", "geheim").error.contains("geen tabel of view “geheim”"))
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
