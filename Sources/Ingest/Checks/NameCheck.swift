import Crosswalks
import Records

/// Codes and the names that stand with them.
struct NameCheck: Sendable {
  /// Columns whose values together decide those of other columns.
  private struct Dependency: Sendable {
    let key: Int?
    let isVestiging: Bool
    let values: [Int]
    let what: String
    var seen: [String: [String: (count: Int, row: Int)]] = [:]
    /// What stood in the row before, and how often since: neighbouring rows mostly say the same.
    private var texts: [String] = []
    private var code = ""
    private var first = 0
    private var count = 0

    init(key: Int?, isVestiging: Bool, values: [Int], what: String) {
      self.key = key
      self.isVestiging = isVestiging
      self.values = values
      self.what = what
    }

    mutating func add(_ row: SourceRow, _ vestiging: String?, _ onderwijstype: Int?) {
      guard let code = isVestiging ? vestiging : key.map({ row.fields[$0] }), !code.isEmpty else {
        return
      }
      var isSame = count > 0 && code == self.code
      for (place, slot) in values.enumerated() where isSame {
        isSame = row.fields[slot] == texts[place]
      }
      if !isSame {
        flush(onderwijstype)
        self.code = code
        texts = values.map { row.fields[$0] }
        first = row.row
      }
      count += 1
    }

    /// Counts what stood in the rows before.
    mutating func flush(_ onderwijstype: Int?) {
      guard count > 0 else { return }
      let value = zip(values, texts).map { slot, text in
        slot == onderwijstype ? NameCheck.typeGroup(text) : text
      }.joined(separator: " | ")
      seen[code, default: [:]][value, default: (0, first)].count += count
      count = 0
    }
  }

  private let columns: CheckColumns
  private var dependencies: [Dependency]
  private var named: [String: (naam: String, plaats: String, gemeente: String, row: Int)] = [:]

  init(_ columns: CheckColumns) {
    self.columns = columns
    var all: [Dependency] = []
    func add(_ key: Int?, _ values: [Int?], isVestiging: Bool = false, _ what: String) {
      let values = values.compactMap { $0 }
      guard isVestiging || key != nil, !values.isEmpty else { return }
      all.append(Dependency(key: key, isVestiging: isVestiging, values: values, what: what))
    }
    add(
      columns.elementcode,
      [columns.onderwijstype, columns.sector, columns.afdeling, columns.opleiding], "elementcode")
    add(columns.inspectiecode, [columns.onderwijstype, columns.opleiding], "inspectiecode")
    if columns.vestiging != nil {
      add(
        nil, [columns.school, columns.plaats, columns.gemeente, columns.provincie],
        isVestiging: true, "vestiging")
    }
    add(columns.plaats ?? columns.gemeente, [columns.provincie], "plaats")
    add(columns.gemeentenummer, [columns.gemeente, columns.provincie], "gemeentenummer")
    dependencies = all
  }

  mutating func add(_ row: SourceRow, _ all: inout FindingCollector) {
    let code = columns.code(row.fields)
    for index in dependencies.indices { dependencies[index].add(row, code, columns.onderwijstype) }
    if let code, named[code] == nil {
      named[code] = (
        columns.school.map { row.fields[$0] } ?? "", columns.plaats.map { row.fields[$0] } ?? "",
        columns.gemeente.map { row.fields[$0] } ?? "", row.row
      )
    }
    checkTable(row, &all)
  }

  /// Some programmes are in the file as brugjaar and as leerjaar 3 of havo and vwo, under one code.
  fileprivate static func typeGroup(_ type: String) -> String {
    let small = type.lowercased()
    return small.hasPrefix("brugjaar") || small.hasPrefix("havo/vwo lj 3") ? "brugjaar" : small
  }

  func finish(_ all: inout FindingCollector) {
    for var dependency in dependencies {
      dependency.flush(columns.onderwijstype)
      for key in dependency.seen.keys.sorted() {
        guard let values = dependency.seen[key], values.count > 1 else { continue }
        // The name of most rows is taken to be right; of two equals the first.
        let order = values.sorted {
          ($1.value.count, $0.value.row) < ($0.value.count, $1.value.row)
        }
        guard let usual = order.first else { continue }
        for other in order.dropFirst() {
          all.add(
            .codeEnNaam, row: other.value.row,
            column: (dependency.key ?? columns.vestiging).map { columns.headers[$0] }, value: key,
            text: Phrase(
              nl: "\(dependency.what) \(key): “\(other.key)” in \(other.value.count) rijen, "
                + "“\(usual.key)” in \(usual.value.count)",
              en: "\(dependency.what) \(key): “\(other.key)” in \(other.value.count) rows, "
                + "“\(usual.key)” in \(usual.value.count)"))
        }
      }
    }
  }

  /// What the code itself means, against the names in the row.
  private func checkTable(_ row: SourceRow, _ all: inout FindingCollector) {
    if let slot = columns.elementcode, let afdeling = columns.afdeling,
      let type = columns.onderwijstype,
      let meaning = Elementcode(row.fields[slot]), let leerweg = meaning.leerweg,
      let profiel = meaning.profiel
    {
      let found = (
        DuoLeerwegen.letters(row.fields[type]), Vocabulary.profiel(row.fields[afdeling])
      )
      if found.0 != leerweg || found.1 != profiel {
        report(row, slot, "\(leerweg.rawValue) \(profiel.name)", &all)
      }
    }
    if let slot = columns.inspectiecode, let opleiding = columns.opleiding,
      let code = Inspectiecode(row.fields[slot])
    {
      let meaning = Vocabulary.Examen(
        leerweg: code.leerweg, lwt: code.lwt, sector: code.sector)
      if Vocabulary.examen(row.fields[opleiding]) != meaning {
        report(
          row, slot, "\(meaning.lwt ? "LWT" : meaning.leerweg.rawValue) \(meaning.sector.rawValue)",
          &all)
      }
    }
  }

  private func report(
    _ row: SourceRow, _ slot: Int, _ meaning: String, _ all: inout FindingCollector
  ) {
    all.add(
      .codeTabel, row: row.row, column: columns.headers[slot], value: row.fields[slot],
      text: Phrase(
        nl: "deze code staat voor \(meaning); de namen in de rij zeggen iets anders",
        en: "this code stands for \(meaning); the names in the row say otherwise"))
  }

  func names(file: SourceFile) -> [VestigingName] {
    named.keys.sorted().compactMap { code in
      guard let found = named[code], let vestiging = VestigingCode(code), !found.naam.isEmpty else {
        return nil
      }
      return VestigingName(
        file: file.name, vestiging: vestiging, naam: found.naam, plaats: found.plaats,
        gemeente: found.gemeente, row: found.row)
    }
  }
}

/// The leerweg in the name of an onderwijstype of the pupil file.
enum DuoLeerwegen {
  static func letters(_ type: String) -> Leerweg? {
    let words = type.uppercased().split(separator: " ")
    guard words.count >= 2, words[0] == "VMBO" else { return nil }
    return Vocabulary.leerweg(String(words[1]))
  }
}
