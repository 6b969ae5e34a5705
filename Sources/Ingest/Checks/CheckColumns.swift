/// Where the columns stand that the checks know, by the layouts' own names.
struct CheckColumns: Sendable {
  /// One group of exam columns: of one year and sex.
  struct Exam: Sendable {
    let name: String
    let kandidaten: Int
    let geslaagden: Int
    let percentage: Int?
  }

  let names: [String]
  /// The same columns as the file writes them: what findings say.
  let headers: [String]
  /// Columns of counts.
  let counts: [Int]
  let brin: Int?
  let vestiging: Int?
  let school: Int?
  let plaats: Int?
  let gemeente: Int?
  let gemeentenummer: Int?
  let provincie: Int?
  let onderwijstype: Int?
  let sector: Int?
  let afdeling: Int?
  let elementcode: Int?
  let inspectiecode: Int?
  let opleiding: Int?
  let exams: [Exam]
  /// Marks of school exam, central exam and list.
  let marks: (se: Int, ce: Int, list: Int)?
  /// By leerjaar 1–6: man, vrouw.
  let leerjaren: [(man: Int, vrouw: Int)]
  let leerweg: Int?

  /// - Parameters:
  ///   - names: The layout's own names.
  ///   - headers: The file's; nil for those of the layout.
  init(_ names: [String], headers: [String]? = nil) {
    precondition(headers.map { $0.count == names.count } ?? true, "headers and names differ")
    self.names = names
    self.headers = headers ?? names
    let place = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    func first(_ candidates: String...) -> Int? { candidates.lazy.compactMap { place[$0] }.first }
    func containing(_ words: String...) -> Int? {
      names.firstIndex { name in words.allSatisfy { name.contains($0) } }
    }
    brin = first("brin", "instelling", "instellingscode")
    vestiging = first("vestiging", "vestigingscode")
    school = first("school", "naam")
    plaats = first("plaats")
    gemeente = first("gemeente", "gemeentenaam")
    gemeentenummer = first("gemeentenummer")
    provincie = first("provincie")
    onderwijstype = first("onderwijstype")
    sector = first("sector")
    afdeling = first("afdeling")
    elementcode = first("elementcode")
    inspectiecode = first("inspectiecode")
    opleiding = first("opleiding", "opleidingsnaam")
    leerweg = first("leerweg")
    exams = names.enumerated().compactMap { slot, name in
      guard name.hasPrefix("examenkandidaten ") else { return nil }
      let tail = String(name.dropFirst("examenkandidaten ".count))
      guard let geslaagden = place["geslaagden \(tail)"] else { return nil }
      return Exam(
        name: tail, kandidaten: slot, geslaagden: geslaagden,
        percentage: place["slaagpercentage \(tail)"])
    }
    if let se = containing("cijfer", "schoolexamen"), let ce = containing("cijfer", "centraal"),
      let list = containing("cijfer", "lijst")
    {
      marks = (se, ce, list)
    } else {
      marks = nil
    }
    let leerjaren = (1...6).compactMap { leerjaar -> (man: Int, vrouw: Int)? in
      guard let man = place["leerjaar \(leerjaar) man"],
        let vrouw = place["leerjaar \(leerjaar) vrouw"]
      else { return nil }
      return (man, vrouw)
    }
    self.leerjaren = leerjaren.count == 6 ? leerjaren : []
    counts = names.indices.filter { slot in
      ["leerjaar ", "examenkandidaten", "geslaagden", "gezakten", "leerlingen", "aantal"]
        .contains { names[slot].hasPrefix($0) } && names[slot] != "leerjaar"
    }
  }

  /// The six characters of the location of a row; nil where they cannot be made.
  func code(_ fields: [String]) -> String? {
    guard let vestiging else { return nil }
    let text = fields[vestiging]
    if text.utf8.count == 6 { return text }
    guard let brin, fields[brin].utf8.count == 4 else { return nil }
    switch text.utf8.count {
    case 1: return fields[brin] + "0" + text
    case 2: return fields[brin] + text
    default: return nil
    }
  }
}
