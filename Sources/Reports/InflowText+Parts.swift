import Forecasting
import Records

extension InflowText {
  /// What stands behind a year that is not of counted cohorts.
  static func mark(_ inflow: Inflow, _ year: Int) -> String {
    switch inflow.origin(year) {
    case .counted: ""
    case .between: " ~"
    case .expected: " *"
    }
  }

  /// What the marked years rest on.
  static func beyond(_ inflow: Inflow, _ beyond: Inflow.Beyond) -> Phrase {
    var text = Phrase("")
    if beyond.first > beyond.counted + 1 {
      text = Phrase(
        nl: "~ Tussen de getelde kinderen (tot en met \(beyond.counted)) en de prognose "
          + "(vanaf \(beyond.first)) in: een rechte lijn op logaritmische schaal. ",
        en: "~ Between the counted children (up to \(beyond.counted)) and the forecast "
          + "(from \(beyond.first) on): a straight line on a logarithmic scale. ")
    }
    text =
      text
      + Phrase(
        nl:
          "* Naar DUO’s prognose van de leerlingen po op \(beyond.schools) scholen in de gemeenten van "
          + "de regio: leerjaar 3 verandert zoals alle leerlingen po zes jaar eerder. ",
        en: "* By DUO's forecast of pupils po at \(beyond.schools) schools in the region's "
          + "municipalities: leerjaar 3 changes as all pupils po do six years before. ")
    text =
      text
      + (beyond.overlaps
        ? Phrase(
          nl:
            "De verhouding tussen die twee is die van het laatste jaar waarvan beide bekend zijn.",
          en: "The ratio between these is that of the last year of which both are known.")
        : Phrase(
          nl: "De verhouding tussen die twee is aangenomen als die van de telling naar leeftijd.",
          en: "The ratio between these is assumed to be that of the count by age."))
    return text
      + Phrase(
        nl: " Aangenomen fout, want DUO geeft geen marge: ",
        en: " Assumed error, as DUO gives no margin: ")
      + .number((beyond.overlaps ? 100 : 200) * inflow.options.prognosisSpread, decimals: 1)
      + Phrase(nl: " % en ", en: "% and ")
      + .number(100 * inflow.options.prognosisYearSpread, decimals: 1)
      + Phrase(
        nl: " % per jaar erbij. Op een echt prognosebestand is dit niet beoordeeld.",
        en: "% a year more. This was not judged on a real file of the forecast.")
  }

