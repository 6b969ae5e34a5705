import CRename
import Foundation

/// The folder of rendered reports, replaced as a whole.
///
/// All files are written into a new folder beside the old one, forced to the disk, and then the two
/// folders change names in one step (`renameat2` with `RENAME_EXCHANGE`): whoever looks, or kills the
/// program, at any moment finds the old reports or the new ones, never a mixture. On a file system
/// that cannot exchange (some network drives) the old folder is first renamed aside; then there is a
/// moment without `rapport`, with both versions whole beside it.
///
/// Files that somebody else put into the folder are carried over. A folder that this program did not
/// make is refused.
public struct ReportFolder: Sendable {
  /// Its path, as given.
  public let path: String
  /// Marks a folder as ours and lists the files that we wrote.
  static let manifest = ".doorstroom"

  /// A folder that may or may not exist yet.
  public init(path: String) {
    self.path = path
  }

  /// Lets `write` fill a new folder and puts it in the place of the old one.
  ///
  /// - Parameter write: Gets the path of an empty folder.
  /// - Throws: ``ReportError/cannotWrite(path:reason:)``, ``ReportError/notOurs(path:)``; the old
  ///   folder is then as it was, and the new one is gone.
  public func publish(_ write: (String) throws(ReportError) -> Void) throws(ReportError) {
    let files = FileManager.default
    let target = URL(fileURLWithPath: path).standardizedFileURL
    let old = try ownFiles(in: target)
    let parent = target.deletingLastPathComponent()
    let prefix = ".\(target.lastPathComponent)-nieuw-"
    removeLeftovers(in: parent, prefix: prefix)
    let staging = parent.appendingPathComponent("\(prefix)\(getpid())")
    defer { try? files.removeItem(at: staging) }
    try attempt(staging.path) {
      try? files.removeItem(at: staging)
      try files.createDirectory(at: staging, withIntermediateDirectories: true)
    }
    do {
      try write(staging.path)
    } catch .cannotWrite(let file, let reason) {
      // The user knows the folder by its own name.
      throw .cannotWrite(
        path: file.replacing(staging.path, with: target.path), reason: reason)
    }
    let written = try list(staging)
    if let old {
      for name in try list(target) where !old.contains(name) && !written.contains(name) {
        let destination = staging.appendingPathComponent(name)
        try attempt(destination.path) {
          try files.createDirectory(
            at: destination.deletingLastPathComponent(), withIntermediateDirectories: true)
          try files.copyItem(at: target.appendingPathComponent(name), to: destination)
        }
      }
    }
    let manifest = staging.appendingPathComponent(Self.manifest)
    try attempt(manifest.path) {
      try Data((written.joined(separator: "\n") + "\n").utf8).write(to: manifest)
    }
    for name in written + [Self.manifest] {
      try synchronise(staging.appendingPathComponent(name).path)
    }
    try exchange(staging.path, target.path, exists: old != nil)
  }

  /// Removes what runs that were killed have left; a run that still lives keeps its folder.
  private func removeLeftovers(in parent: URL, prefix: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for name in names where name.hasPrefix(prefix) {
      guard let process = Int32(name.dropFirst(prefix.count)), kill(process, 0) != 0 else {
        continue
      }
      try? FileManager.default.removeItem(at: parent.appendingPathComponent(name))
    }
  }

  /// The files that an earlier run wrote here; nil when there is no folder yet.
  private func ownFiles(in target: URL) throws(ReportError) -> Set<String>? {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard unsafe files.fileExists(atPath: target.path, isDirectory: &isFolder) else { return nil }
    let manifest = target.appendingPathComponent(Self.manifest)
    guard isFolder.boolValue, let text = try? String(contentsOf: manifest, encoding: .utf8) else {
      // An empty folder is nobody's.
      if isFolder.boolValue, let names = try? files.contentsOfDirectory(atPath: target.path),
        names.isEmpty
      {
        return []
      }
      throw .notOurs(path: path)
    }
    return Set(text.split(separator: "\n").map(String.init) + [Self.manifest])
  }

  /// All files below a folder, relative to it, sorted.
  private func list(_ folder: URL) throws(ReportError) -> [String] {
    guard let names = try? FileManager.default.subpathsOfDirectory(atPath: folder.path) else {
      throw .cannotWrite(path: folder.path, reason: "not readable")
    }
    return names.filter { name in
      var isFolder: ObjCBool = false
      _ = unsafe FileManager.default.fileExists(
        atPath: folder.appendingPathComponent(name).path, isDirectory: &isFolder)
      return !isFolder.boolValue
    }.sorted()
  }

  private func exchange(
    _ staging: String, _ target: String, exists: Bool
  ) throws(ReportError) {
    if !exists {
      if unsafe rename(staging, target) == 0 { return }
      // Another run may have made the folder meanwhile: then it is exchanged like any other.
      guard [ENOTEMPTY, EEXIST].contains(errno) else { throw failure(target) }
    }
    let exchangeFlag: UInt32 = 2
    if unsafe renameat2(AT_FDCWD, staging, AT_FDCWD, target, exchangeFlag) == 0 { return }
    guard [EINVAL, ENOSYS, ENOTSUP].contains(errno) else { throw failure(target) }
    let aside = staging + "-oud"
    guard unsafe rename(target, aside) == 0 else { throw failure(target) }
    guard unsafe rename(staging, target) == 0 else {
      let failed = failure(target)
      _ = unsafe rename(aside, target)
      throw failed
    }
    try? FileManager.default.removeItem(atPath: aside)
  }

  /// Forces a file's bytes to the disk: a name must never point to bytes that are not there.
  private func synchronise(_ file: String) throws(ReportError) {
    let descriptor = unsafe open(file, O_RDONLY)
    guard descriptor >= 0 else { throw failure(file) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(file) }
  }

  private func failure(_ path: String) -> ReportError {
    .cannotWrite(path: path, reason: unsafe String(cString: strerror(errno)))
  }

  private func attempt(
    _ path: String, _ body: () throws -> Void
  ) throws(ReportError) {
    do {
      try body()
    } catch {
      throw .cannotWrite(path: path, reason: Self.reason(error))
    }
  }

  /// The system's own words, where Foundation wraps them.
  static func reason(_ error: any Error) -> String {
    let wrapped = error as NSError
    if let cause = wrapped.userInfo[NSUnderlyingErrorKey] as? NSError,
      cause.domain == NSPOSIXErrorDomain
    {
      return unsafe String(cString: strerror(Int32(cause.code)))
    }
    return wrapped.localizedDescription
  }
}
