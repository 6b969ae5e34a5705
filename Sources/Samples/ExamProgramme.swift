/// A programme of the exam file: onderwijstype, inspectiecode and opleidingsnaam.
struct ExamProgramme {
  let onderwijstype: String
  let inspectiecode: Int
  let naam: String
  /// Of 65,536 candidates so many fail; small numbers like DUO's, not estimates.
  let failing: Int

  /// All programmes in the order of a file: by onderwijstype and code.
  static let all: [ExamProgramme] = {
    let profielen = [
      "N&T", "N&G", "E&M", "C&M", "N&T / N&G", "N&T / E&M", "N&T / C&M", "N&G / C&M", "N&G / E&M",
      "E&M / C&M",
    ]
    func general(_ type: String, _ first: Int, _ failing: Int) -> [ExamProgramme] {
      profielen.enumerated().map {
        ExamProgramme(
          onderwijstype: type, inspectiecode: first + $0, naam: "\(type) - \($1)", failing: failing)
      }
    }
    let sectoren = ["techniek", "zorg en welzijn", "economie", "landbouw"]
    let leerwegen = ["LWT", "B", "K", "G"]
    var vmbo: [(Int, String)] = leerwegen.enumerated().map { (26 + $0, "\($1) - intersectoraal") }
    for (index, leerweg) in leerwegen.enumerated() {
      vmbo += sectoren.enumerated().map { at, sector in
        (
          30 + 4 * index + at,
          "\(leerweg) - \(leerweg == "LWT" && at == 1 ? "zorg & welzijn" : sector)"
        )
      }
    }
    vmbo.append((46, "T"))
    vmbo += sectoren.enumerated().map { (90 + $0, "T - \($1)") }
    return general("HAVO", 50, 7_864)
      + vmbo.map {
        ExamProgramme(
          onderwijstype: "VMBO", inspectiecode: $0.0, naam: "VMBO \($0.1)", failing: 2_621)
      } + general("VWO", 60, 6_554)
  }()

  private static let indexOfCode: [Int: Int] = Dictionary(
    uniqueKeysWithValues: all.enumerated().map { ($1.inspectiecode, $0) })

  /// The index in ``all`` of the programme that the last leerjaar of `opleiding` sits the exam in;
  /// nil for one without an exam.
  ///
  /// Two breaks of DUO's series are kept: the intersectoral profile is economie from exam year 2018,
  /// and TL is split by sector from exam year 2019.
  static func index(of opleiding: Opleiding, examYear: Int) -> Int? {
    code(of: opleiding, examYear: examYear).flatMap { indexOfCode[$0] }
  }

  private static func code(of opleiding: Opleiding, examYear: Int) -> Int? {
    let digits = opleiding.elementcode.utf8.map { Int($0) - 0x30 }
    guard digits.count == 4 else { return nil }
    switch opleiding.onderwijstype {
    case "HAVO lj 4-5": return 50 + digits[3]
    case "VWO lj 4-6": return 60 + digits[3]
    default: break
    }
    let sector: Int
    switch opleiding.sector {
    case "Techniek": sector = 0
    case "Zorg & Welzijn": sector = 1
    case "Economie": sector = 2
    case "Landbouw": sector = 3
    case "Intersect. programma": sector = examYear < 2018 ? -1 : 2
    default: return nil
    }
    let leerweg: Int
    switch opleiding.onderwijstype {
    case "VMBO TL lj 3-4": return examYear < 2019 ? 46 : 90 + max(sector, 0)
    // 7x11 and 7x55 are leerwerktraject; 7x21 and 7x65 lead to entree and have no exam.
    case "VMBO BL lj 3-4":
      if digits[0] == 7, digits[2] == 2 || digits[2] == 6 { return nil }
      leerweg = digits[0] == 7 ? 0 : 1
    case "VMBO KL lj 3-4": leerweg = 2
    case "VMBO GL lj 3-4": leerweg = 3
    default: return nil
    }
    return sector < 0 ? 26 + leerweg : 30 + 4 * leerweg + sector
  }
}
