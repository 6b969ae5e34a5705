import Records
import Testing

@testable import Ingest

/// The laws that hold for each layout of the mbo, the forecasts, StatLine and the labour market.
@Suite struct LayoutSamplesTests {
  static let layouts = Layout.mbo + Layout.prognoses + Layout.statLine + Layout.arbeidsmarkt

  @Test(arguments: layouts)
  func `a synthetic sample is read back with its rows, sum and withheld numbers`(
    layout: Layout
  ) throws {
    let sample = layout.sample(seed: 7, rows: 60, years: 2012...2037)
    let file = try WholeFile(sample.fileName, sample.text)
    #expect(file.header.layout == layout.id)
    #expect(file.rows.count == sample.rows)
    #expect(sample.rows > 20)
    let values = file.rows.flatMap(\.observations).map(\.value)
    #expect(values.count >= sample.rows)
    let sum = values.reduce(0) { sum, value in
      if case .count(.exact(let number)) = value { sum + number } else { sum }
    }
    let withheld = values.count { value in
      switch value {
      case .secret, .count(.suppressed): true
      default: false
      }
    }
    #expect(sum == sample.sum)
    #expect(withheld == sample.suppressed)
  }

  @Test(arguments: layouts)
  func `the same seed gives the same sample, another seed another`(layout: Layout) {
    let sample = layout.sample(seed: 7, rows: 20, years: 2024...2025)
    #expect(sample == layout.sample(seed: 7, rows: 20, years: 2024...2025))
    #expect(sample != layout.sample(seed: 8, rows: 20, years: 2024...2025))
  }

  @Test(arguments: layouts)
  func `no other layout takes the sample, but the open one of StatLine the named tables`(
    layout: Layout
  ) throws {
    let sample = layout.sample(seed: 7, rows: 1, years: 2024...2025)
    let header = String(sample.text.prefix { $0 != "\r\n" })
    let headers = header.split(separator: layout.form.delimiter, omittingEmptySubsequences: false)
      .map { String($0.filter { $0 != "\"" }) }
    let takers = recognisedLayouts.filter { HeaderMatch(headers, $0).fits }.map(\.id)
    let isNamedTable = layout.id.hasPrefix("cbs-8")
    let expected: Set<String> =
      isNamedTable || layout.id == "cbs-statline"
      ? [layout.id, "cbs-statline", "cbs-statline-titels"] : [layout.id]
    #expect(Set(takers) == expected)
  }

  @Test(arguments: layouts)
  func `a layout says where it comes from and how its form is known`(layout: Layout) {
    let known = ["Bytes:", "Stored", "Inferred", "Our own layout"]
    #expect(known.contains { layout.origin.contains($0) })
    #expect(!layout.description.nl.isEmpty && !layout.description.en.isEmpty)
    #expect(Set(layout.columns.map(\.name)).count == layout.columns.count)
    #expect(layout.key.allSatisfy { key in layout.columns.contains { $0.name == key } })
  }

  @Test func `the ids are unique over all layouts`() {
    let ids = recognisedLayouts.map(\.id)
    #expect(Set(ids).count == ids.count)
  }
}
