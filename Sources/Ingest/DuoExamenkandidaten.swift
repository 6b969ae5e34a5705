import Records

extension Layout {
  /// DUO: exam candidates and passed per vestiging and programme, five exam years a row.
  ///
  /// Both generations: 2014-2019 (with sex `ONBEKEND`, `100,0%`) and 2019-2024 (`<5`, decimal
  /// point). Years are read from the headers. Facts are made of vmbo rows; the percentages are kept
  /// as received and never computed with, as they can be printed where the counts are withheld.
  static let duoExamenkandidaten = Layout(
    id: "duo-examenkandidaten",
    title: Phrase(
      nl: "DUO, examenkandidaten en geslaagden", en: "DUO, exam candidates and passed"),
    description: Phrase(
      nl: "Examenkandidaten en geslaagden per vestiging, leerweg, sector, examenjaar en geslacht. "
        + "Feiten van het vmbo. Vóór examenjaar 2019 staat de hele TL onder “VMBO T”; een nul bij "
        + "TL per sector is daar geen feit.",
      en: "Exam candidates and passed per location, leerweg, sector, exam year and sex. Facts of "
        + "the vmbo. Before exam year 2019 all of TL stands under “VMBO T”; a zero in TL by sector "
        + "is no fact there."),
    columns: [
      Column("brin", ["BRIN NUMMER", "INSTELLINGSCODE"], .required),
      Column("vestiging", ["VESTIGINGSNUMMER", "VESTIGINGSCODE"], .required),
      Column("school", ["INSTELLINGSNAAM VESTIGING"]),
      Column("gemeente", ["GEMEENTENAAM", "GEMEENTENAAM VESTIGING"]),
      Column("onderwijstype", ["ONDERWIJSTYPE VO"], .required),
      Column("inspectiecode", ["INSPECTIECODE"]),
      Column("opleiding", ["OPLEIDINGSNAAM"], .required),
    ]
      + ["MAN", "VROUW", "ONBEKEND", "TOTAAL"].flatMap { sex in
        let isRequired = sex != "ONBEKEND"
        return [
          Column(
            "examenkandidaten \(sex.lowercased()) #", ["EXAMENKANDIDATEN SCHOOLJAAR # - \(sex)"],
            .count, isRequired: isRequired),
          Column(
            "geslaagden \(sex.lowercased()) #", ["GESLAAGDEN SCHOOLJAAR # - \(sex)"], .count,
            isRequired: isRequired),
          Column(
            "slaagpercentage \(sex.lowercased()) #", ["SLAAGPERC SCHOOLJAAR # - \(sex)"], .decimal,
            isRequired: false),
        ]
      },
    suppression: [.lessThanFive], key: ["brin", "vestiging", "onderwijstype", "opleiding"],
    period: .headers(.examenjaar), isProvisional: true,
    planner: { binding in DuoExamenkandidaten(binding).planner })
}

/// What a row of the exam file is about.
private struct DuoExamenkandidaten {
  struct Sex {
    let geslacht: Geslacht
    let kandidaten: Int
    let geslaagden: Int
  }

  let brin: Int
  let vestiging: Int
  let onderwijstype: Int
  let opleiding: Int
  let years: [(year: Int, sexes: [Sex])]

  init(_ binding: Binding) {
    brin = binding.required("brin")
    vestiging = binding.required("vestiging")
    onderwijstype = binding.required("onderwijstype")
    opleiding = binding.required("opleiding")
    years = binding.years.map { year in
      let sexes = Geslacht.allCases.compactMap { geslacht -> Sex? in
        guard let kandidaten = binding.slot("examenkandidaten \(geslacht.rawValue) \(year)"),
          let geslaagden = binding.slot("geslaagden \(geslacht.rawValue) \(year)")
        else { return nil }
        return Sex(geslacht: geslacht, kandidaten: kandidaten, geslaagden: geslaagden)
      }
      return (year, sexes)
    }
  }

  var planner: RowPlanner {
    RowPlanner(
      brin: brin, vestiging: vestiging, texts: [onderwijstype, opleiding], plan: plan,
      finding: finding, unknown: { slot, cells in cells.unknownType(slot) })
  }

