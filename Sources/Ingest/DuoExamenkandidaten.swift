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
    interpreter: { binding in DuoExamenkandidaten(binding).interpret })
}

/// Facts of a row of the exam file.
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

  func interpret(
    _ cells: Cells, _ row: inout SourceRow, _ findings: inout [Finding]
  ) throws(IngestError) {
    let code = try cells.vestiging(brin: brin, vestiging)
    var examen: Vocabulary.Examen?
    if cells.fields[onderwijstype].uppercased() == "VMBO" {
      examen = Vocabulary.examen(cells.fields[opleiding])
      if examen == nil {
        throw cells.bad(
          opleiding,
          Phrase(
            nl: "VMBO B, K, G, T of LWT met een sector, zoals VMBO K - techniek",
            en: "VMBO B, K, G, T or LWT with a sector, such as VMBO K - techniek"))
      }
    } else if !["HAVO", "VWO"].contains(cells.fields[onderwijstype].uppercased()) {
      cells.reportUnknownType(onderwijstype, &findings)
    }
    for (year, sexes) in years {
      check(cells, sexes, &findings)
      guard let examen else { continue }
      for sex in sexes {
        for (measure, slot) in [
          (Fact.Measure.examenkandidaten, sex.kandidaten), (.geslaagden, sex.geslaagden),
        ] {
          let count = cells.counts[slot]
          if count == .notApplicable || Self.isOutsideSeries(examen, year, count) { continue }
          row.facts.append(
            Fact(
              layout: cells.layout, measure: measure, period: .examenjaar(year), vestiging: code,
              leerweg: examen.leerweg, sector: examen.sector, geslacht: sex.geslacht,
              lwt: examen.lwt, count: count, source: cells.source(slot)))
        }
      }
    }
  }

  /// Before exam year 2019 DUO did not split TL by sector: a zero there says nothing about pupils.
  static func isOutsideSeries(_ examen: Vocabulary.Examen, _ year: Int, _ count: Count) -> Bool {
    examen.leerweg == .tl && examen.sector != .onverdeeld && year < 2019 && count == .exact(0)
  }

  private func check(_ cells: Cells, _ sexes: [Sex], _ findings: inout [Finding]) {
    for sex in sexes {
      if let kandidaten = cells.counts[sex.kandidaten].bounds,
        let geslaagden = cells.counts[sex.geslaagden].bounds,
        geslaagden.lowerBound > kandidaten.upperBound
      {
        let found = cells.fields[sex.kandidaten]
        findings.append(
          cells.finding(
            "geslaagd-meer-dan-kandidaat", .ernstig, sex.geslaagden,
            text: Phrase(
              nl: "meer geslaagden dan de \(found) kandidaten",
              en: "more passed than the \(found) candidates"),
            remedy: Phrase(
              nl: "kijk of kolommen verwisseld zijn; vraag het na bij DUO",
              en: "see whether columns are swapped; ask DUO")))
      }
    }
    for slot in [\Sex.kandidaten, \Sex.geslaagden] {
      guard let total = sexes.first(where: { $0.geslacht == .totaal }),
        let printed = cells.counts[total[keyPath: slot]].bounds
      else { continue }
      let parts = sexes.filter { $0.geslacht != .totaal }.map { cells.counts[$0[keyPath: slot]] }
      guard let sum = parts.sum().bounds, !sum.overlaps(printed) else { continue }
      let isUnknownSex =
        !sexes.contains { $0.geslacht == .onbekend } && printed.lowerBound > sum.upperBound
        && printed.lowerBound <= sum.upperBound + Self.mostUnknown
      findings.append(
        isUnknownSex
          ? cells.finding(
            "geslacht-niet-gedrukt", .opmerking, total[keyPath: slot],
            text: Phrase(
              nl: "het totaal is meer dan man en vrouw samen (\(sum.description)); dit bestand "
                + "heeft geen kolom voor geslacht onbekend",
              en: "the total is more than man and vrouw together (\(sum.description)); this file "
                + "has no column for sex unknown"),
            remedy: Phrase(
              nl: "gebruik het totaal, niet de som", en: "use the total, not the sum"))
          : cells.finding(
            "totaal-klopt-niet", .ernstig, total[keyPath: slot],
            text: Phrase(
              nl: "het totaal kan niet de som van de geslachten zijn (\(sum.description))",
              en: "the total cannot be the sum of the sexes (\(sum.description))"),
            remedy: Phrase(
              nl: "kijk of rijen of kolommen verschoven zijn; vraag het na bij DUO",
              en: "see whether rows or columns have shifted; ask DUO")))
    }
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
