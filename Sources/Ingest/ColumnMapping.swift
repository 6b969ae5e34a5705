import Records

/// What the columns of an export are called that does not use its source's headers, from a file
/// (YAML) of an analyst's own.
///
/// ```yaml
/// indeling: duo-leerlingen      # optional: only this layout is tried
/// periode: 2023                 # optional: for a file whose name has no year
/// kolommen:
///   Schoolcode: BRIN NUMMER     # their header: ours, or the layout's own name of the column
///   Opmerking:                  # nothing behind it: the column is not read
/// ```
public struct ColumnMapping: Hashable, Sendable {
  /// The mapping file's name without folders.
  public let file: String
  /// The id of the only layout to try.
  public let layout: String?
  /// The period, in the form of the layout's file names, such as `2023` or `2022-2023`.
  public let period: String?
  /// Our header by theirs, normalised; empty for a column that is not read.
  private let names: [String: String]
  private let periodLine: Int

  /// The mapping that the file at `path` holds.
  ///
  /// - Throws: An unknown key, layout or column, with its line and the nearest name; one header
  ///   twice; a period that is none.
  public static func read(path: String) throws(IngestError) -> ColumnMapping {
    let map = try YAMLMap(path: path, keys: ["indeling", "periode", "kolommen"])
    let layout = try layout(map)
    let period = map.has("periode") ? try map.text("periode") : nil
    if let period { try check(period, of: layout, in: map) }
    guard map.has("kolommen") || map.has("indeling") || period != nil else {
      throw .missingKey(file: map.file, line: map.line, key: "kolommen")
    }
    return ColumnMapping(
      file: map.file, layout: layout?.id, period: period, names: try names(map, layout),
      periodLine: map.line(of: "periode"))
  }

  private static func layout(_ map: YAMLMap) throws(IngestError) -> Layout? {
    guard map.has("indeling") else { return nil }
    let id = try map.text("indeling")
    guard let layout = recognisedLayouts.first(where: { $0.id == id }) else {
      throw .unknownLayout(
        file: map.file, line: map.line(of: "indeling"), found: id,
        nearest: nearest(to: id, in: recognisedLayouts.map(\.id)))
    }
    return layout
  }

  private static func check(
    _ period: String, of layout: Layout?, in map: YAMLMap
  ) throws(IngestError) {
    var form = Layout.PeriodForm.examenjaar
    if case .fileName(let own) = layout?.period { form = own }
    if form.period(period) == nil {
      throw map.refused(
        "periode", nl: "verwacht \(form.expected.nl)", en: "expected \(form.expected.en)")
    }
  }

  private static func names(
    _ map: YAMLMap, _ layout: Layout?
  ) throws(IngestError) -> [String: String] {
    guard map.has("kolommen") else { return [:] }
    let columns = (layout.map { [$0] } ?? recognisedLayouts).flatMap(\.columns)
    var names: [String: String] = [:]
    for (header, ours, line) in try map.pairs("kolommen") {
      let key = HeaderMatch.normalised(header)
      var name = ours ?? ""
      if let ours, !HeaderIndex.known.knows(ours, layout: layout?.id) {
        guard let column = columns.first(where: { !$0.isRepeated && $0.name == ours }) else {
          throw .unknownColumn(
            file: map.file, line: line, found: ours,
            nearest: nearest(to: ours, in: columns.flatMap { [$0.name] + $0.aliases }))
        }
        name = column.aliases[0]
      }
      guard names.updateValue(name, forKey: key) == nil else {
        throw .duplicateID(file: map.file, line: line, id: header)
      }
    }
    return names
  }

  /// Our header for theirs; empty for a column that is not read, nil where the mapping is silent.
  func name(of header: String) -> String? {
    names.isEmpty ? nil : names[HeaderMatch.normalised(header)]
  }

  /// Why the mapping's period cannot be that of a file of this layout.
  func periodRefusal(_ layout: Layout) -> IngestError {
    .badYAML(
      file: file, line: periodLine,
      reason: Phrase(
        nl: "periode: past niet bij \(layout.id); het jaar staat daar in het bestand zelf of heeft "
          + "een andere vorm",
        en: "periode: does not suit \(layout.id); there the year is in the file itself or has "
          + "another form"))
  }
}
