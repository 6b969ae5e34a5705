import Forecasting
import Models
import Records
import TestSupport

/// A small country of made-up schools: pupils of 2019, exams of 2017–2023.
///
/// Thirty institutions of two locations, BB and KB. Leerjaar 4 sits the exam of 2020 but for one pupil in
/// thirty; of leerjaar 3 nine in ten sit that of 2021; later years wander. One location closes.
struct HoldoutSample {
  var facts: [Fact] = []

  static let institutions = 30

  static func code(_ institution: Int, _ location: Int) -> VestigingCode {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    let brin = "9\(institution % 10)\(letters[institution / 10])\(letters[institution % 26])"
    guard let code = VestigingCode(brin: brin, vestiging: "0\(location)") else {
      preconditionFailure("\(brin) is no BRIN")
    }
    return code
  }

  init(seed: UInt64 = 1) {
    var generator = Philox(seed: seed, stream: 0)
    func thinned(_ count: Int, _ rate: Double) -> Int {
      Binomial(trials: count, probability: rate).draw(using: &generator)
    }
    for institution in 0..<Self.institutions {
      for location in 0..<2 {
        let code = Self.code(institution, location)
        let size = Double(10 + (institution * 7 + location * 5) % 25)
        for leerweg in [Leerweg.bb, .kb] {
          func pupils(_ leerjaar: Int) -> Int {
            let count = Poisson(mean: size).draw(using: &generator)
            add(code, leerweg, leerjaar: leerjaar, count)
            return count
          }
          let (third, fourth) = (pupils(3), pupils(4))
          add(code, leerweg, leerjaar: 3, sector: .economie, 4)
          for year in 2017...2019 {
            addExam(code, leerweg, year, Poisson(mean: size).draw(using: &generator))
          }
          let isClosed = institution == 4 && location == 1
          addExam(code, leerweg, 2020, isClosed ? 0 : thinned(fourth, 0.97))
          addExam(code, leerweg, 2021, isClosed ? 0 : thinned(third, 0.9))
          for year in 2022...2023 {
            addExam(
              code, leerweg, year,
              isClosed ? 0 : Poisson(mean: 0.8 * size).draw(using: &generator))
          }
        }
        for leerjaar in 1...2 {
          add(code, nil, leerjaar: leerjaar, Poisson(mean: 3 * size).draw(using: &generator))
        }
      }
    }
  }

  var counts: HoldoutCounts {
    var counts = HoldoutCounts(baseYear: 2019)
    for fact in facts { counts.add(fact) }
    return counts
  }

  mutating func add(
    _ code: VestigingCode, _ leerweg: Leerweg?, leerjaar: Int, sector: Sector? = .techniek,
    lwt: Bool = false, _ count: Int
  ) {
    facts.append(
      Fact(
        layout: "duo-leerlingen", measure: .leerlingen, period: .peildatum(2019), vestiging: code,
        leerweg: leerweg, leerjaar: leerjaar, sector: leerweg == nil ? nil : sector,
        geslacht: .man, lwt: lwt, count: .exact(count),
        source: SourceCell(file: SmallRegion.pupils, row: facts.count, column: "leerlingen")))
  }

  mutating func addExam(
    _ code: VestigingCode, _ leerweg: Leerweg, _ year: Int, lwt: Bool = false, _ count: Int
  ) {
    facts.append(
      Fact(
        layout: "duo-examenkandidaten", measure: .examenkandidaten, period: .examenjaar(year),
        vestiging: code, leerweg: leerweg, sector: .techniek, lwt: lwt,
        count: (1...4).contains(count) && year > 2019 ? .suppressed(1...4) : .exact(count),
        source: SourceCell(file: SmallRegion.exams, row: facts.count, column: "kandidaten")))
  }
}
