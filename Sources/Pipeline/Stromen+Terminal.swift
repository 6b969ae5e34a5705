import Forecasting
public import Records
import Reports

extension Stromen {
  /// More vestigingen than this are not shown one by one; the CSV files hold them all.
  static let shownVestigingen = 6
  /// More findings than this are not shown.
  static let shownFindings = 12

  /// For a terminal of 80 columns, with the terms explained.
  ///
  /// - Parameters:
  ///   - language: Of words and numbers.
  ///   - showsEach: Whether the rates of each location are shown, of at most six.
  public func summary(language: Language, showsEach: Bool = false) -> String {
    func wrapped(_ phrase: Phrase) -> String { TerminalText.wrapped(phrase[language]) + "\n" }
    func render(_ table: Table) -> String { TerminalTable.render(table, language: language) }
    let ofEach = forecast.vestigingen.count > 1
    let isShown = ofEach && forecast.vestigingen.count <= Self.shownVestigingen
    let hasRatesOfEach = isShown && forecast.rates.contains { $0.vestiging != nil }
    let ratesOfEach = hasRatesOfEach && showsEach
    var text = wrapped(opening) + wrapped(method)
    if !forecast.findings.isEmpty { text += "\n" + findings(language) }

    text +=
      "\n"
      + wrapped(
        say("Kansen van alle vestigingen samen", "Rates of all locations together"))
    text += render(basis == nil ? rates(nil) : stockRates)
    if ratesOfEach {
      for vestiging in forecast.vestigingen {
        text += "\n" + wrapped(say("Kansen van ", "Rates of ") + Phrase(vestiging))
        text += render(rates(vestiging))
      }
    }
    if forecast.rates.contains(where: \.isFew) {
      text += wrapped(
        say(
          "* minder dan 30 leerlingen: het interval zegt meer dan de kans.",
          "* fewer than 30 pupils: the interval says more than the rate."))
    }
    if !forecast.tests.isEmpty { text += "\n" }
    for test in forecast.tests { text += wrapped(verdict(test)) }

    text +=
      "\n"
      + wrapped(
        say("Verwachting van alle vestigingen samen", "Projection of all locations together"))
    text += render(projection(forecast.series.filter { $0.vestiging == nil }, lastOnly: false))
    if !forecast.chances.isEmpty {
      text +=
        "\n"
        + wrapped(
          say(
            "Kans op de doelen, alle vestigingen samen",
            "Chance of the goals, all locations together"))
      text += render(chances)
    }
    let parts = forecast.series.filter { $0.vestiging != nil }
    if isShown, !parts.isEmpty, let last = parts[0].outlook.last?.period.year {
      text += "\n" + wrapped(say("Per vestiging in \(last)", "By location in \(last)"))
      text += render(projection(parts, lastOnly: true))
    }
    if ofEach {
      text += wrapped(
        isShown
          ? (hasRatesOfEach && !showsEach
            ? say(
              "--per-vestiging toont ook de kansen van elke vestiging; --out MAP geeft elk jaar van elke "
                + "vestiging.",
              "--per-vestiging shows the rates of each location too; --out FOLDER gives every year of "
                + "every location.")
            : say(
              "--out MAP geeft elk jaar van elke vestiging.",
              "--out FOLDER gives every year of every location."))
          : say(
            "--out MAP geeft de kansen en jaren van elke vestiging.",
            "--out FOLDER gives the rates and years of every location."))
    }
    return text + "\n" + terms.map(wrapped).joined()
  }

  private func say(_ nl: String, _ en: String) -> Phrase { Phrase(nl: nl, en: en) }

  private var opening: Phrase {
    let (first, last) = (forecast.years.lowerBound, forecast.years.upperBound)
    let exits = forecast.exits.joined(separator: ", ")
    let (v, s) = (forecast.vestigingen.count, forecast.states.count)
    return Phrase(forecast.file)
      + say(
        ": \(v) vestiging\(v == 1 ? "" : "en"), \(s) toestanden, "
          + "\(basis == nil ? "stromen" : "standen") van peildatum \(first) tot \(last + 1). "
          + (exits.isEmpty ? "Er zijn geen uitgangen." : "Uitgangen: \(exits)."),
        ": \(v) location\(v == 1 ? "" : "s"), \(s) states, "
          + "\(basis == nil ? "flows" : "stocks") from peildatum \(first) to \(last + 1). "
          + (exits.isEmpty ? "There are no exits." : "Exits: \(exits)."))
  }

