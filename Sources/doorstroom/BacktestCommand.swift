import ArgumentParser
import Pipeline
import Records

/// `doorstroom backtest`
struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: said(
      "Toets achteraf hoe goed een voorspelling was geweest.",
      "Test afterwards how good a forecast would have been."),
    subcommands: [Cohort.self])

  /// `doorstroom backtest cohort`
  struct Cohort: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cohort",
      abstract: said(
        "Voorspel examenkandidaten techniek uit de leerlingen van vier jaar eerder.",
        "Predict exam candidates of techniek from the pupils of four years before."),
      discussion: said(
        """
        Zoekt in wat u geeft DUO’s leerlingen vo per vestiging naar onderwijstype (2019), de \
        examenkandidaten van 2015–2019 en 2020–2024, en OVERGANGEN; herkend aan hun kolommen. Zegt wat \
        ontbreekt. De leerlingen van leerjaar 4, 3, 2 en 1 voorspellen de kandidaten van de vier jaren \
        daarna per vestiging en leerweg; fout, scheefheid en dekking staan naast die van “zelfde als \
        vorig jaar” en een kale verhouding.

        Voorbeelden:
          doorstroom backtest cohort ~/Downloads
          doorstroom backtest cohort *.csv --csv terugtoets.csv
        """,
        """
        Looks among what you give for DUO’s pupils vo per location by type of education (2019), the \
        exam candidates of 2015–2019 and 2020–2024, and OVERGANGEN, known by their columns. Says what \
        is missing. The pupils of leerjaar 4, 3, 2 and 1 predict the candidates of the next four years \
        by location and leerweg; error, bias and coverage stand beside those of “same as last year” \
        and a plain ratio.

        Examples:
          doorstroom backtest cohort ~/Downloads
          doorstroom backtest cohort *.csv --csv holdout.csv
        """))

    @OptionGroup var shared: LanguageOption
    @Argument(
      help: .said(
        "CSV-bestanden, of mappen met CSV-bestanden.", "CSV files, or folders of CSV files."))
    var paths: [String]
    @Option(
      name: .customLong("csv"),
      help: .said("Schrijf alle uitkomsten naar dit bestand.", "Write all outcomes to this file."))
    var csv: String?
    @Flag(
      name: .customLong("json"),
      help: .said(
        "Toon alle uitkomsten en verhuizingen als JSON.", "Print all outcomes and moves as JSON."))
    var isJSON = false

    func run() throws {
      let start = ContinuousClock.now
      let language = shared.lang
      let report = try explaining(language) { () throws(PipelineError) in
        try CohortBacktest.report(on: try InputFiles(paths).paths) {
          Console.progress(since: start, $0[language])
        }
      }
      if let csv {
        try explaining(language) { () throws(PipelineError) in
          try report.writeCSV(to: csv, language: language)
        }
      }
      try Console.print(
        isJSON ? report.jsonText() : report.terminalText(language: language), terminator: "")
    }
  }
}
