/// The rows of the exam file: candidates are the last leerjaar of the autumn before.
struct ExamenRows {
  private let years: [Int]
  private let generation: NationalFile.Generation
  private let sexes: Int
  /// Onderwijstype, inspectiecode and opleidingsnaam of each programme.
  private let middle: [[UInt8]]
  private let characters: [Int]
  /// For each of the years the exam programme of each programme of the pupil file; nil for none.
  private let exams: [[Int?]]

  init(years: [Int], _ generation: NationalFile.Generation, sexes: Int, _ writer: SampleWriter) {
    self.years = years
    self.generation = generation
    self.sexes = sexes
    let texts = ExamProgramme.all.map { [$0.onderwijstype, "\($0.inspectiecode)", $0.naam] }
    middle = texts.map { $0.flatMap(writer.field) }
    characters = texts.map(\.characters)
    exams = years.map { year in
      Opleiding.all.map { ExamProgramme.index(of: $0, examYear: year) }
    }
  }

  /// A row for each exam programme with a candidate in one of the years.
  func append(_ vestiging: Vestiging, to writer: inout SampleWriter) {
    var candidates = [Int](repeating: 0, count: ExamProgramme.all.count * years.count * 2)
    for (at, year) in years.enumerated() {
      vestiging.pupils(in: year - 1) { opleiding, columns in
        guard let exam = exams[at][opleiding.index] else { return }
        let last = opleiding.firstColumn + opleiding.tenths.count - 2
        for sex in 0...1 {
          candidates[(exam * years.count + at) * 2 + sex] += columns[last + sex]
        }
      }
    }
    let naam = writer.printable(vestiging.naam)
    let code = vestiging.brin + (vestiging.nummer > 9 ? "" : "0") + "\(vestiging.nummer)"
    let texts = [vestiging.brin, code, naam, vestiging.plaats]
    let start = texts.flatMap(writer.field)
    let startCharacters = texts.characters
    var hasRows = false
    for (exam, programme) in ExamProgramme.all.enumerated() {
      let first = exam * years.count * 2
      let row = candidates[first..<first + years.count * 2]
      guard row.contains(where: { $0 > 0 }) else { continue }
      hasRows = true
      writer.append(start)
      writer.append(middle[exam])
      writer.count(characters: startCharacters + characters[exam])
      for (at, year) in years.enumerated() {
        let candidates = [row[first + 2 * at], row[first + 2 * at + 1]]
        let draw = vestiging.draw.part(5_000 + exam).part(year)
        let passed = [0, 1].map { sex in
          candidates[sex]
            - (candidates[sex] * programme.failing + draw.part(sex).fraction) >> 16
        }
        append(candidates, passed, column: at * sexes * 2, to: &writer)
      }
      writer.endRow()
    }
    if hasRows { writer.count(name: naam) }
  }

  /// Candidates, passed and share of man, vrouw, (onbekend,) totaal.
  private func append(
    _ candidates: [Int], _ passed: [Int], column: Int, to writer: inout SampleWriter
  ) {
    let unknown = generation == .old ? [0] : []
    let numbers = zip(
      candidates + unknown + [candidates[0] + candidates[1]],
      passed + unknown + [passed[0] + passed[1]])
    for (sex, pair) in numbers.enumerated() {
      writer.append(count: pair.0, column: column + 2 * sex)
      writer.append(count: pair.1, column: column + 2 * sex + 1)
      writer.append(share: pair.1, of: pair.0)
    }
  }
}
