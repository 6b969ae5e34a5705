import Crypto
import FoundationEssentials

/// The bytes of one file: the door to the file system.
///
/// The bytes are mapped, not copied, so a file larger than memory can be read; whoever changes the
/// file in place while it is read breaks that promise, as with any mapped file.
struct FileBytes: Sendable {
  /// The name without folders.
  let name: String
  /// The bytes; readers walk over `data.span`.
  let data: Data

  init(path: String) throws(IngestError) {
    do {
      data = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      throw .unreadable(path: path, reason: "no such file")
    } catch let error as CocoaError where error.code == .fileReadNoPermission {
      throw .unreadable(path: path, reason: "permission denied")
    } catch {
      throw .unreadable(path: path, reason: "not a readable file")
    }
    name = path.split(separator: "/").last.map(String.init) ?? path
    if data.isEmpty { throw .empty(file: name) }
  }

  /// SHA-256 of the bytes, 64 hexadecimal digits. It reads them all: ask for it last.
  func sha256() -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in SHA256.hash(data: data) {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