  private var method: Phrase {
    switch forecast.method {
    case .pooled:
      say(
        "De kansen van een vestiging leunen op die van de andere, meer naarmate zij kleiner is.",
        "The rates of a location lean on those of the others, the more the smaller it is.")
    case .separate(let reason):
      say("De kansen van elke vestiging staan op zichzelf: ", "Each location has its own rates: ")
        + reason + Phrase(".")
    case .wandering(let spread):
      say(
        "De kansen wandelen van jaar tot jaar en zijn voor alle vestigingen gelijk genomen; hieronder die "
          + "van het laatste jaar. Bij een kans van 50 % is een stap van een jaar naar schatting ",
        "The rates wander from year to year and are taken to be the same at all locations; below are those "
          + "of the last year. At a rate of 50% a year's step is an estimated ")
        + .number(25 * spread, decimals: 1)
        + say(
          " punten groot (standaardafwijking); in de verwachting gaan zij zo door.",
          " points (standard deviation); in the projection they go on like that.")
    case .stocks(let basis):
      say(
        "Niemand is van jaar tot jaar gevolgd: de kansen volgen uit \(basis.equations) "
          + "\(basis.equations == 1 ? "stand" : "standen") met die van het jaar ervoor, en zijn voor "
          + "alle vestigingen gelijk genomen. Schatter: ",
        "Nobody was followed from year to year: the rates follow from \(basis.equations) "
          + "\(basis.equations == 1 ? "stock" : "stocks") with those of the year before, and are taken "
          + "to be the same at all locations. Estimator: ") + name(basis.estimator)
        + Phrase(". ") + determination(basis)
    }
  }

  private var basis: StroomForecast.Basis? {
    if case .stocks(let basis) = forecast.method { basis } else { nil }
  }

  private func name(_ estimator: StroomForecast.Estimator) -> Phrase {
    let held = StroomForecast.Estimator.held
    let known = say(
      " (trekkingen binnen 0 en 100 %; op nagebootste regio's viel \(held) van de 100 keer de ware kans in "
        + "het 95 %-interval)",
      " (draws within 0 and 100%; on simulated regions the true rate fell into its 95% interval \(held) "
        + "times of 100)")
    let picked =
      switch estimator {
      case .posterior: Phrase("")
      case .leastSquares: say("kleinste kwadraten", "least squares")
      case .weighted: say("gewogen kleinste kwadraten", "weighted least squares")
      case .likelihood: say("aannemelijkheid", "likelihood")
      }
    return estimator == .posterior
      ? Phrase("posterior") + known
      : picked
        + say(
          "; intervallen en verwachting van de posterior",
          "; intervals and projection of the posterior")
        + known
  }

  private func determination(_ basis: StroomForecast.Basis) -> Phrase {
    let open = forecast.rates.count { $0.range != nil }
    if open > 0 {
      return say(
        "De standen laten \(open) van de \(forecast.rates.count) kansen open: zie “kan zijn”.",
        "The stocks leave \(open) of the \(forecast.rates.count) rates open: see “can be”.")
    }
    return basis.condition > 300
      ? say(
        "De standen bepalen elke kans, maar nauwelijks: een paar leerlingen meer of minder veranderen "
          + "haar sterk.",
        "The stocks determine each rate, but hardly: a few pupils more or fewer change it a great deal."
      )
      : say("De standen bepalen elke kans.", "The stocks determine each rate.")
  }

  private func findings(_ language: Language) -> String {
    let sorted = forecast.findings.sorted { $0.level > $1.level }
    var text = sorted.prefix(Self.shownFindings).map { finding in
      let row = finding.row.map { say(", rij \($0)", ", row \($0)") } ?? Phrase("")
      let line =
        finding.level.title + row + Phrase(": ") + finding.text + Phrase("; ") + finding.remedy
        + Phrase(".")
      return TerminalText.wrapped(line[language]) + "\n"
    }.joined()
    if sorted.count > Self.shownFindings {
      let rest = sorted.count - Self.shownFindings
      text +=
        say(
          "… en nog \(rest); --out MAP geeft ze alle.",
          "… and \(rest) more; --out FOLDER gives them all.")[language] + "\n"
    }
    return text
  }

