import Ingest
import Records
import Testing

@Suite struct LayoutSampleTests {
  private static let layouts = recognisedLayouts.filter(\.hasSample)

  @Test(arguments: layouts)
  func `a sample is read as what was written`(layout: Layout) throws {
    let sample = layout.sample(seed: 3, rows: 60, years: 2022...2023)
    #expect(sample.rows > 20)
    let file = try WholeFile(sample.fileName, sample.text)
    #expect(file.header.layout == layout.id)
    #expect(file.header.rows == sample.rows)
    #expect(file.findings.filter { $0.level != .opmerking } == [])

    var (sum, suppressed) = (0, 0)
    let counts =
      file.facts.map(\.count)
      + file.rows.flatMap(\.observations).compactMap { observation in
        if case .count(let count) = observation.value { count } else { nil }
      } + file.figures.map(\.denominator).filter { $0 != .missing }
    for count in counts {
      switch count {
      case .exact(let number): sum += number
      case .suppressed(1...4): suppressed += 1
      default: Issue.record("\(count)")
      }
    }
    // StatLine withholds without bounds.
    suppressed += file.rows.flatMap(\.observations).count { $0.value == .secret }
    #expect(sum == sample.sum)
    #expect(suppressed == sample.suppressed)
    if layout.id.hasPrefix("duo-") {
      let isCounted = layout.columns.contains { $0.kind == .count }
      #expect((suppressed > 0) == (isCounted && !layout.suppression.isEmpty))
    }
    #expect([0, sample.rows].contains(file.rows.flatMap(\.references).count))
    #expect(
      file.rows.contains {
        !$0.facts.isEmpty || !$0.observations.isEmpty || !$0.references.isEmpty
          || !$0.figures.isEmpty || !$0.offers.isEmpty
      })
  }

  @Test func `a sample depends on its arguments alone`() {
    for layout in Self.layouts {
      let sample = layout.sample(seed: 9, rows: 20, years: 2020...2021)
      #expect(sample == layout.sample(seed: 9, rows: 20, years: 2020...2021))
      #expect(sample.text != layout.sample(seed: 10, rows: 20, years: 2020...2021).text)
    }
  }

  @Test func `a sample is of fictitious schools and looks as its source does`() throws {
    let layout = try #require(recognisedLayouts.first { $0.id == "duo-schooladviezen" })
    let sample = layout.sample(seed: 1, rows: 30, years: 2024...2024)
    #expect(sample.fileName == "04-leerlingen-bo-sbo-schooladviezen-2023-2024.csv")
    #expect(sample.text.hasPrefix("\"PEILDATUM_LEERLINGEN\";\"PRIKDATUM\";\"INSTELLINGSCODE\";"))
    #expect(sample.text.contains("\"<5\""))
    let file = try WholeFile(sample.fileName, sample.text)
    #expect(
      file.rows.flatMap(\.observations).allSatisfy {
        $0.place.kind == .vestiging && $0.place.code.hasPrefix("9")
      })
  }

  @Test func `every layout of DUO has a sample, a description and a source`() {
    for layout in recognisedLayouts {
      #expect(!layout.title.nl.isEmpty && !layout.description.en.isEmpty, "\(layout.id)")
      if layout.hasSample { #expect(!layout.origin.isEmpty, "\(layout.id)") }
    }
    // DUO's two large files are written by NationalFile, whose numbers follow from each other.
    let without = recognisedLayouts.filter { !$0.hasSample }.map(\.id)
    #expect(without == ["duo-leerlingen", "duo-examenkandidaten"])
  }
}
