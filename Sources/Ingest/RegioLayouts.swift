import Records

/// The package's own small layouts, for what a region has on paper. Comma or point as decimal mark,
/// `;` between fields, one statement a row with its source (`bron`).
extension Layout {
  static let regioProfielen = Layout(
    id: "regio-profielen",
    title: Phrase(nl: "Regio, leerlingen per profiel", en: "Region, pupils by profile"),
    description: Phrase(
      nl: "Leerlingen van leerjaar 3 en 4 samen, per vestiging, profiel en peildatum.",
      en: "Pupils of leerjaar 3 and 4 together, per location, profile and peildatum."),
    origin: "Our own layout; data/README.md tells its columns.",
    columns: own(
      ["regio", "vestiging", "school", "profiel", "peildatum", "leerlingen", "bron"],
      counts: ["leerlingen"], years: ["peildatum"], optional: ["school"],
      samples: [
        "vestiging": .vestiging, "school": .schoolName,
        "profiel": .oneOf(Profiel.all.map(\.name)), "peildatum": .year,
        "leerlingen": .count(around: 30),
      ]),
    suppression: [.lessThanFive, .minusOne], key: ["regio", "vestiging", "profiel", "peildatum"],
    period: .column("peildatum", .peildatum), isProvisional: false,
    interpreter: { binding in
      let (vestiging, profiel) = (binding.required("vestiging"), binding.required("profiel"))
      let (year, count) = (binding.required("peildatum"), binding.required("leerlingen"))
      return { (cells, row, _) throws(IngestError) in
        let code = try cells.vestiging(vestiging)
        let known = try Self.profiel(cells, profiel)
        let period = Period.peildatum(try cells.year(year))
        if cells.counts[count] == .notApplicable { return }
        row.facts.append(
          Fact(
            layout: cells.layout, measure: .leerlingen, period: period, vestiging: code,
            profiel: known, count: cells.counts[count], source: cells.source(count)))
      }
    })

  static let regioDoorstroom = Layout(
    id: "regio-doorstroom",
    title: Phrase(
      nl: "Regio, doorstroom naar technisch mbo", en: "Region, doorstroom to technical mbo"),
    description: Phrase(
      nl:
        "Percentage doorstroom per profiel (of TL) en jaar, met de noemer en de definitie als die "
        + "bekend zijn; bestemming zegt of het om alle technische mbo's gaat of om die in de regio.",
      en:
        "Percentage of doorstroom per profile (or TL) and year, with its denominator and definition "
        + "if known; bestemming says whether all technical mbo counts or that in the region."),
    origin: "Our own layout; data/README.md tells its columns.",
    columns: own(
      ["regio", "groep", "jaar", "percentage", "noemer", "bestemming", "definitie", "bron"],
      counts: ["noemer"], decimals: ["percentage"], years: ["jaar"],
      optional: ["bestemming", "definitie"], absent: ["bestemming", "definitie"],
      samples: [
        "groep": .oneOf(Profiel.all.map(\.name) + ["TL"]), "jaar": .year,
        "percentage": .decimal(20...95, decimals: 1), "noemer": .count(around: 60),
        "bestemming": .oneOf(["technisch mbo", "technisch mbo in de regio"]),
        "definitie": .constant("alle vmbo-verlaters"),
      ]),
    suppression: [.lessThanFive, .minusOne],
    key: ["regio", "groep", "jaar", "bestemming", "definitie"],
    period: .column("jaar", .jaar), isProvisional: false,
    interpreter: { binding in
      let (regio, groep) = (binding.required("regio"), binding.required("groep"))
      let (jaar, bron) = (binding.required("jaar"), binding.required("bron"))
      let (percentage, noemer) = (binding.required("percentage"), binding.required("noemer"))
      let (bestemming, definitie) = (binding.slot("bestemming"), binding.slot("definitie"))
      return { (cells, row, _) throws(IngestError) in
        let area: String
        if cells.fields[groep].uppercased() == "TL" {
          area = "TL"
        } else {
          area = try Self.profiel(cells, groep, also: ["TL"]).name
        }
        let value = try cells.number(percentage)
        guard (0...100).contains(value) else {
          throw cells.bad(percentage, Phrase(nl: "een percentage 0–100", en: "a percentage 0–100"))
        }
        row.figures.append(
          Figure(
            layout: cells.layout, region: cells.fields[regio],
            indicator: try Self.doorstroom(cells, bestemming),
            name: definitie.map { cells.fields[$0] } ?? "", area: area,
            period: .jaar(try cells.year(jaar)), value: value, unit: .procent,
            denominator: cells.counts[noemer], section: cells.fields[bron],
            source: cells.source(percentage)))
      }
    })