  private func rates(_ vestiging: String?) -> Table {
    let percent = Table.Column.Kind.percent(decimals: 0)
    return Table(
      id: "kansen", title: Phrase(""), caption: Phrase(""),
      columns: [
        .init(key: "weg", title: say("van naar", "from to"), kind: .text),
        .init(key: "gingen", title: say("gingen", "went"), kind: .number(decimals: 0)),
        .init(key: "leerlingen", title: say("van", "of"), kind: .number(decimals: 0)),
        .init(key: "kans", title: say("kans", "rate"), kind: percent),
        .init(key: "80", title: say("80 %", "80%"), kind: percent),
        .init(key: "95", title: say("95 %", "95%"), kind: percent),
      ],
      rows: forecast.rates.filter { $0.vestiging == vestiging }.map { rate in
        func percents(_ range: ClosedRange<Double>) -> Table.Cell {
          .interval(100 * range.lowerBound...100 * range.upperBound)
        }
        return .init([
          .text(
            Phrase(rate.from) + say(" naar ", " to ") + Phrase(rate.to + (rate.isFew ? " *" : ""))),
          .count(rate.count), .count(rate.pupils), .number(100 * rate.value),
          percents(rate.interval80), percents(rate.interval95),
        ])
      }, source: Phrase(""))
  }

  /// The rates of a file of stocks: nobody was seen to go, and some rates may stay open.
  private var stockRates: Table {
    let percent = Table.Column.Kind.percent(decimals: 0)
    func percents(_ range: ClosedRange<Double>) -> Table.Cell {
      .interval(100 * range.lowerBound...100 * range.upperBound)
    }
    let isOpen = forecast.rates.contains { $0.range != nil }
    let columns: [Table.Column] = [
      .init(key: "weg", title: say("van naar", "from to"), kind: .text),
      .init(key: "leerlingen", title: say("van", "of"), kind: .number(decimals: 0)),
      .init(key: "kans", title: say("kans", "rate"), kind: percent),
      .init(key: "80", title: say("80 %", "80%"), kind: percent),
      .init(key: "95", title: say("95 %", "95%"), kind: percent),
      .init(key: "ruimte", title: say("kan zijn", "can be"), kind: percent),
    ]
    return Table(
      id: "kansen", title: Phrase(""), caption: Phrase(""),
      columns: isOpen ? columns : columns.dropLast(),
      rows: forecast.rates.map { rate in
        let cells: [Table.Cell] = [
          .text(
            Phrase(rate.from) + say(" naar ", " to ") + Phrase(rate.to + (rate.isFew ? " *" : ""))),
          .count(rate.pupils), .number(100 * rate.value), percents(rate.interval80),
          percents(rate.interval95),
        ]
        return .init(isOpen ? cells + [rate.range.map(percents) ?? .text(Phrase(""))] : cells)
      }, source: Phrase(""))
  }

  /// Every peildatum up to five, where they fit beside the goals; else the first and the last.
  private var chances: Table {
    let years = forecast.chances.first?.years.map(\.period.year) ?? []
    let widest =
      forecast.chances.map { max($0.goal.text.nl.count, $0.goal.text.en.count) }.max() ?? 0
    let shown =
      years.count > 5 || widest > 36 ? Set([0, years.count - 1]).sorted() : Array(years.indices)
    return Table(
      id: "doelen", title: Phrase(""), caption: Phrase(""),
      columns: [.init(key: "doel", title: say("doel", "goal"), kind: .text)]
        + shown.map { .init(key: "\(years[$0])", title: Phrase("\(years[$0])"), kind: .year) }
        + [.init(key: "elk", title: say("elk jaar", "every year"), kind: .year)],
      rows: forecast.chances.map { one in
        .init(
          [.text(one.goal.text)]
            + (shown.map { one.years[$0].chance } + [one.everyYear]).map {
              .text(Phrase.chance($0...$0))
            })
      }, source: Phrase(""))
  }

