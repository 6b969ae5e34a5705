import Records
import Testing

@testable import Ingest

@Suite struct HeaderIndexTests {
  private static func layout(
    _ id: String, _ columns: [Layout.Column], period: Layout.PeriodSource = .none,
    isOpen: Bool = false
  ) -> Layout {
    Layout(
      id: id, title: Phrase(""), description: Phrase(""), columns: columns,
      suppression: isOpen ? [.statLine] : [], key: [], period: period, isProvisional: false,
      isOpen: isOpen)
  }

  private static func text(_ name: String, isRequired: Bool = true) -> Layout.Column {
    Layout.Column(name, [name], isRequired: isRequired)
  }

  /// The headers of a file with all columns that the layout requires, for two years.
  private static func headers(_ layout: Layout) -> [String] {
    layout.columns.filter(\.isRequired).flatMap { column in
      column.isRepeated
        ? [2023, 2024].map { column.aliases[0].fillingHeader($0) } : [column.aliases[0]]
    }
  }

  private static func found(_ headers: [String], in index: HeaderIndex = .known) -> String? {
    if case .found(let match) = index.recognise(headers) { match.layout.id } else { nil }
  }

  @Test(arguments: recognisedLayouts)
  func `a layout's own header is taken by no other`(layout: Layout) {
    #expect(Self.found(Self.headers(layout)) == layout.id)
    let all = layout.columns.map { $0.aliases[0].fillingHeader(2024) }
    #expect(Self.found(all) == layout.id)
  }

  @Test(arguments: recognisedLayouts)
  func `each header that a layout knows leads to it, in any writing`(layout: Layout) {
    for (index, column) in layout.columns.enumerated() {
      for alias in column.aliases {
        var headers = layout.columns.map { $0.aliases[0].fillingHeader(2024) }
        headers[index] = alias.fillingHeader(2024)
        #expect(Self.found(headers) == layout.id, "\(alias)")
        headers[index] =
          " "
          + alias.fillingHeader(2024).lowercased()
          .replacing(" ", with: "_") + " "
        #expect(Self.found(headers) == layout.id, "\(alias)")
      }
    }
  }

  @Test(arguments: recognisedLayouts)
  func `no two columns of a layout share a header or a name`(layout: Layout) {
    let aliases = layout.columns.flatMap { Set($0.aliases.map(HeaderMatch.normalised)) }
    #expect(Set(aliases).count == aliases.count)
    #expect(Set(layout.columns.map(\.name)).count == layout.columns.count)
    #expect(Set(layout.key).isSubset(of: layout.columns.map(\.name)))
    if case .column(let name, _) = layout.period {
      #expect(layout.columns.contains { $0.name == name && $0.isRequired })
    }
  }

  @Test func `of two layouts that fit the one that requires more is taken`() {
    let loose = Self.layout(
      "loose", [Self.text("a"), Self.text("b"), Self.text("c", isRequired: false)])
    let strict = Self.layout("strict", [Self.text("a"), Self.text("b"), Self.text("c")])
    for layouts in [[loose, strict], [strict, loose]] {
      let index = HeaderIndex(layouts)
      #expect(Self.found(["a", "b", "c"], in: index) == "strict")
      #expect(Self.found(["a", "b"], in: index) == "loose")
    }
  }

  @Test func `two layouts that fit as well are both named`() {
    let index = HeaderIndex(
      ["one", "two", "three"].map {
        Self.layout($0, [Self.text("a"), Self.text($0 == "two" ? "c" : "b")])
      })
    guard case .ambiguous(let ids) = index.recognise(["a", "b"]) else {
      Issue.record("not ambiguous")
      return
    }
    #expect(ids == ["one", "three"])
  }

