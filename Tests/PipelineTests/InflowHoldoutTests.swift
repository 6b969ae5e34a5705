import Foundation
import Forecasting
import Ingest
import Models
import Records
import TestSupport
import Testing

/// Whether the number of children who reach leerjaar 3 helps to forecast the exams of the locations in the
/// fifteen municipalities whose primary schools are in hand (1 October 2017), in four regions.
///
/// The exams of 2015 up to a last year are fitted, with and without the children as an offset, and the
/// region's candidates of the years after asked for. Moves, mergers and closures are left in.
@Suite(.enabled(if: Repository.hasDUO, Comment(rawValue: Repository.noDUO)))
struct InflowHoldoutTests {
  private static let regions: [(name: String, gemeenten: [String])] = [
    (
      "Amersfoort e.o.",
      [
        "Amersfoort", "Nijkerk", "Utrechtse Heuvelrug", "Soest", "Bunschoten", "Baarn", "Leusden",
        "Woudenberg",
      ]
    ),
    ("Almere", ["Almere"]), ("Lelystad, Dronten, Zeewolde", ["Lelystad", "Dronten", "Zeewolde"]),
    ("Barneveld, Scherpenzeel", ["Barneveld", "Scherpenzeel"]),
  ]

  private struct Score {
    var asked = 0
    var error = 0.0
    var bias = 0.0
    var held80 = 0
    var held95 = 0

    mutating func add(_ draws: [Int], truth: Double) {
      let quantiles = CohortPaths.quantiles([0.025, 0.1, 0.5, 0.9, 0.975], of: draws)
        .map(Double.init)
      asked += 1
      error += abs(quantiles[2] - truth)
      bias += quantiles[2] - truth
      if (quantiles[1]...quantiles[3]).contains(truth) { held80 += 1 }
      if (quantiles[0]...quantiles[4]).contains(truth) { held95 += 1 }
    }

    var line: String {
      func tenth(_ value: Double) -> String { "\((10 * value / Double(asked)).rounded() / 10)" }
      return "error \(tenth(error)), bias \(tenth(bias)), 80 % holds \(held80) and 95 % \(held95) "
        + "of \(asked)"
    }
  }

  @Test
  func `children who reach leerjaar 3 change the forecast of exams little, for better or worse`()
    throws
  {
    let counts = try NationalExams.read()
    let children = try children()
    for lastYear in [2019, 2020] {
      var (plain, known, same) = (Score(), Score(), Score())
      for region in Self.regions {
        let locations = counts.filter { one in
          region.gemeenten.contains { one.gemeente.hasPrefix($0.uppercased()) }
            && (2015...lastYear).contains { (one.years[$0]?.upperBound ?? 0) > 0 }
        }.map(\.years)
        let offset = try Inflow.index(of: children, region: Self.region(region.gemeenten)).offset
        for isKnown in [false, true] {
          let fit = try CohortProjection(
            series: locations.indices.map {
              .init(group: $0, firstPeriod: 2000, offset: isKnown ? offset : nil)
            }
          ).fit(Self.observations(locations, upTo: lastYear))
          let paths = fit.project(horizon: 2024 - fit.lastPeriod, paths: 2000, seed: 1)
          for year in (lastYear + 1)...2024 {
            let draws = paths.total(
              series: Array(locations.indices), stages: [.leaving], horizon: year - fit.lastPeriod)
            let truth = Self.total(locations, year)
            if isKnown {
              known.add(draws, truth: truth)
            } else {
              plain.add(draws, truth: truth)
              same.add([Int(Self.total(locations, lastYear))], truth: truth)
            }
          }
        }
      }
      print("exams up to \(lastYear), without children: \(plain.line)")
      print("exams up to \(lastYear), with children:    \(known.line)")
      print("exams up to \(lastYear), same as last:     \(same.line)")
      #expect(abs(known.error - plain.error) < 0.1 * plain.error)
      #expect(abs(known.held95 - plain.held95) <= 2)
    }
  }

  @Test func `the exams of 2024 lie in the inflow that those of 2022 and 2023 give`() throws {
    let counts = try NationalExams.read()
    let children = try children()
    var score = Score()
    for region in Self.regions {
      let locations = counts.filter { one in
        region.gemeenten.contains { one.gemeente.hasPrefix($0.uppercased()) }
      }.map(\.years)
      let index = try Inflow.index(of: children, region: Self.region(region.gemeenten))
      let forecast = try EntrantModel(index: index).fit(
        [2020, 2021].map { entry in
          .init(
            year: entry,
            counts: locations.map { ($0[entry + 2] ?? 0...0) })
        })
      let draws = forecast.project(paths: 2000, seed: 1).total(year: 2022)
      score.add(draws, truth: Self.total(locations, 2024))
    }
    print("exams 2024 by the inflow of 2022: \(score.line)")
    #expect(score.held95 >= 3)
  }

  // MARK: The numbers

  private static func total(_ locations: [[Int: ClosedRange<Int>]], _ year: Int) -> Double {
    locations.reduce(0) { sum, one in
      let bounds = one[year] ?? 0...0
      return sum + Double(bounds.lowerBound + bounds.upperBound) / 2
    }
  }

  private static func observations(
    _ locations: [[Int: ClosedRange<Int>]], upTo last: Int
  ) -> [CohortProjection.Observation] {
    locations.enumerated().flatMap { index, years in
      (2015...last).compactMap { year in
        years[year].map { bounds in
          CohortProjection.Observation(
            series: [index], period: year, stages: [.leaving],
            count: Double(bounds.lowerBound)...Double(bounds.upperBound))
        }
      }
    }
  }

  private static func region(_ gemeenten: [String]) -> Region {
    Region(
      id: "r", name: "r", document: "", years: 2020...2024, vestigingen: [], gemeenten: gemeenten,
      arbeidsmarktregios: [])
  }

  /// The children of all regions, by way of the table that `doorstroom tabulate` makes.
  private func children() throws -> [Observation] {
    let folder = Repository.duo.appendingPathComponent("po-postcode-2017")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".csv") }
    let scratch = try ScratchFolder()
    let path = try scratch.write(
      PoTabulation.table(
        files: names.map { folder.appendingPathComponent($0).path },
        region: Self.region(Self.regions.flatMap(\.gemeenten))
      ).text, to: "duo-po-leeftijd.csv")
    var result: [Observation] = []
    _ = try SourceReader(path: path).read { (row: SourceRow) throws(Never) in
      result += row.observations
    }
    return result
  }
}
