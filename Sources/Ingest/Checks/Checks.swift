public import Records

/// The checks over whole files, and over files, years and editions. Pure: the same input gives the
/// same findings in the same order.
public enum Checks {
  /// All that is doubtful in `input`, beside what ``FileCheck`` found while reading.
  ///
  /// - Complexity: About linear in the number of facts; a million take under 3 s.
  public static func findings(_ input: CheckInput) -> [Finding] {
    let work = CheckWork(input)
    return work.fileChecks() + work.yearChecks() + work.sourceChecks() + work.nameChecks()
  }
}

/// The tables that several checks share.
struct CheckWork {
  typealias Slice = CheckInput.Slice

  let input: CheckInput
  /// The slices of DUO's own files, in order.
  let slices: [Slice]

  init(_ input: CheckInput) {
    self.input = input
    slices = input.slices.keys.filter { input.files[$0.file].layout.hasPrefix("duo-") }
      .sorted {
        ($0.file, $0.measure.rawValue, $0.period, $0.leerjaar)
          < ($1.file, $1.measure.rawValue, $1.period, $1.leerjaar)
      }
  }

  func file(_ slice: Slice) -> SourceFile { input.files[slice.file] }
  func name(_ slice: Slice) -> String { input.files[slice.file].name }
  func code(_ vestiging: Int) -> String { input.vestigingen[vestiging].text }

  func table(
    _ slice: Slice, sexes: Set<Int>? = nil, group: (Int, Int) -> Int?
  ) -> CheckTable {
    CheckTable(input.slices[slice] ?? [:], sexes: sexes, group: group)
  }

  /// The periods of one layout and measure, each from the last file that has it, rising.
  func chain(_ layout: String, _ measure: Fact.Measure) -> [Slice] {
    var newest: [Period: Slice] = [:]
    for slice in slices
    where file(slice).layout == layout && slice.measure == measure && slice.leerjaar == 0 {
      newest[slice.period] = slice
    }
    return newest.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The layouts that have facts, in order.
  var layouts: [String] { Set(slices.map { file($0).layout }).sorted() }

  /// A column as the file writes it; nil where the file has no such column.
  func header(_ slice: Slice, _ name: String) -> String? { input.headers[slice.file]?[name] }
}