  /// The mean of each location and of its profiles by year, and the interval of the last.
  static func perLocation(_ inflow: Inflow, _ format: NumberFormat) -> String {
    // Six years fit beside the names.
    let years = Array(inflow.years.suffix(6))
    func line(
      _ name: String, _ values: [String], _ interval: String, indent: String = ""
    ) -> String {
      DisplayWidth.padded(indent + DisplayWidth.wrapped(name, width: 24)[0], to: 25)
        + values.map { DisplayWidth.padded($0, to: 6, atRight: true) }.joined()
        + DisplayWidth.padded(interval, to: 14, atRight: true)
    }
    let last = inflow.years.last ?? 0
    let title = Phrase(nl: "vestiging, profiel", en: "location, profile")[format.language]
    let sign = Phrase(nl: "80 % \(last)", en: "80% \(last)")[format.language]
    var lines = [line(title, years.map(String.init), sign)]
    let rows = inflow.rows
    let profiles = inflow.profileRows
    for vestiging in [Region.Vestiging?.none] + inflow.vestigingen.map(Optional.some) {
      let own = rows.filter { $0.vestiging == vestiging && years.contains($0.period.year) }
      guard let end = own.last else { continue }
      let all = Phrase(nl: "alle vestigingen", en: "all locations")[format.language]
      lines.append(
        line(
          vestiging?.name ?? all, own.map { format.number($0.mean) },
          format.interval(end.outlook.interval80)))
      var of: [Inflow.ProfileRow] = []
      for row in profiles where row.vestiging == vestiging && years.contains(row.period.year) {
        of.append(row)
        guard row.period.year == last else { continue }
        lines.append(
          line(
            name(row.profiel)[format.language], of.map { format.number($0.mean) },
            format.interval(row.outlook.interval80), indent: "  "))
        of = []
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Each location's part of the region's entrants in the last year.
  static func marketShares(_ inflow: Inflow, _ format: NumberFormat) -> String {
    let last = inflow.years.last ?? 0
    func line(_ texts: [String]) -> String {
      texts.enumerated().map { place, text in
        DisplayWidth.padded(
          place == 0 ? DisplayWidth.wrapped(text, width: 34)[0] : text, to: place == 0 ? 35 : 14,
          atRight: place > 0)
      }.joined()
    }
    var lines = [
      line(
        [
          Phrase(
            nl: "aandeel in de regio, \(last), %", en: "share of the region, \(last), %"),
          Phrase(nl: "midden", en: "median"), Phrase(nl: "80 %", en: "80%"),
          Phrase(nl: "95 %", en: "95%"),
        ].map { $0[format.language] })
    ]
    for share in inflow.marketShares where share.period.year == last {
      lines.append(
        line([
          share.vestiging.name, format.number(share.median), format.interval(share.interval80),
          format.interval(share.interval95),
        ]))
    }
    return lines.joined(separator: "\n")
  }

  /// What the profiles rest on, in words.
  static func profileBasis(_ inflow: Inflow) -> Phrase {
    var text = Phrase(
      nl: "Profielen: verdeeld naar de nieuwste telling per profiel van elke vestiging: ",
      en: "Profiles: spread as the newest count by profile of each location has them: ")
    var counts: [Inflow.Profiles.Count] = []
    for count in inflow.profiles.counts {
      if let count, !counts.contains(count) { counts.append(count) }
    }
    for (place, count) in counts.enumerated() {
      let names = zip(inflow.vestigingen, inflow.profiles.counts).filter { $0.1 == count }
        .map(\.0.name).joined(separator: ", ")
      text =
        text + Phrase(place > 0 ? "; " : "") + name(count)
        + (counts.count > 1 ? Phrase(" (\(names))") : Phrase(""))
    }
    let spreads = inflow.profiles.spreads
    if counts.contains(where: { $0.isExams }) {
      text =
        text
        + Phrase(
          nl:
            ". Afgeschermde aantallen blijven daarbij binnen hun grenzen en kloppen met het totaal "
            + "van de sector in de examenbestanden, waar dat bekend is",
          en:
            ". Withheld numbers stay within their bounds there and agree with the sector's total in "
            + "the exam files, where that is known")
    }
    text =
      text
      + Phrase(nl: ". De keuze verschilt per jaar (", en: ". The choice differs by year (")
    text = text + .number(spreads.year, decimals: 2)
    text = text + Phrase(nl: ") en verschuift (", en: ") and wanders (")
    text = text + .number(spreads.walk, decimals: 2)
    return text
      + Phrase(
        nl:
          " per jaar, logaritmisch), zoals landelijk in 2019 gemeten: toen hielden intervallen van "
          + "80 % er 82–84, die van 95 % er 92–93. Een profiel dat begint of stopt is niet voorzien.",
        en:
          " a year, logarithmic), as measured nationally in 2019: there intervals of 80% held 82–84, "
          + "those of 95% 92–93. A profile that begins or ends is not foreseen.")
  }

  /// The share with a vmbo advice by year.
  static func advice(_ inflow: Inflow, _ advice: SchoolAdvice, _ format: NumberFormat) -> String {
    func line(_ texts: [String]) -> String {
      texts.enumerated().map { place, text in
        DisplayWidth.padded(text, to: place == 0 ? 20 : 14, atRight: place > 0)
      }.joined()
    }
    let definition = Phrase(
      nl:
        "Schooladviezen van de basisscholen in de gemeenten van de regio. Als vmbo tellen vmbo-b, b/k, "
        + "k, k/gt en gt; vmbo-gt/havo telt voor de helft; de noemer is elk advies, ook pro en vso. Wie "
        + "in schooljaar j/j+1 advies krijgt, is op 1 oktober j+3 aan leerjaar 3 toe. “<5” is 1 tot en "
        + "met 4. Op echte adviesbestanden is dit niet beoordeeld: bij het maken van dit programma "
        + "waren er enkele rijen.",
      en:
        "School advice of the primary schools in the region's municipalities. Vmbo-b, b/k, k, k/gt and "
        + "gt count as vmbo; vmbo-gt/havo counts half; the denominator is all advice, pro and vso too. "
        + "Who gets advice in school year y/y+1 reaches leerjaar 3 on 1 October y+3. “<5” is 1 to 4. "
        + "This was not judged on real files of advice: a few rows were in hand when this "
        + "program was made.")
    var lines = [
      definition[format.language], "",
      line(
        [
          Phrase(nl: "leerjaar 3 in", en: "leerjaar 3 in"),
          Phrase(nl: "scholen", en: "schools"), Phrase(nl: "vmbo %", en: "vmbo %"),
          Phrase(nl: "80 %", en: "80%"), Phrase(nl: "uiterst", en: "extremes"),
        ].map { $0[format.language] }),
    ]
    for row in advice.rows(inflow.years) {
      lines.append(
        line([
          "\(row.period.year)", row.schools.map(String.init) ?? "–",
          format.number(row.share, decimals: 1), format.interval(row.interval80, decimals: 1),
          row.extremes.map { format.interval($0, decimals: 1) } ?? "–",
        ]))
    }
    return lines.joined(separator: "\n")
  }

  /// How the locations were made to change as DUO expects.
  static func calibration(
    _ inflow: Inflow, _ calibration: Inflow.Calibration, _ format: NumberFormat
  ) -> String {
    var lines = [
      Phrase(
        nl:
          "Vo-prognose van DUO: vanaf \(calibration.from) verandert de instroom van elke vestiging zoals "
          + "de vmbo-leerlingen van haar instelling (alle leerwegen en vestigingen). Leerjaar 3 van een "
          + "jaar loopt mee met het gemiddelde van dat jaar en het volgende. DUO geeft geen marge; die "
          + "van de kinderen is gebruikt. Of dit beter voorspelt is niet beoordeeld: dit programma "
          + "is zonder een echt prognosebestand gemaakt.",
        en:
          "DUO's vo forecast: from \(calibration.from) on the inflow of each location changes as the vmbo "
          + "pupils of its institution do (all leerwegen and locations). Leerjaar 3 of a year follows the "
          + "mean of that year and the next. DUO gives no margin; that of the children is used. Whether "
          + "this forecasts better was not judged: this program was made without a real file of it."
      )[
        format.language], "",
      Phrase(
        nl: "Instroom in \(calibration.to) op elke 100 in \(calibration.from); naar de kinderen"
          + (inflow.advice == nil ? ": " : " met een vmbo-advies: "),
        en: "Inflow in \(calibration.to) for 100 in \(calibration.from); by the children"
          + (inflow.advice == nil ? ": " : " with a vmbo advice: "))[
          format.language] + format.number(calibration.children),
    ]
    for (vestiging, published) in zip(inflow.vestigingen, calibration.published) {
      let none = Phrase(nl: "niet in de prognose", en: "not in the forecast")[format.language]
      lines.append(
        DisplayWidth.padded(DisplayWidth.wrapped(vestiging.name, width: 34)[0], to: 35)
          + DisplayWidth.padded(
            published.map { format.number($0) } ?? none, to: 14, atRight: true))
    }
    return lines.joined(separator: "\n")
  }

  /// What could have been used and is not there; nil where all is.
  static func absent(_ inflow: Inflow) -> Phrase? {
    var parts: [Phrase] = []
    if inflow.advice == nil {
      parts.append(
        Phrase(
          nl:
            "schooladviezen (zonder is het deel met een vmbo-advies niet te scheiden van het deel dat "
            + "techniek kiest)",
          en:
            "school advice (without it the share with a vmbo advice cannot be told from the share that "
            + "chooses techniek)"))
    }
    if inflow.beyond == nil {
      parts.append(
        Phrase(
          nl: "DUO’s po-prognose (zonder loopt de instroom tot \(inflow.years.last ?? 0))",
          en: "DUO's po forecast (without it the inflow ends in \(inflow.years.last ?? 0))"))
    }
    if inflow.calibration == nil {
      parts.append(
        Phrase(
          nl: "DUO’s vo-prognose per instelling (zonder volgt elke vestiging het aantal kinderen)",
          en: "DUO's vo forecast by institution (without it each location follows the number of "
            + "children)"))
    }
    if !inflow.profiles.counts.contains(where: { $0?.isExams == true }) {
      parts.append(
        Phrase(
          nl: "geslaagden per profiel van een later examenjaar (zonder geldt de telling hierboven)",
          en: "passed by profile of a later exam year (without it the count above holds)"))
    }
    guard let first = parts.first else { return nil }
    return Phrase(nl: "Niet gebruikt, want niet in hand: ", en: "Not used, not being in hand: ")
      + parts.dropFirst().reduce(first) { $0 + Phrase("; ") + $1 }
      + Phrase(
        nl: ". Waar deze bestanden te halen zijn: doorstroom instroom --help.",
        en: ". Where to get these files: doorstroom instroom --help.")
  }

  /// A profile's name; that of none.
  static func name(_ profiel: Profiel?) -> Phrase {
    profiel.map { Phrase($0.name) } ?? Phrase(nl: "onbekend", en: "unknown")
  }

  /// What a location's profiles were counted in.
  static func name(_ count: Inflow.Profiles.Count) -> Phrase {
    switch count {
    case .leerjaar3(let year):
      Phrase(
        nl: "DUO, leerjaar 3 op 1 oktober \(year)", en: "DUO, leerjaar 3 on 1 October \(year)")
    case .opgave(let year):
      Phrase(
        nl: "opgave van de regio, leerjaar 3 en 4 samen in \(year)",
        en: "the region's statement, leerjaar 3 and 4 together in \(year)")
    case .examens(let year):
      Phrase(
        nl: "DUO, geslaagden en gezakten per profiel, examenjaar \(year)",
        en: "DUO, passed and failed by profile, exam year \(year)")
    }
  }
}
