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
    for index in dependencies.indices {
      let dependency = dependencies[index]
      let key = dependency.isVestiging ? code : dependency.key.map { row.fields[$0] }
      guard let key, !key.isEmpty else { continue }
      let value = dependency.values.map { slot in
        slot == columns.onderwijstype ? Self.typeGroup(row.fields[slot]) : row.fields[slot]
      }.joined(separator: " | ")
      dependencies[index].seen[key, default: [:]][value, default: (0, row.row)].count += 1
    }
    if let code, named[code] == nil {
      named[code] = (
        columns.school.map { row.fields[$0] } ?? "", columns.plaats.map { row.fields[$0] } ?? "",
        columns.gemeente.map { row.fields[$0] } ?? "", row.row
      )
    }
    checkTable(row, &all)
  }

  /// Some programmes are in the file as brugjaar and as leerjaar 3 of havo and vwo, under one code.
  private static func typeGroup(_ type: String) -> String {
    let small = type.lowercased()
    return small.hasPrefix("brugjaar") || small.hasPrefix("havo/vwo lj 3") ? "brugjaar" : small
  }

  func finish(_ all: inout FindingCollector) {
    for dependency in dependencies {
      for key in dependency.seen.keys.sorted() {
        guard let values = dependency.seen[key], values.count > 1 else { continue }
        // The name of most rows is taken to be right; of two equals the first.
        let order = values.sorted {
          ($1.value.count, $0.value.row) < ($0.value.count, $1.value.row)
        }
        guard let usual = order.first else { continue }
        for other in order.dropFirst() {
          all.add(
            .codeEnNaam, row: other.value.row, column: dependency.what, value: key,
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
      let meaning = CodeMeaning.elementcode(row.fields[slot])
    {
      let found = (
        DuoLeerwegen.letters(row.fields[type]), Vocabulary.profiel(row.fields[afdeling])
      )
      if found.0 != meaning.leerweg || found.1 != meaning.profiel {
        report(row, slot, "\(meaning.leerweg) \(meaning.profiel.name)", &all)
      }
    }
    if let slot = columns.inspectiecode, let opleiding = columns.opleiding,
      let meaning = CodeMeaning.inspectiecode(row.fields[slot])
    {
      let found = Vocabulary.examen(row.fields[opleiding])
      if found != meaning {
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
      .codeTabel, row: row.row, column: columns.names[slot], value: row.fields[slot],
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

/// What DUO's codes stand for, as its files of 2014–2024 show without exception.
enum CodeMeaning {
  private static let profielen: [Profiel] = [
    .bwi, .pie, .mt, .mvi, .eo, .hbr, .zw, .groen, .mat, .dp,
  ]

  /// The leerweg and profile of an elementcode: 60–69 by profile, ending in 11 and 55 for BB, 21 and
  /// 65 for KB, 31 and 75 for GL (the second of each with LWOO); 70–79 leerwerktraject and entree,
  /// always BB. Nil for any other code.
  static func elementcode(_ code: String) -> (leerweg: Leerweg, profiel: Profiel)? {
    let digits = code.utf8.map { Int($0) - 0x30 }
    guard digits.count == 4, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let profiel = profielen[digits[1]]
    switch (digits[0], digits[2] * 10 + digits[3]) {
    case (6, 11), (6, 55), (7, 11), (7, 21), (7, 55), (7, 65): return (.bb, profiel)
    case (6, 21), (6, 65): return (.kb, profiel)
    case (6, 31), (6, 75): return (.gl, profiel)
    default: return nil
    }
  }

  /// The exam programme of an inspectiecode of the vmbo: 26–29 intersectoraal, 30–33 LWT, 34–37 B,
  /// 38–41 K, 42–45 G, 46 T undivided, 90–93 T. Nil for any other code.
  static func inspectiecode(_ code: String) -> Vocabulary.Examen? {
    guard let number = Int(code) else { return nil }
    let sectoren: [Sector] = [.techniek, .zorgEnWelzijn, .economie, .landbouw]
    let groups: [(Leerweg, Bool)] = [(.bb, true), (.bb, false), (.kb, false), (.gl, false)]
    switch number {
    case 26...29:
      let group = groups[number - 26]
      return Vocabulary.Examen(leerweg: group.0, lwt: group.1, sector: .intersectoraal)
    case 30...45:
      let group = groups[(number - 30) / 4]
      return Vocabulary.Examen(leerweg: group.0, lwt: group.1, sector: sectoren[(number - 30) % 4])
    case 46: return Vocabulary.Examen(leerweg: .tl, lwt: false, sector: .onverdeeld)
    case 90...93: return Vocabulary.Examen(leerweg: .tl, lwt: false, sector: sectoren[number - 90])
    default: return nil
    }
  }
}