  private func plan(_ cells: Cells) throws(IngestError) -> RowPlan {
    let checks = years.flatMap { self.checks($0.sexes) }
    let type = cells.fields[onderwijstype].uppercased()
    guard type == "VMBO" else {
      return RowPlan(
        cells: [], checks: checks, unknown: ["HAVO", "VWO"].contains(type) ? [] : [onderwijstype])
    }
    guard let examen = Vocabulary.examen(cells.fields[opleiding]) else {
      throw cells.bad(
        opleiding,
        Phrase(
          nl: "VMBO B, K, G, T of LWT met een sector, zoals VMBO K - techniek",
          en: "VMBO B, K, G, T or LWT with a sector, such as VMBO K - techniek"))
    }
    let facts = years.flatMap { year, sexes in
      sexes.flatMap { sex in
        [(Fact.Measure.examenkandidaten, sex.kandidaten), (.geslaagden, sex.geslaagden)].map {
          measure, slot in
          RowPlan.Cell(
            slot: slot, measure: measure, period: .examenjaar(year), leerweg: examen.leerweg,
            sector: examen.sector, geslacht: sex.geslacht, lwt: examen.lwt,
            isZeroNoFact: Self.isOutsideSeries(examen, year))
        }
      }
    }
    return RowPlan(cells: facts, checks: checks)
  }

  /// Before exam year 2019 DUO did not split TL by sector: a zero there says nothing about pupils.
  private static func isOutsideSeries(_ examen: Vocabulary.Examen, _ year: Int) -> Bool {
    examen.leerweg == .tl && examen.sector != .onverdeeld && year < 2019
  }

  private func checks(_ sexes: [Sex]) -> [RowPlan.Check] {
    let parts = sexes.filter { $0.geslacht != .totaal }
    let totals = sexes.first { $0.geslacht == .totaal }.map { total in
      [
        RowPlan.Check.total(total.kandidaten, of: parts.map(\.kandidaten)),
        .total(total.geslaagden, of: parts.map(\.geslaagden)),
      ]
    }
    return sexes.map { .atMost($0.geslaagden, of: $0.kandidaten) } + (totals ?? [])
  }

  private func finding(_ check: RowPlan.Check, _ cells: Cells) -> Finding {
    switch check {
    case .nobody: preconditionFailure("\(check) is no check of this layout")
    case .atMost(let geslaagden, let kandidaten):
      let found = cells.fields[kandidaten]
      return cells.finding(
        "geslaagd-meer-dan-kandidaat", .ernstig, geslaagden,
        text: Phrase(
          nl: "meer geslaagden dan de \(found) kandidaten",
          en: "more passed than the \(found) candidates"),
        remedy: Phrase(
          nl: "kijk of kolommen verwisseld zijn; vraag het na bij DUO",
          en: "see whether columns are swapped; ask DUO"))
    case .total(let total, let parts): return totalFinding(cells, total, parts)
    }
  }

  private func totalFinding(_ cells: Cells, _ total: Int, _ parts: [Int]) -> Finding {
    guard let sum = parts.map({ cells.counts[$0] }).sum().bounds,
      let printed = cells.counts[total].bounds
    else { preconditionFailure("a total without bounds cannot be wrong") }
    let hasUnknownSex = years.contains { _, sexes in
      sexes.contains { $0.geslacht == .onbekend && parts.contains($0.kandidaten) }
        || sexes.contains { $0.geslacht == .onbekend && parts.contains($0.geslaagden) }
    }
    let isUnknownSex =
      !hasUnknownSex && printed.lowerBound > sum.upperBound
      && printed.lowerBound <= sum.upperBound + Self.mostUnknown
    return isUnknownSex
      ? cells.finding(
        "geslacht-niet-gedrukt", .opmerking, total,
        text: Phrase(
          // The difference is a number of one or two pupils that DUO does not print: nor do we.
          nl: "het totaal is meer dan man en vrouw samen; dit bestand heeft geen kolom voor "
            + "geslacht onbekend",
          en: "the total is more than man and vrouw together; this file has no column for sex "
            + "unknown"),
        remedy: Phrase(
          nl: "gebruik het totaal, niet de som", en: "use the total, not the sum"))
      : cells.finding(
        "totaal-klopt-niet", .ernstig, total,
        text: Phrase(
          nl: "het totaal kan niet de som van de geslachten zijn (\(sum.description))",
          en: "the total cannot be the sum of the sexes (\(sum.description))"),
        remedy: Phrase(
          nl: "kijk of rijen of kolommen verschoven zijn; vraag het na bij DUO",
          en: "see whether rows or columns have shifted; ask DUO"))
  }

  /// The newer files print no `ONBEKEND`, while their totals hold such pupils: in 2019-2024 one or
  /// two in 56 cells. More than this is not that.
  private static let mostUnknown = 3
}

extension ClosedRange<Int> {
  /// `12`, or `12..15`.
  fileprivate var description: String {
    lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound)..\(upperBound)"
  }
}
