import Records

/// DUO's numbers of a region, re-tabulated by ``Tabulation`` from the national files: small enough
/// to keep beside a region, each row with the file and rows it was made of.
extension Layout {
  static let duoTabelLeerlingen = Layout(
    id: "duo-tabel-leerlingen",
    title: Phrase(
      nl: "DUO, leerlingen vo, tabel van een regio", en: "DUO, pupils vo, table of a region"),
    description: Phrase(
      nl: "Leerlingen per vestiging, leerweg, profiel, sector, leerjaar en geslacht; LWOO en "
        + "leerwerktraject opgeteld. Een leeg veld is niet uitgesplitst.",
      en: "Pupils per location, leerweg, profile, sector, leerjaar and sex; LWOO and "
        + "leerwerktraject added in. A blank field is not split."),
    origin: "Our own layout; data/README.md tells its columns.",
    columns: own(
      [
        "vestiging", "school", "gemeente", "leerweg", "profiel", "sector", "leerjaar", "geslacht",
        "peildatum", "leerlingen", "bron",
      ],
      counts: ["leerlingen"], years: ["peildatum"],
      optional: ["school", "gemeente", "leerweg", "profiel", "sector", "leerjaar"],
      samples: [
        "vestiging": .vestiging, "school": .schoolName, "gemeente": .place(.gemeenteInCapitals),
        "leerweg": .oneOf(["BB", "KB", "GL"]),
        "profiel": .together(["BWI", "PIE", "M&T", "D&P", "Z&W", "E&O"]),
        "sector": .together([
          "techniek", "techniek", "techniek", "intersectoraal", "zorg en welzijn", "economie",
        ]), "leerjaar": .oneOf(["3", "4"]), "geslacht": .oneOf(["man", "vrouw"]),
        "peildatum": .year, "leerlingen": .count(around: 14),
      ]),
    suppression: [.lessThanFive, .interval],
    key: ["vestiging", "leerweg", "profiel", "sector", "leerjaar", "geslacht", "peildatum"],
    period: .column("peildatum", .peildatum), isProvisional: true,
    interpreter: { binding in
      let (vestiging, leerweg) = (binding.required("vestiging"), binding.required("leerweg"))
      let (profiel, sector) = (binding.required("profiel"), binding.required("sector"))
      let (leerjaar, geslacht) = (binding.required("leerjaar"), binding.required("geslacht"))
      let (year, count) = (binding.required("peildatum"), binding.required("leerlingen"))
      return { (cells, row, _) throws(IngestError) in
        let name = cells.fields[profiel]
        let known = name.isEmpty ? nil : Vocabulary.shortProfiel(name) ?? Profiel(name)
        var grade: Int?
        if !cells.fields[leerjaar].isEmpty {
          guard let number = Int(cells.fields[leerjaar]), (1...6).contains(number) else {
            throw cells.bad(leerjaar, oneOf: (1...6).map(String.init) + [""])
          }
          grade = number
        }
        if cells.counts[count] == .notApplicable { return }
        row.facts.append(
          Fact(
            layout: cells.layout, measure: .leerlingen,
            period: .peildatum(try cells.year(year)), vestiging: try cells.vestiging(vestiging),
            leerweg: try cells.optionalValue(leerweg, Leerweg.self), leerjaar: grade,
            profiel: known, sector: try cells.optionalValue(sector, Sector.self),
            geslacht: try cells.value(geslacht, Geslacht.self), count: cells.counts[count],
            source: cells.source(count)))
      }
    })

  static let duoTabelExamens = Layout(
    id: "duo-tabel-examens",
    title: Phrase(
      nl: "DUO, examenkandidaten en geslaagden, tabel van een regio",
      en: "DUO, exam candidates and passed, table of a region"),
    description: Phrase(
      nl: "Examenkandidaten en geslaagden per vestiging, leerweg, sector, geslacht en examenjaar; "
        + "lwt is een leerwerktraject in BB.",
      en: "Exam candidates and passed per location, leerweg, sector, sex and exam year; lwt is a "
        + "leerwerktraject in BB."),
    origin: "Our own layout; data/README.md tells its columns.",
    columns: own(
      [
        "vestiging", "school", "gemeente", "leerweg", "lwt", "sector", "geslacht", "examenjaar",
        "examenkandidaten", "geslaagden", "bron",
      ],
      counts: ["examenkandidaten", "geslaagden"], years: ["examenjaar"],
      optional: ["school", "gemeente"],
      samples: [
        "vestiging": .vestiging, "school": .schoolName, "gemeente": .place(.gemeenteInCapitals),
        "leerweg": .together(["BB", "BB", "KB", "GL"]),
        "lwt": .together(["nee", "ja", "nee", "nee"]),
        "sector": .oneOf(["techniek", "zorg en welzijn", "economie", "landbouw"]),
        "geslacht": .oneOf(["man", "vrouw"]), "examenjaar": .year,
        "examenkandidaten": .count(around: 25),
        "geslaagden": .part(of: "examenkandidaten", least: 0.9),
      ]),
    suppression: [.lessThanFive, .interval],
    key: ["vestiging", "leerweg", "lwt", "sector", "geslacht", "examenjaar"],
    period: .column("examenjaar", .examenjaar), isProvisional: true,
    interpreter: { binding in
      let (vestiging, leerweg) = (binding.required("vestiging"), binding.required("leerweg"))
      let (lwt, sector) = (binding.required("lwt"), binding.required("sector"))
      let (geslacht, year) = (binding.required("geslacht"), binding.required("examenjaar"))
      let measures: [(Fact.Measure, Int)] = [
        (.examenkandidaten, binding.required("examenkandidaten")),
        (.geslaagden, binding.required("geslaagden")),
      ]
      return { (cells, row, _) throws(IngestError) in
        let mark = cells.fields[lwt].lowercased()
        guard mark == "ja" || mark == "nee" else { throw cells.bad(lwt, oneOf: ["ja", "nee"]) }
        let code = try cells.vestiging(vestiging)
        let period = Period.examenjaar(try cells.year(year))
        let way = try cells.value(leerweg, Leerweg.self)
        let group = try cells.value(sector, Sector.self)
        let sex = try cells.value(geslacht, Geslacht.self)
        for (measure, slot) in measures where cells.counts[slot] != .notApplicable {
          row.facts.append(
            Fact(
              layout: cells.layout, measure: measure, period: period, vestiging: code,
              leerweg: way, sector: group, geslacht: sex, lwt: mark == "ja",
              count: cells.counts[slot], source: cells.source(slot)))
        }
      }
    })
}
