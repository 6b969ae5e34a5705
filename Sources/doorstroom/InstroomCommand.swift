import ArgumentParser
import Pipeline
import Records

/// `doorstroom instroom`
struct InstroomCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instroom",
    abstract: said(
      "Hoeveel leerlingen er in leerjaar 3 van de techniek bij komen, vanuit de basisschool.",
      "How many pupils will enter leerjaar 3 of techniek, from primary school."),
    discussion: said(
      """
      Rekent met de kinderen die al op de basisschool zitten (duo-po-leeftijd.csv, gemaakt met \
      doorstroom tabulate) en met het deel van hen dat tot nu toe voor techniek koos, per vestiging en \
      profiel. Schrijft niets.

      Deze bestanden van DUO worden gebruikt waar ze zijn, in de map van de regio of in de opslag \
      (doorstroom ingest); wat ontbreekt, staat onder de uitkomst. Landelijke bestanden mogen heel.

      Schooladviezen, een bestand per schooljaar: het deel met een vmbo-advies apart van het deel dat \
      techniek kiest. In de opslag is ook het adressenbestand van het basisonderwijs nodig.
        04-leerlingen-bo-sbo-schooladviezen-2024-2025.csv
        duo.nl, open onderwijsdata, primair onderwijs, leerlingen

      Vo-prognose per instelling: elke vestiging verandert als haar instelling.
        brin4_prognosesvo.csv
        onderwijsdata.duo.nl/dataset/voprognoses

      Geslaagden per profiel: een nieuwere verdeling over de profielen.
        geslaagden-gezakten-en-cijfers-2024-2025.csv
        duo.nl, open onderwijsdata, voortgezet onderwijs, examens

      Po-prognose: de jaren na de getelde kinderen. Zij noemt geen gemeenten: de schooladviezen of het \
      adressenbestand van het basisonderwijs moeten erbij.
        brin6_prognosespo.csv
        onderwijsdata.duo.nl/dataset/wpoprognoses

      Voorbeelden:
        doorstroom instroom --regio t-is-for-tech
        doorstroom instroom --regio almere --csv > instroom.csv
      """,
      """
      Reckons with the children who are in primary school already (duo-po-leeftijd.csv, made by \
      doorstroom tabulate) and with the share of them that chose techniek so far, by location and \
      profile. Writes nothing.

      These files of DUO are used where they are, in the region's folder or in the store (doorstroom \
      ingest); what is missing is said below the result. National files may stay whole.

      School advice, a file a school year: the share with a vmbo advice apart from the share that \
      chooses techniek. In the store the address file of primary schools is needed too.
        04-leerlingen-bo-sbo-schooladviezen-2024-2025.csv
        duo.nl, open onderwijsdata, primair onderwijs, leerlingen

      The vo forecast by institution: each location changes as its institution does.
        brin4_prognosesvo.csv
        onderwijsdata.duo.nl/dataset/voprognoses

      Passed by profile: a newer spread over the profiles.
        geslaagden-gezakten-en-cijfers-2024-2025.csv
        duo.nl, open onderwijsdata, voortgezet onderwijs, examens

      The po forecast: the years after the counted children. It names no municipalities: the school \
      advice or the address file of primary schools must be beside it.
        brin6_prognosespo.csv
        onderwijsdata.duo.nl/dataset/wpoprognoses

      Examples:
        doorstroom instroom --regio t-is-for-tech
        doorstroom instroom --regio almere --csv > instroom.csv
      """))

  @OptionGroup var shared: SharedOptions
  @OptionGroup var places: DataOptions
  @Option(
    name: .customLong("regio"),
    help: .said("De regio, zoals t-is-for-tech.", "The region, such as t-is-for-tech."))
  var region: String
  @Flag(
    name: .customLong("csv"),
    help: .said(
      "Als CSV, met een regel per vestiging, profiel en jaar.",
      "As CSV, a line a location, profile and year."))
  var isCSV = false

  func run() throws {
    let instroom = try explaining(shared.lang) { () throws(PipelineError) in
      try Instroom(workspace: places.workspace(shared), region: region)
    }
    try Console.print(
      isCSV
        ? instroom.csv(language: shared.lang) : instroom.terminalText(language: shared.lang),
      terminator: "")
  }
}
