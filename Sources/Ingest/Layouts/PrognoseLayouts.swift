import Records

/// DUO's forecasts. A number that was counted and a number that is expected never share a measure:
/// `leerlingen` and `studenten` are counted, `leerlingenprognose` and `studentenprognose` expected.
extension Layout {
  static let prognoses: [Layout] = [
    .prognoseVo, .prognoseVoBreed, .prognosePo, .prognoseMboArbeidsmarktregio,
    .prognoseMboGemeente, .prognoseMboInstelling, .prognoseMboLandelijk,
  ]
}

/// What the forecast files have in common.
enum Prognose {
  /// The name of a measure where a number is expected rather than counted.
  static func measure(_ counted: String, isExpected: Bool) -> String {
    isExpected ? counted + "prognose" : counted
  }

  /// A level of the vo under one name in both forms of the file: `VMBO_` is `VMBO`,
  /// `PROGNOSES_VOTOTAAL` is `totaal`. Any other text stays as it is.
  static func niveau(_ text: String) -> String {
    if text == "PROGNOSES_VOTOTAAL" { return "totaal" }
    return text.hasSuffix("_") ? String(text.dropLast()) : text
  }

  /// An interpreter by the columns' roles, after which each observation is looked over.
  static func interpreter(
    period: Layout.PeriodSource, suppression: Set<Layout.Suppression>,
    _ lookOver:
      @escaping @Sendable (Binding) -> (Cells, inout Observation) throws(IngestError) -> Void
  ) -> @Sendable (Binding) -> Interpreter {
    { binding in
      let roles = RoleInterpreter(binding, period: period, suppression: suppression)
      let lookOver = lookOver(binding)
      return { (cells, row, findings) throws(IngestError) in
        try roles.interpret(cells, &row, &findings)
        for index in row.observations.indices { try lookOver(cells, &row.observations[index]) }
      }
    }
  }
}

extension Observation {
  /// The value of the split of this name, where there is one.
  subscript(dimension name: String) -> String? {
    get { dimensions.first { $0.name == name }?.value }
    set {
      guard let newValue, let place = dimensions.firstIndex(where: { $0.name == name }) else {
        return
      }
      dimensions[place] = Dimension(name, newValue)
    }
  }
}
