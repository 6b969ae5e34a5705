import GRDB
public import Records

extension Store {
  /// Takes the rows of one file into the store, inside the transaction of
  /// ``Store/add(file:fieldNames:knownFrom:reading:rows:)``.
  ///
  /// After a row that failed nothing more is taken: the error comes again at every further row, and
  /// the file does not get in, even if the caller has ignored it.
  public struct Writer: ~Copyable {
    private let database: Database
    private let path: String
    private let file: SourceFile
    private let fileID: Int64
    private let fieldCount: Int
    private var columnIDs: [String: Int64] = [:]
    private var dimensions: Dimensions
    private var coverage = CoverageTally()
    private var failure: StoreError?
    /// The JSON of a row's fields; kept for its room.
    private var json: [UInt8] = []

    private let tables: WriterTables

    init(
      _ database: Database, path: String, file: SourceFile, id: Int64, fieldNames: [String]
    ) throws {
      let tables = try WriterTables(database)
      let dimensions = try Dimensions(database, path: path)
      for (position, name) in fieldNames.enumerated() {
        try tables.stagingColumn.add(id)
        try tables.stagingColumn.add(position)
        try tables.stagingColumn.add(name)
        try tables.stagingColumn.run()
      }
      // Of a file that is read again the names are there.
      for row in try Row.fetchAll(
        database, sql: "SELECT name, id FROM raw_column WHERE file_id = ?", arguments: [id])
      {
        columnIDs[try row.get(0)] = try row.get(1) as Int64
      }
      self.tables = tables
      self.dimensions = dimensions
      self.database = database
      self.path = path
      self.file = file
      fileID = id
      fieldCount = fieldNames.count
    }

    /// Takes one row with its facts, figures and offers.
    ///
    /// - Precondition: The row has a field for each field name, and its records name this file, its
    ///   layout and this row.
    /// - Throws: ``StoreError/diskFull(path:)``, ``StoreError/nulCharacter(file:row:)``,
    ///   ``StoreError/inputOutput(path:reason:)``; ``StoreError/sql(statement:reason:)`` when the
    ///   row was added before or a value is outside what the schema allows, such as leerjaar 7.
    public mutating func add(_ row: SourceRow) throws(StoreError) {
      if let failure { throw failure }
      do {
        try insert(row)
      } catch {
        let failure = StoreError(writing: error, path: path)
        self.failure = failure
        throw failure
      }
    }

    /// Adds the findings; throws the failure of a row, if there was one.
    mutating func finish(_ findings: [Finding]) throws {
      if let failure { throw failure }
      for item in findings {
        try refuseNUL(item.file, item.column, item.value, row: item.row ?? 1)
        try tables.finding.add(fileID)
        try tables.finding.add(item.rule)
        try tables.finding.add(item.level.rawValue)
        try tables.finding.add(item.file)
        try tables.finding.add(item.row)
        for text in [
          item.column, item.value, item.text.nl, item.text.en, item.remedy.nl, item.remedy.en,
        ] {
          try tables.finding.add(text)
        }
        try tables.finding.run()
      }
      for item in coverage.sorted {
        for value in [fileID, Int64(item.kind.rawValue), item.period, item.place] {
          try tables.coverage.add(value)
        }
        try tables.coverage.run()
      }
      try tables.recordDigests(in: database)
      try dimensions.recordDigests(in: database)
    }

    private mutating func insert(_ row: SourceRow) throws {
      precondition(
        row.fields.count == fieldCount,
        "row \(row.row) has \(row.fields.count) fields for \(fieldCount) names")
      try refuseNUL(row.text, row: row.row)
      try tables.rawRow.add(fileID)
      try tables.rawRow.add(row.row)
      try tables.rawRow.add(row.text)
      try tables.rawRow.run()
      json.removeAll(keepingCapacity: true)
      JSONText.append(array: row.fields, to: &json)
      try tables.stagingRow.add(fileID)
      try tables.stagingRow.add(row.row)
      try tables.stagingRow.add(utf8: json)
      try tables.stagingRow.run()
      for (index, item) in row.facts.enumerated() { try insert(item, row: row.row, index: index) }
      for (index, item) in row.observations.enumerated() {
        try insert(item, row: row.row, index: index)
      }
      for item in row.figures { try insert(item, row: row.row) }
      for item in row.offers { try insert(item, row: row.row) }
      for (index, item) in row.references.enumerated() {
        try insert(item, row: row.row, index: index)
      }
    }

    private mutating func insert(_ item: Fact, row: Int, index: Int) throws {
      try tables.fact.add(fileID)
      try tables.fact.add(row)
      try tables.fact.add(index)
      try tables.fact.add(try columnID(item.source, layout: item.layout, row: row))
      let place = try dimensions.id(location: item.vestiging.text)
      let period = try dimensions.id(item.period)
      coverage.add(.fact, place: place, period: period)
      try tables.fact.add(place)
      try tables.fact.add(period)
      try tables.fact.add(try dimensions.id(seriesOf: item))
      let bounds = item.count.bounds
      try tables.fact.add(StoredCount.code(item.count))
      try tables.fact.add(bounds?.lowerBound)
      try tables.fact.add(bounds?.upperBound)
      try tables.fact.run()
    }

