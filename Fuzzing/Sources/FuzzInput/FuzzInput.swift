import Foundation
import Records

/// What the three targets do with the bytes that libFuzzer makes. A broken promise ends the process,
/// which is how libFuzzer learns of it.
public enum FuzzInput {
  /// Any bytes, as a CSV file. The year in the name lets layouts of one year a file take part.
  public static func reader(_ bytes: [UInt8]) {
    check("leerlingen-2019.csv", bytes) { path in
      try Invariants.checkReader(path: path, bytes: bytes)
    }
  }

  /// Bytes as choices: a layout, its columns, dialect and cells; see ``LayoutFile``.
  public static func layouts(_ bytes: [UInt8]) { reader(LayoutFile.bytes(choices: bytes)) }

  /// Any bytes, as a region file and as a goal file.
  public static func yaml(_ bytes: [UInt8]) {
    check("regio.yaml", bytes) { path in
      try Invariants.checkYAML(path: path, region: region)
    }
  }

  /// The region that the goal files of the corpus belong to.
  static let region = Region(
    id: "r", name: "r", document: "r", years: 2025...2029, vestigingen: [], gemeenten: [],
    arbeidsmarktregios: [])

  /// A folder in memory, where the system has one: a file is written for every input.
  private static let folder: String = {
    let parent =
      FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    let folder = parent + "/doorstroom-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      fatalError("\(folder): \(error)")
    }
    return folder
  }()

  private static func check(_ name: String, _ bytes: [UInt8], _ body: (String) throws -> Void) {
    let path = folder + "/" + name
    do {
      try Data(bytes).write(to: URL(filePath: path))
      try body(path)
    } catch {
      fatalError("\(error)")
    }
  }
}
