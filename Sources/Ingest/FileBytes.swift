import Crypto
import Synchronization

/// One file in one state: whoever opens it again gets the same bytes, or an error.
struct FileBytes: Sendable {
  let path: String
  /// The name without folders.
  let name: String
  private let stamp: OpenFile.Stamp
  private let hash = FileHash()

  init(path: String) throws(IngestError) {
    let file = try OpenFile(path: path)
    self.path = path
    name = path.split(separator: "/").last.map(String.init) ?? path
    stamp = file.stamp
    if stamp.size == 0 { throw .empty(file: name) }
  }

  /// The length in bytes.
  var count: Int { stamp.size }

  /// Opens the file again. It is not kept open between passes, so that a folder of thousands of files
  /// can be looked over before any is read.
  func open() throws(IngestError) -> OpenFile {
    let file = try OpenFile(path: path)
    guard file.stamp == stamp else { throw .changed(file: name) }
    return file
  }

  /// All bytes, for files that are small.
  func whole() throws(IngestError) -> [UInt8] {
    let bytes = try open().bytes(at: 0, count: count)
    guard bytes.count == count else { throw .changed(file: name) }
    return bytes
  }

  /// SHA-256 of the bytes, 64 hexadecimal digits. It reads them all (about 2 GB/s with the processor's
  /// SHA instructions), once for all copies of this value.
  func sha256() throws(IngestError) -> String {
    try hash.value { () throws(IngestError) in
      let file = try open()
      var hasher = SHA256()
      var offset = 0
      while offset < count {
        let part = file.bytes(at: offset, count: min(1 << 18, count - offset))
        if part.isEmpty { throw .changed(file: name) }
        hasher.update(data: part)
        offset += part.count
      }
      guard file.isUnchanged else { throw .changed(file: name) }
      let digits = Array("0123456789abcdef".utf8)
      return String(
        decoding: hasher.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
        as: UTF8.self)
    }
  }
}

/// A hash that is computed at most once, by whoever asks first; others wait.
private final class FileHash: Sendable {
  private let known = Mutex<String?>(nil)

  func value(_ compute: () throws(IngestError) -> String) throws(IngestError) -> String {
    try known.withLock { (known) throws(IngestError) in
      if let known { return known }
      let value = try compute()
      known = value
      return value
    }
  }
}