  @Test func `an open layout takes what it does not name, and yields to one that names it`() {
    let open = Self.layout("open", [Self.text("Perioden")], isOpen: true)
    let closed = Self.layout("closed", [Self.text("Perioden"), Self.text("RegioS")])
    let index = HeaderIndex([open, closed])
    #expect(Self.found(["Perioden", "RegioS"], in: index) == "closed")
    #expect(Self.found(["RegioS", "Onderwijs_2b"], in: index) == nil)
    guard
      case .found(let match) = index.recognise([
        "RegioS", "Leerlingen_1", "Perioden", "Doorstroompercentage_12", "Soort_x",
      ])
    else {
      Issue.record("not found")
      return
    }
    #expect(match.layout.id == "open")
    #expect(
      match.slots.map(\.name) == [
        "Perioden", "RegioS", "Leerlingen_1", "Doorstroompercentage_12", "Soort_x",
      ])
    #expect(
      match.slots.map(\.column.role) == [
        .kept, .dimension, .measure("Leerlingen", .aantal, []),
        .measure("Doorstroompercentage", .procent, []), .dimension,
      ])
  }

  @Test func `a year of four digits in a header is the column's year`() {
    let layout = Self.layout(
      "wide",
      [
        Self.text("code"), Layout.Column("vmbo @", ["VMBO.@"]), Layout.Column("man @", ["DIPMAN@"]),
        Layout.Column("jaar @", ["JAAR_@"], isRequired: false),
      ], period: .headers(.jaar))
    let match = HeaderMatch(
      ["Code", "VMBO.2019", "DIPMAN2018", "VMBO 2018", "dipman_2019", "JAAR_2019"], layout)
    #expect(match.fits)
    #expect(
      match.slots.map(\.name) == [
        "code", "vmbo 2018", "man 2018", "vmbo 2019", "man 2019", "jaar 2019",
      ])
    #expect(match.slots.map(\.periodText) == [nil, "2018", "2018", "2019", "2019", "2019"])
    let binding = Binding(slots: match.slots)
    #expect(binding.newestPeriod(.jaar) == .jaar(2019))
    #expect(binding.newestPeriod(.schooljaarByEnd) == .schooljaar(2018))

    let lacking = HeaderMatch(["code", "VMBO.2018", "DIPMAN2018", "VMBO.2019"], layout)
    #expect(lacking.missing == ["DIPMAN2019"])
    #expect(HeaderMatch(["code"], layout).missing == ["VMBO.JJJJ", "DIPMANJJJJ"])
    #expect(HeaderMatch(["code", "VMBO.20180"], layout).unexpected == ["VMBO.20180"])
    #expect(
      HeaderMatch(["code", "VMBO.2018", "VMBO 2018", "DIPMAN2018"], layout).duplicate
        == "VMBO 2018")
  }

  @Test func `a point is a blank, except between digits`() {
    #expect(HeaderMatch.normalised("BRIN.NUMMER") == "BRINNUMMER")
    #expect(HeaderMatch.normalised("VMBO.2018") == "VMBO2018")
    #expect(HeaderMatch.normalised("norm 2.5") == "NORM2.5")
  }

  @Test func `a column without a name fits no layout, not even an open one`() {
    let open = Self.layout("open", [Self.text("Perioden")], isOpen: true)
    #expect(HeaderMatch(["Perioden", ""], open).unexpected == [""])
  }

  @Test func `an unknown header has the layout that shares most as its nearest`() {
    guard
      case .unknown(let nearest) = HeaderIndex.known.recognise(
        DuoFiles.geslaagdenHeader.split(separator: ";").map(String.init).dropLast() + ["CIJFER"])
    else {
      Issue.record("not unknown")
      return
    }
    #expect(nearest?.layout.id == "duo-geslaagden")
    #expect(nearest?.missing == ["GEMIDDELD CIJFER CIJFERLIJST"])
    #expect(nearest?.unexpected == ["CIJFER"])
  }

  @Test func `recognising among all layouts takes milliseconds`() {
    let headers = Self.headers(.duoExamenkandidaten)
    _ = HeaderIndex.known.recognise(headers)
    let clock = ContinuousClock()
    let times = (0..<5).map { _ in clock.measure { _ = HeaderIndex.known.recognise(headers) } }
    // Under 1 ms in a release build; unoptimised and on a busy machine it is some ten times that.
    #expect(times.min() ?? .seconds(1) < .milliseconds(50))
  }
}