  static let regioIndicatoren = Layout(
    id: "regio-indicatoren",
    title: Phrase(nl: "Regio, indicatoren per jaar", en: "Region, indicators by year"),
    description: Phrase(
      nl: "Een getal van een indicator uit het register, per gebied, uitsplitsing en jaar.",
      en: "A number of an indicator in the registry, per area, category and year."),
    origin: "Our own layout; data/README.md tells its columns.",
    columns: own(
      [
        "regio", "indicator", "maat", "gebied", "uitsplitsing", "jaar", "relatie", "waarde",
        "eenheid", "bron",
      ], decimals: ["waarde"], years: ["jaar"], optional: ["maat", "gebied", "uitsplitsing"],
      samples: [
        "indicator": .together(Indicator.registry.map(\.id)), "maat": .constant("totaal"),
        "gebied": .place(.gemeente), "uitsplitsing": .oneOf(["", "vrouw", "BB"]), "jaar": .year,
        "relatie": .oneOf(["=", "~"]), "waarde": .decimal(5...95, decimals: 0),
        "eenheid": .together(Indicator.registry.map(\.unit.rawValue)),
      ]),
    suppression: [],
    key: ["regio", "indicator", "maat", "gebied", "uitsplitsing", "jaar", "relatie", "bron"],
    period: .column("jaar", .jaar), isProvisional: false,
    interpreter: { binding in
      let (regio, indicator) = (binding.required("regio"), binding.required("indicator"))
      let (maat, gebied) = (binding.required("maat"), binding.required("gebied"))
      let (split, jaar) = (binding.required("uitsplitsing"), binding.required("jaar"))
      let (relatie, waarde) = (binding.required("relatie"), binding.required("waarde"))
      let (eenheid, bron) = (binding.required("eenheid"), binding.required("bron"))
      return { (cells, row, _) throws(IngestError) in
        let id = cells.fields[indicator]
        guard Indicator.find(id) != nil else {
          throw .unknownIndicator(
            file: cells.file, line: cells.row, found: id,
            nearest: nearest(to: id, in: Indicator.registry.map(\.id)))
        }
        row.figures.append(
          Figure(
            layout: cells.layout, region: cells.fields[regio], indicator: id,
            name: cells.fields[maat], area: cells.fields[gebied], category: cells.fields[split],
            period: .jaar(try cells.year(jaar)), value: try cells.number(waarde),
            relation: try cells.value(relatie, Figure.Relation.self),
            unit: try cells.value(eenheid, Figure.Unit.self), section: cells.fields[bron],
            source: cells.source(waarde)))
      }
    })

  static let regioAanbod = Layout(
    id: "regio-aanbod",
    title: Phrase(nl: "Regio, aanbod", en: "Region, what is on offer"),
    description: Phrase(
      nl: "Welke school welk profiel of keuzevak aanbiedt, met het teken zoals gedrukt.",
      en: "Which school offers which profile or keuzevak, with the mark as printed."),
    origin: "Our own layout; data/README.md tells its columns.",
    columns: own(
      ["regio", "soort", "school", "vestiging", "naam", "groep", "vermelding", "bron"],
      optional: ["vestiging", "groep", "vermelding"],
      samples: [
        "soort": .together(["profiel", "keuzevak", "keuzevak"]), "school": .schoolName,
        "vestiging": .vestiging,
        "naam": .together(["BWI", "Schilderen (KV 1207)", "Elektrische auto (KV 1710)"]),
        "groep": .together(["BWI", "BWI", "M&T"]), "vermelding": .oneOf(["X", "(X)"]),
      ]),
    suppression: [], key: ["regio", "soort", "school", "vestiging", "naam", "groep"], period: .none,
    isProvisional: false,
    interpreter: { binding in
      let (regio, soort) = (binding.required("regio"), binding.required("soort"))
      let (school, vestiging) = (binding.required("school"), binding.required("vestiging"))
      let (naam, groep) = (binding.required("naam"), binding.required("groep"))
      let (mark, bron) = (binding.required("vermelding"), binding.required("bron"))
      return { (cells, row, _) throws(IngestError) in
        let code = cells.fields[vestiging].isEmpty ? nil : try cells.vestiging(vestiging)
        row.offers.append(
          Offer(
            region: cells.fields[regio], kind: try cells.value(soort, Offer.Kind.self),
            school: cells.fields[school], vestiging: code, name: cells.fields[naam],
            group: cells.fields[groep], mark: cells.fields[mark], section: cells.fields[bron],
            source: cells.source(mark)))
      }
    })

  /// Columns whose header is their name; those not named otherwise hold text that may not be blank.
  /// In a sample `regio` and `bron` say that it is one.
  static func own(
    _ names: [String], counts: Set<String> = [], decimals: Set<String> = [],
    years: Set<String> = [], optional: Set<String> = [], absent: Set<String> = [],
    samples: [String: Column.Sample]
  ) -> [Column] {
    names.map { name in
      let kind: Column.Kind =
        if counts.contains(name) {
          .count
        } else if decimals.contains(name) {
          .decimal
        } else if years.contains(name) {
          .year
        } else if optional.contains(name) {
          .text
        } else {
          .required
        }
      let made: [String: Column.Sample] = [
        "regio": .oneOf(["voorbeeld-noord", "voorbeeld-zuid"]),
        "bron": .constant("verzonnen voorbeeld"),
      ]
      return Column(
        name, [name], kind, isRequired: !absent.contains(name),
        sample: samples[name] ?? made[name])
    }
  }

  /// The indicator of a destination; an empty cell, or no column, is all technical mbo.
  private static func doorstroom(_ cells: Cells, _ slot: Int?) throws(IngestError) -> String {
    let all = ["technisch mbo", "technisch mbo in de regio"]
    guard let slot, !cells.fields[slot].isEmpty, cells.fields[slot] != all[0] else {
      return "doorstroom-technisch-mbo"
    }
    guard cells.fields[slot] == all[1] else { throw cells.bad(slot, oneOf: all) }
    return "doorstroom-technisch-mbo-regio"
  }

  /// One of the ten profiles by its short name.
  static func profiel(
    _ cells: Cells, _ slot: Int, also: [String] = []
  ) throws(IngestError) -> Profiel {
    guard let profiel = Vocabulary.shortProfiel(cells.fields[slot]) else {
      throw cells.bad(slot, oneOf: Profiel.all.map(\.name) + also)
    }
    return profiel
  }
}
