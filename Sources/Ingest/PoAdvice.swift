public import Records

/// The school advice of the primary schools that lie in a region's municipalities.
///
/// DUO's wide file names the municipality of each school; in the store only the address file does.
public enum PoAdvice {
  /// The layout of DUO's wide file.
  public static let source = Layout.duoSchooladviezen.id

  /// The layout of DUO's long file, which has the advice as a number.
  public static let long = "duo-adviezen-lang"

  /// The advice of a file in the layout ``source``.
  ///
  /// - Parameters:
  ///   - reader: The file, recognised.
  ///   - region: Whose municipalities are meant.
  /// - Returns: The observations of these schools, in the order of the file.
  /// - Throws: ``IngestError``.
  public static func observations(
    _ reader: SourceReader, region: Region
  ) throws(IngestError) -> [Observation] {
    guard reader.layout.id == source,
      let gemeente = reader.fieldNames.firstIndex(of: "gemeente")
    else {
      throw .wrongLayout(file: reader.header.name, found: reader.layout.id, expected: [source])
    }
    var result: [Observation] = []
    do {
      _ = try reader.read { row in
        if Gemeente.matches(row.fields[gemeente], anyOf: region.gemeenten) {
          result += row.observations
        }
      }
    } catch { throw error.error }
    return result
  }

  /// The locations of these addresses that lie in a region's municipalities.
  ///
  /// - Parameters:
  ///   - addresses: Of primary schools.
  ///   - region: Whose municipalities are meant.
  public static func places(_ addresses: [VestigingAdres], in region: Region) -> [Place] {
    addresses.filter { Gemeente.matches($0.gemeentenaam, anyOf: region.gemeenten) }
      .map { Place(.vestiging, $0.vestiging.text) }
  }
}
