public import Forecasting
public import Goals
public import Records

extension Report {
  /// Puts the values of one region in reading order. Nothing is computed here but sums and
  /// differences of printed counts.
  ///
  /// - Parameters:
  ///   - data: What the files say.
  ///   - techniek: The forecast; nil where nothing can be forecast.
  ///   - verdicts: One a goal.
  ///   - findings: What is doubtful in the data.
  ///   - files: The files that were read.
  ///   - version: The version of the program.
  public init(
    data: RegionData, techniek: TechniekForecast?, verdicts: [Verdict], findings: [Finding],
    files: [SourceFile], version: String
  ) {
    let composer = Composer(data: data, techniek: techniek, verdicts: verdicts)
    self.init(
      region: data.region, summary: composer.summary, verdicts: verdicts,
      leadChart: composer.leadChart, chapters: composer.chapters(findings: findings),
      files: files, version: version)
  }
}

/// Makes the chapters of one region's report.
struct Composer {
  let data: RegionData
  let techniek: TechniekForecast?
  let verdicts: [Verdict]
  /// The projections of the forecast, in its own order.
  let projections: [Projection]

  init(data: RegionData, techniek: TechniekForecast?, verdicts: [Verdict]) {
    self.data = data
    self.techniek = techniek
    self.verdicts = verdicts
    projections = techniek?.projections() ?? []
  }

  /// The state of affairs in a few sentences.
  var summary: Phrase {
    let judged = verdicts.filter { $0.outcome != .gemonitord }
    func count(_ outcomes: Verdict.Outcome...) -> Int {
      judged.count { outcomes.contains($0.outcome) }
    }
    let parts: [(Int, Phrase)] = [
      (count(.gehaald), Verdict.Outcome.gehaald.name),
      (count(.nietGehaald), Verdict.Outcome.nietGehaald.name),
      (count(.opKoers), Verdict.Outcome.opKoers.name),
      (count(.risico), Verdict.Outcome.risico.name),
      (count(.buitenBereik), Verdict.Outcome.buitenBereik.name),
      (count(.nietTeZeggen), Verdict.Outcome.nietTeZeggen.name),
    ].filter { $0.0 > 0 }
    var text = Phrase(
      nl: "Van de \(judged.count) doelen die met cijfers te toetsen zijn: ",
      en: "Of the \(judged.count) goals that figures can test: ")
    for (index, part) in parts.enumerated() {
      text = text + Phrase(index > 0 ? ", " : "") + Phrase("\(part.0) ") + part.1
    }
    let monitored = verdicts.count - judged.count
    text =
      text + Phrase(". ")
      + Phrase(
        nl: "Nog \(monitored) afspraken telt het programma zelf. ",
        en: "The programme itself counts \(monitored) more. ")
    return text
      + Phrase(
        nl:
          "Een kans zegt wat de cijfers tot nu toe laten verwachten, niet wat het programma nog kan "
          + "veranderen.",
        en:
          "A chance says what the figures so far lead to expect, not what the programme can still "
          + "change.")
      + (data.movesIntoTheRegion.isEmpty
        ? Phrase("")
        : Phrase(
          nl: " Let op: leerlingen van een vestiging buiten het plan zijn vermoedelijk naar een "
            + "vestiging in het plan verhuisd; dat vertekent de groei.",
          en:
            " Mind: pupils of a location outside the plan have probably moved to one in the plan, "
            + "which distorts the growth."))
  }

  /// The fan of all technical profiles, with the goal's line.
  var leadChart: FanChart? {
    guard let total = projections.first, !total.outlook.isEmpty else { return nil }
    let goal = verdicts.first { $0.goal.indicator == "leerlingen-techniek" && $0.target != nil }
    return fan(
      total, title: subjectName, target: goal?.target)
  }

  /// What is forecast: pupils on 1 October, or exam candidates.
  var subjectName: Phrase {
    isStock
      ? Phrase(nl: "Leerlingen in een technisch profiel", en: "Pupils in a technical profile")
      : Phrase(nl: "Examenkandidaten techniek", en: "Exam candidates techniek")
  }

  /// Whom and when it counts.
  var subjectDefinition: Phrase {
    isStock
      ? Phrase(
        nl: "Leerlingen in leerjaar 3 en 4 van BB, KB en GL op 1 oktober.",
        en: "Pupils in leerjaar 3 and 4 of BB, KB and GL on 1 October.")
      : Phrase(
        nl: "Examenkandidaten techniek in BB, KB en GL, per examenjaar.",
        en: "Exam candidates techniek in BB, KB and GL, by exam year.")
  }

  private var isStock: Bool { techniek?.subject != .exams }

  /// A fan chart of one projection with its caption.
  func fan(_ projection: Projection, title: Phrase, target: Double?) -> FanChart {
    let last = projection.outlook.last
    let caption =
      last.map { outlook in
        subjectDefinition
          + Phrase(
            nl: " Verwacht in \(outlook.period.year): ",
            en: " Expected in \(outlook.period.year): ")
          + .number(outlook.median) + Phrase(nl: " (80 %: ", en: " (80%: ")
          + .interval(outlook.interval80)
          + Phrase(nl: "; 95 %: ", en: "; 95%: ") + .interval(outlook.interval95) + Phrase(").")
      } ?? Phrase("")
    return FanChart(
      id: "waaier-" + projection.id.replacingSlashes, title: title, caption: caption,
      unit: isStock
        ? Phrase(nl: "leerlingen", en: "pupils")
        : Phrase(nl: "examenkandidaten", en: "exam candidates"), projection: projection,
      target: target,
      targetLabel: target.map { Phrase(nl: "doel ", en: "goal ") + .number($0) } ?? Phrase(""))
  }

  /// All chapters that have something to say, in reading order.
  func chapters(findings: [Finding]) -> [Report.Chapter] {
    [
      pupils, outlook, doorstroom, exams, offer, labourMarket, programme,
      quality(findings: findings),
    ].compactMap { $0 }
  }
}

extension String {
  /// An id that can name a file or an anchor.
  var replacingSlashes: String {
    String(map { $0 == "/" || $0 == "&" || $0 == " " ? "-" : $0 }).lowercased()
  }
}
