import Ingest
import Records
import Testing

@Suite(.enabled(if: SharedData.isPresent, "../shared/data is absent"))
struct DuoVsvTests {
  /// Numbers from Reference/count_layouts.py.
  @Test func `early leavers of 2015`() throws {
    let file = try WholeFile(path: SharedData.folder + "/vsv-per-swv-2015.csv")
    #expect(file.header.layout == "duo-vsv")
    #expect(file.header.rows == 1270)
    #expect(file.findings == [])
    let read = file.rows.flatMap(\.observations)
    var sums: [String: Int] = [:]
    for observation in read {
      guard case .count(.exact(let number)) = observation.value else { continue }
      let soort = observation.dimensions.first { $0.name == "soort" }?.value
      sums[soort ?? observation.measure, default: 0] += number
    }
    #expect(
      sums == ["leerlingen": 949_874, "totaal": 4522, "vmbo": 2091, "mbo": 61, "overig": 2370])
    #expect(read.count == 5 * 1270)
    #expect(read.allSatisfy { $0.period == .jaar(2015) && $0.place.kind == .vestiging })
    #expect(Set(read.map { $0.dimensions[0].value }).count == 75)
  }
}
