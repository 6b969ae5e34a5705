import Foundation
import Testing

@testable import Store

@Suite struct JSONTextTests {
  @Test func `an array is written as JSON asks`() {
    #expect(JSONText.array([]) == "[]")
    #expect(JSONText.array(["a\"b", "\\", "\n", "é\u{0}"]) == #"["a\"b","\\","\u000a","é\u0000"]"#)
  }

  @Test func `another reader finds the same texts`() throws {
    let texts =
      (0..<300).compactMap { Unicode.Scalar($0 as Int).map { String(Character($0)) } }
      + ["😀", "", "\r\n", "\u{2028}"]
    let read = try JSONDecoder().decode([String].self, from: Data(JSONText.array(texts).utf8))
    #expect(read == texts)
  }
}
