import Foundation
import Ingest

/// The mapping file of a CSV file whose columns are not called as its source calls them: named by the
/// user, or the file `export.kolommen.yaml` beside `export.csv`.
struct Mapping {
  let columns: ColumnMapping
  /// Tells two contents of the mapping file apart: sixteen hexadecimal digits (FNV-1a).
  let digest: String

  /// The mapping of the file at `path`; nil where there is none.
  ///
  /// - Parameters:
  ///   - path: The CSV file.
  ///   - mapping: The mapping file that the user names; nil to look beside the file.
  init?(of path: String, named mapping: String? = nil) throws(IngestError) {
    let own = path.lowercased().hasSuffix(".csv") ? String(path.dropLast(4)) : path
    let place = mapping ?? own + ".kolommen.yaml"
    guard mapping != nil || FileManager.default.fileExists(atPath: place) else { return nil }
    columns = try ColumnMapping.read(path: place)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in FileManager.default.contents(atPath: place) ?? Data() {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    digest = String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// What stands between a file's name in the store and the digest of its mapping: the same bytes
  /// under another mapping are read anew.
  static let mark = " + kolommen "
}
