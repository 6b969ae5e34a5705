public import Foundation

/// Places that tests read from.
public enum Repository {
  /// The root of the checkout.
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The package's own inputs.
  public static let data = root.appendingPathComponent("data")

  /// Real files of DUO, beside the checkout; not there on every machine.
  public static let duo = root.deletingLastPathComponent()
    .appendingPathComponent("shared/data/duo")

  /// Whether the real files are there.
  public static let hasDUO = FileManager.default.fileExists(atPath: duo.path)

  /// What a test says when they are not.
  public static let noDUO = "the real DUO files (../shared/data/duo) are absent on this machine"
}

/// A folder of its own for one test, removed at the end.
public final class ScratchFolder: Sendable {
  /// Where it is.
  public let url: URL

  /// Makes an empty folder among the temporary files.
  public init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("doorstroom-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a name in the folder.
  public func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// Writes a text into the folder, making folders on the way, and gives its path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// The bytes of all files below a folder, by name.
  public func contents(of name: String) throws -> [String: Data] {
    let folder = url.appendingPathComponent(name)
    var result: [String: Data] = [:]
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      result[file] = try? Data(contentsOf: folder.appendingPathComponent(file))
    }
    return result
  }
}
