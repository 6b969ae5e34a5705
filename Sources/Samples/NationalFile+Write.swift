import Foundation

extension NationalFile {
  /// Writes the file in chunks of about 256 KB; no more of it is ever held.
  ///
  /// - Parameter body: Takes the chunks in order.
  /// - Returns: What the file holds.
  /// - Throws: What `body` throws.
  public func write<Failure: Error>(
    _ body: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> Truth {
    precondition(
      quoting != .never || delimiter != .comma, "names of profiles hold commas: quote them")
    let root = Draw(seed: seed)
    var writer = SampleWriter(self, columns: countColumns)
    for header in headers { writer.append(writer.field(header)) }
    writer.endRow(isHeader: true)

    var vestigingen = Vestigingen(about: aboutVestigingen, root: root)
    var rows = rowMaker(writer)
    var number = 0
    while !isLongEnough(number, writer.truth.bytes + writer.buffer.count),
      let vestiging = vestigingen.next()
    {
      rows.append(vestiging, to: &writer)
      number += 1
      if writer.buffer.count >= SampleWriter.chunk { try body(writer.take()) }
    }
    if !writer.buffer.isEmpty { try body(writer.take()) }
    return writer.truth
  }

  /// Writes the file at `path`, in place of what is there.
  ///
  /// - Returns: What the file holds.
  /// - Throws: ``SamplesError/cannotWrite(path:reason:)``.
  public func write(to path: String) throws(SamplesError) -> Truth {
    do {
      try Data().write(to: URL(fileURLWithPath: path))
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      return try write { (chunk) throws(any Error) in try handle.write(contentsOf: Data(chunk)) }
    } catch {
      throw .cannotWrite(path: path, reason: error.localizedDescription)
    }
  }

  private func isLongEnough(_ vestigingen: Int, _ bytes: Int) -> Bool {
    switch extent {
    case .vestigingen(let count): vestigingen >= count
    case .bytes(let target): bytes >= target
    }
  }

  /// How many locations there will be, rather too many than too few: it sets how they share codes.
  private var aboutVestigingen: Int {
    switch extent {
    case .vestigingen(let count): count
    case .bytes(let target): target / 2_000 + 1
    }
  }

  private func rowMaker(_ writer: SampleWriter) -> RowMaker {
    switch kind {
    case .leerlingen(let year): .leerlingen(LeerlingenRows(year: year, generation, writer))
    case .examens: .examens(ExamenRows(years: examYears, generation, sexes: sexes.count, writer))
    }
  }
}

/// Why a synthetic file could not be written.
public enum SamplesError: Error, Equatable, Sendable {
  /// The file system refused.
  case cannotWrite(path: String, reason: String)
}

/// The rows of one location in one of the layouts.
private enum RowMaker {
  case leerlingen(LeerlingenRows)
  case examens(ExamenRows)

  mutating func append(_ vestiging: Vestiging, to writer: inout SampleWriter) {
    switch self {
    case .leerlingen(let rows): rows.append(vestiging, to: &writer)
    case .examens(let rows): rows.append(vestiging, to: &writer)
    }
  }
}
