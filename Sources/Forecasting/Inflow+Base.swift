import Records

extension Inflow {
  /// The entrants of a year at these locations: leerjaar 3 where it was counted at all of them, else the
  /// exam candidates of two summers later; nil where neither is known. A location without a row in a year of
  /// exams had no candidates.
  static func base(
    _ data: RegionData, _ vestigingen: [Region.Vestiging], year: Int
  ) -> Base? {
    if data.duoPupilYears.contains(year) {
      let counts = vestigingen.map { data.leerjaar(3, year: year, vestiging: $0).count }
      if let bounds = bounds(counts) {
        return Base(year: year, period: .peildatum(year), counts: bounds)
      }
    }
    guard data.duoExamYears.contains(year + 2) else { return nil }
    return bounds(vestigingen.map { data.exams(year: year + 2, vestiging: $0).count }).map {
      Base(year: year, period: .examenjaar(year + 2), counts: $0)
    }
  }

  /// Nil where one was not delivered; what does not exist is nobody.
  private static func bounds(_ counts: [Count]) -> [ClosedRange<Int>]? {
    var result: [ClosedRange<Int>] = []
    for count in counts {
      if count == .notApplicable {
        result.append(0...0)
      } else if let bounds = count.bounds {
        result.append(bounds)
      } else {
        return nil
      }
    }
    return result
  }

  /// How many sit the exam two summers after leerjaar 3, for one who was there: the ratio of the sums over
  /// all years and locations of which both were counted, with the spread of its logarithm: that of a count
  /// of so many, and 0.05 for one cohort unlike another. Where no year has both, the prior of the cohort
  /// model: 0.95² and 0.14.
  static func passing(
    _ data: RegionData, _ vestigingen: [Region.Vestiging]
  ) -> (share: Double, spread: Double, isCounted: Bool) {
    var (entered, sat) = (0.0, 0.0)
    for year in data.duoPupilYears where data.duoExamYears.contains(year + 2) {
      for vestiging in vestigingen {
        guard let third = data.leerjaar(3, year: year, vestiging: vestiging).count.bounds,
          let exams = bounds([data.exams(year: year + 2, vestiging: vestiging).count])?.first
        else { continue }
        entered += Double(third.lowerBound + third.upperBound) / 2
        sat += Double(exams.lowerBound + exams.upperBound) / 2
      }
    }
    guard entered > 0, sat > 0 else { return (0.95 * 0.95, 0.14, false) }
    return (sat / entered, (1 / sat + 0.05 * 0.05).squareRoot(), true)
  }

  /// The region's municipalities whose children no table holds.
  static func coverage(missing: [String], year: Int) -> [Finding] {
    missing.map { gemeente in
      Finding(
        rule: "po-gemeente-ontbreekt", level: .ernstig, file: "", value: gemeente,
        text: Phrase(
          nl:
            "de kinderen van \(gemeente) (1 oktober \(year)) ontbreken: de instroom volgt het aantal "
            + "kinderen van de andere gemeenten",
          en: "the children of \(gemeente) (1 October \(year)) are missing: the inflow follows the "
            + "number of children of the other municipalities"),
        remedy: Phrase(
          nl: "geef DUO’s bestand leerlingen po van \(gemeente) aan doorstroom tabulate",
          en: "give DUO's file of pupils po of \(gemeente) to doorstroom tabulate"))
    }
  }

  static func assumedPassing(_ share: Double) -> Finding {
    Finding(
      rule: "instroom-zonder-leerjaar-3", level: .waarschuwing, file: "",
      text: Phrase(
        nl:
          "in geen jaar zijn leerjaar 3 en het examen twee jaar later beide geteld: aangenomen is dat ",
        en: "in no year were leerjaar 3 and the exam two years later both counted: assumed is that "
      )
        + .number(100 * share)
        + Phrase(nl: " % het examen haalt te doen", en: "% come to sit the exam"),
      remedy: Phrase(
        nl: "voeg DUO’s leerlingenbestand met leerjaar 3 toe",
        en: "add DUO's pupil file with leerjaar 3"))
  }

  static let middles = Finding(
    rule: "instroom-aandelen-uit-middens", level: .opmerking, file: "",
    text: Phrase(
      nl: "veel afgeschermde cellen: de verdeling over de vestigingen is uit hun middens geschat",
      en: "many withheld cells: the spread over the locations is estimated from their middles"),
    remedy: Phrase(
      nl:
        "het totaal van de regio houdt er wel rekening mee; lees de vestigingen met een korrel zout",
      en: "the region's total does allow for them; read the locations with a grain of salt"))

  /// Locations that had nobody in any base year.
  static func closed(
    _ vestigingen: [Region.Vestiging], _ open: [Int], _ years: [Int]
  ) -> [Finding] {
    let first = years.first.map(String.init) ?? ""
    let last = years.last.map(String.init) ?? ""
    return vestigingen.indices.filter { !open.contains($0) }.map { place in
      Finding(
        rule: "instroom-vestiging-leeg", level: .opmerking, file: "",
        value: vestigingen[place].code.text,
        text: Phrase(
          nl:
            "\(vestigingen[place].name) had in de instroomjaren \(first)–\(last) geen leerlingen in "
            + "techniek en krijgt geen instroom",
          en: "\(vestigingen[place].name) had no pupils in techniek in the years of inflow "
            + "\(first)–\(last) and gets no inflow"),
        remedy: Phrase(
          nl: "komt de opleiding er wel, reken haar dan apart",
          en: "if the programme does come, reckon it apart"))
    }
  }
}
