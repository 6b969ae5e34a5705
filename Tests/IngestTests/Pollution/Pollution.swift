/// One polluted file, with what must become of it.
struct Pollution: Sendable {
  let label: String
  var fileName: String
  let bytes: [UInt8]
  /// The lines of which a refusal or a finding must name one; nil where the file is to be named.
  var place: ClosedRange<Int>?
  let expected: Set<Outcome>
  /// Whether texts that are in no fact may differ, as they stand in the file otherwise.
  var mayChangeText = false

  init(
    _ label: String, _ source: CleanFile, _ text: String, at place: ClosedRange<Int>? = nil,
    _ expected: Set<Outcome>, mayChangeText: Bool = false
  ) {
    self.init(
      label, source, Array(text.utf8), at: place, expected, mayChangeText: mayChangeText)
  }

  init(
    _ label: String, _ source: CleanFile, _ bytes: [UInt8], at place: ClosedRange<Int>? = nil,
    _ expected: Set<Outcome>, mayChangeText: Bool = false
  ) {
    self.label = label
    fileName = source.fileName
    self.bytes = bytes
    self.place = place
    self.expected = expected
    self.mayChangeText = mayChangeText
  }
}

/// What became of a file.
enum Outcome: String, Sendable, CaseIterable {
  /// Read, with the facts and texts of the clean file.
  case harmless
  /// An error that names the file and, where it has one, the row.
  case refused
  /// Read with other facts, and a finding that names the place.
  case finding
  /// Read with other facts, and nothing that says so.
  case silent
}