    private mutating func insert(_ item: Observation, row: Int, index: Int) throws {
      try refuseNUL(item.measure, item.place.code, row: row)
      try tables.observation.add(fileID)
      try tables.observation.add(row)
      try tables.observation.add(index)
      try tables.observation.add(try columnID(item.source, layout: file.layout, row: row))
      let place = try dimensions.id(item.place)
      let period = try dimensions.id(item.period)
      coverage.add(.observation, place: place, period: period)
      try tables.observation.add(place)
      try tables.observation.add(period)
      try tables.observation.add(try dimensions.id(seriesOf: item))
      var bounds: ClosedRange<Int>?
      var number: Double?
      let code: Int
      switch item.value {
      case .count(let count):
        code = StoredCount.code(count)
        bounds = count.bounds
      case .number(let value):
        code = StoredCount.numberCode
        number = value
      case .secret: code = StoredCount.secretCode
      }
      try tables.observation.add(code)
      try tables.observation.add(bounds?.lowerBound)
      try tables.observation.add(bounds?.upperBound)
      try tables.observation.add(number)
      try tables.observation.run()
    }

    private mutating func insert(_ item: Figure, row: Int) throws {
      let column = try columnID(item.source, layout: item.layout, row: row)
      let texts = [
        item.region, item.indicator, item.name, item.area, item.category, item.period.kind,
      ]
      for text in texts + [item.section] { try refuseNUL(text, row: row) }
      try tables.figure.add(fileID)
      try tables.figure.add(row)
      try tables.figure.add(column)
      for text in texts { try tables.figure.add(text) }
      try tables.figure.add(item.period.year)
      try tables.figure.add(item.value)
      try tables.figure.add(item.relation.rawValue)
      try tables.figure.add(item.unit.rawValue)
      let denominator = StoredCount(item.denominator)
      try tables.figure.add(denominator.kind)
      try tables.figure.add(denominator.low)
      try tables.figure.add(denominator.high)
      try tables.figure.add(item.section)
      try tables.figure.run()
    }

    private mutating func insert(_ item: Offer, row: Int) throws {
      let column = try columnID(item.source, layout: file.layout, row: row)
      let texts: [String?] = [
        item.region, item.kind.rawValue, item.school, item.vestiging?.text, item.name, item.group,
        item.mark, item.section,
      ]
      for text in texts { try refuseNUL(text, row: row) }
      try tables.offer.add(fileID)
      try tables.offer.add(row)
      try tables.offer.add(column)
      for text in texts { try tables.offer.add(text) }
      try tables.offer.run()
    }

    private mutating func insert(_ item: Reference, row: Int, index: Int) throws {
      let texts: [String]
      let source: SourceCell
      switch item {
      case .adres(let item):
        texts = [
          item.vestiging.text, item.naam, item.postcode, item.plaats, item.gemeente,
          item.gemeentenaam, item.provincie, item.bestuur, item.rmc, item.rmcNaam, item.structuur,
        ]
        source = item.source
      case .overgang(let item):
        texts = [item.van, item.naar, item.functie, item.datum, item.soort]
        source = item.source
      case .licentie(let item):
        texts = [item.vestiging.text, item.opleiding, item.begin, item.eind]
        source = item.source
      }
      let column = try columnID(source, layout: file.layout, row: row)
      for text in texts { try refuseNUL(text, row: row) }
      switch item {
      case .adres:
        try tables.adres.add(cell: (fileID, row, index, column), texts: texts)
        try tables.adres.run()
      case .overgang(let item):
        try tables.overgang.add(cell: (fileID, row, index, column), texts: texts)
        try tables.overgang.add(item.volledig ? 1 : 0)
        try tables.overgang.run()
      case .licentie:
        try tables.licentie.add(cell: (fileID, row, index, column), texts: texts)
        try tables.licentie.run()
      }
    }

    /// The key of the column's name, which is stored when it is first met.
    private mutating func columnID(
      _ source: SourceCell, layout: String, row: Int
    ) throws -> Int64 {
      precondition(
        source.file == file.sha256 && layout == file.layout && source.row == row,
        "row \(row) of \(file.name) holds a record of row \(source.row), layout \(layout), "
          + "file \(source.file)")
      if let id = columnIDs[source.column] { return id }
      try refuseNUL(source.column, row: row)
      try tables.rawColumn.add(fileID)
      try tables.rawColumn.add(source.column)
      let id = try tables.rawColumn.run()
      columnIDs[source.column] = id
      return id
    }

    /// SQLite's text ends at the first NUL, so that keeping one would lose what follows.
    private func refuseNUL(_ texts: String?..., row: Int) throws {
      if texts.contains(where: { $0?.utf8.contains(0) ?? false }) {
        throw StoreError.nulCharacter(file: file.name, row: row)
      }
    }
  }
}
