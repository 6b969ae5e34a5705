/// The rows of the pupil file.
struct LeerlingenRows {
  private let year: Int
  private let generation: NationalFile.Generation
  /// Type, sector, afdeling, elementcode and opleidingsnaam of each programme.
  private let middle: [[UInt8]]
  private let characters: [Int]

  init(year: Int, _ generation: NationalFile.Generation, _ writer: SampleWriter) {
    self.year = year
    self.generation = generation
    let texts = Opleiding.all.map {
      [$0.onderwijstype, $0.sector, $0.afdeling, $0.elementcode, $0.naam]
    }
    middle = texts.map { $0.flatMap(writer.field) }
    characters = texts.map(\.characters)
  }

  /// A row for each programme with pupils.
  func append(_ vestiging: Vestiging, to writer: inout SampleWriter) {
    let naam = writer.printable(vestiging.naam)
    let nummer =
      generation == .new || vestiging.nummer > 9 ? "\(vestiging.nummer)" : "0\(vestiging.nummer)"
    let texts = [vestiging.brin, nummer, naam, vestiging.plaats, vestiging.provincie]
    let start = texts.flatMap(writer.field)
    let startCharacters = texts.characters
    var hasRows = false
    vestiging.pupils(in: year) { opleiding, columns in
      hasRows = true
      writer.append(start)
      writer.append(middle[opleiding.index])
      writer.count(characters: startCharacters + characters[opleiding.index])
      for column in 0..<12 { writer.append(count: columns[column], column: column) }
      writer.endRow()
    }
    if hasRows { writer.count(name: naam) }
  }
}
