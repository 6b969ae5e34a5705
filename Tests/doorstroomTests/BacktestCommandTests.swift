import Foundation
import TestSupport
import Testing

/// `doorstroom backtest cohort` as a user calls it; what it computes is tested in PipelineTests.
@Suite struct BacktestCommandTests {
  private func run(_ arguments: String...) throws -> (code: Int32, output: String, error: String) {
    let process = Process()
    process.executableURL = CommandTests.program
    process.arguments = arguments
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: text, as: UTF8.self),
      String(decoding: complaint, as: UTF8.self)
    )
  }

  @Test func `a folder without the files is refused with what is missing, in either language`()
    throws
  {
    let scratch = try ScratchFolder()
    try scratch.write("a;b\n1;2\n", to: "map/los.csv")
    let dutch = try run("backtest", "cohort", scratch.path("map"))
    #expect(dutch.code == 1 && dutch.output.isEmpty)
    let words = dutch.error.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("Voor deze terugtoets ontbreekt"), "\(dutch.error)")
    #expect(words.contains("leerlingen vo per vestiging") && words.contains("los.csv"))
    #expect(dutch.error.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let english = try run("backtest", "cohort", scratch.path("map"), "--lang", "en")
    #expect(english.code == 1 && english.error.contains("This hold-out lacks"))
  }

  @Test func `its help says which files it looks for`() throws {
    let help = try run("backtest", "cohort", "--help")
    #expect(help.code == 0 && help.output.contains("OVERGANGEN"))
    #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(try run("backtest").code == 0)
  }
}