  private func projection(_ series: [StroomForecast.Series], lastOnly: Bool) -> Table {
    let number = Table.Column.Kind.number(decimals: 0)
    var rows: [Table.Row] = []
    for one in series {
      let name =
        (lastOnly ? Phrase((one.vestiging ?? "") + ", ") : Phrase(""))
        + (one.state.map { Phrase($0) } ?? Self.inside)
        + (one.isExit ? say(" (uitgang)", " (exit)") : Phrase(""))
      var shown: [(year: Int, count: Count?, outlook: Outlook?)] = []
      if !lastOnly, let now = one.observed.last { shown.append((now.period.year, now.count, nil)) }
      shown += one.outlook.suffix(lastOnly ? 1 : one.outlook.count).map {
        ($0.period.year, nil, $0)
      }
      for (index, row) in shown.enumerated() {
        let counted = say("geteld", "counted")
        rows.append(
          .init([
            .text(index == 0 ? name : Phrase("")), .number(Double(row.year)),
            row.outlook.map { .number($0.median) } ?? .count(row.count ?? .missing),
            row.outlook.map { .interval($0.interval80) } ?? .text(counted),
            row.outlook.map { .interval($0.interval95) } ?? .text(Phrase("")),
          ]))
      }
    }
    return Table(
      id: "projectie", title: Phrase(""), caption: Phrase(""),
      columns: [
        .init(key: "toestand", title: say("toestand", "state"), kind: .text),
        .init(key: "jaar", title: say("peildatum", "peildatum"), kind: .year),
        .init(key: "midden", title: say("midden", "middle"), kind: number),
        .init(key: "80", title: say("80 %", "80%"), kind: number),
        .init(key: "95", title: say("95 %", "95%"), kind: number),
      ], rows: rows, source: Phrase(""))
  }

  private func verdict(_ test: StroomForecast.Test) -> Phrase {
    let subject: Phrase
    switch test.subject {
    case .vestigingen:
      subject = say("Verschillen de vestigingen? ", "Do the locations differ? ")
    case .years: subject = say("Verschillen de jaren? ", "Do the years differ? ")
    }
    var left = Phrase("")
    if !test.leftOut.isEmpty {
      left =
        left
        + say(
          " Zonder \(test.leftOut.joined(separator: ", ")): daarvan zijn cellen achtergehouden.",
          " Without \(test.leftOut.joined(separator: ", ")): cells of these are withheld.")
    }
    if !test.grouped.isEmpty {
      left =
        left
        + say(
          " Uit \(test.grouped.joined(separator: ", ")) zijn de wegen met achtergehouden cellen samen "
            + "genomen.",
          " Out of \(test.grouped.joined(separator: ", ")) the ways with withheld cells are taken "
            + "together.")
    }
    guard let result = test.result else {
      return subject
        + say("Niet te zeggen: er is niets te vergelijken.", "There is nothing to compare.")
        + left
    }
    let p = Phrase(" (p = ") + .number(result.pValue, decimals: 3) + Phrase(").")
    let differs =
      result.pValue < 0.05
      ? say("Ja, meer dan toeval verklaart", "Yes, by more than chance explains")
      : say("Niet meer dan toeval verklaart", "Not by more than chance explains")
    return subject + differs + p + left
  }

  private var terms: [Phrase] {
    let last = forecast.years.upperBound
    var terms = [
      say(
        "Peildatum: 1 oktober van dat jaar. Kans: het deel van de leerlingen van een toestand dat een "
          + "jaar later in de andere is. Een weg die hier niet staat, bestaat in de berekening niet.",
        "Peildatum: 1 October of that year. Rate: the share of the pupils of a state who are in the "
          + "other a year later. A way that is not listed here does not exist in the computation."),
      say(
        "Midden: even waarschijnlijk te hoog als te laag. 80 %: in 8 van de 10 gevallen valt het "
          + "tussen deze grenzen; 95 %: in 19 van de 20.",
        "Middle: as likely too high as too low. 80%: in 8 of 10 cases it falls between these bounds; "
          + "95%: in 19 of 20."),
      say(
        "Uitgang: wie in het jaar tot die peildatum aankwam. Alle toestanden: zonder uitgangen.",
        "Exit: who arrived in the year up to that peildatum. All states: without exits."),
    ]
    if forecast.rates.contains(where: { $0.range != nil }) {
      terms.append(
        say(
          "Kan zijn: elke kans tussen deze grenzen past, met andere kansen samen, even goed bij de standen.",
          "Can be: each rate between these bounds fits the stocks as well, together with other rates."
        ))
    }
    if !forecast.tests.isEmpty {
      terms.append(
        say(
          "p: de kans op zulke verschillen als er geen zijn; onder 0,05 is toeval onwaarschijnlijk.",
          "p: the chance of such differences when there are none; below 0.05 chance is unlikely."))
    }
    terms.append(
      say(
        "Instroom: zoals het gemiddelde van de gegeven jaren, met hun spreiding. ",
        "Inflow: as the mean of the years given, with their spread. ")
        + .number(Double(forecast.options.replicates), decimals: 0)
        + say(
          " gesimuleerde toekomsten vanaf peildatum \(last + 1).",
          " simulated futures from peildatum \(last + 1)."))
    return terms
  }
}
