public import Models
public import Records

/// Why nothing can be projected from a file of flows.
public enum StroomError: Error, Equatable, Sendable {
  /// The file has no row with a state under `van`.
  case noFlows(file: String)
  /// The file of stocks has no row.
  case noStocks(file: String)
  /// The stocks are of one peildatum, between which and another nobody can be seen to move.
  case oneYear(file: String, year: Int)
  /// No row says where the pupils of this state can go, and its name does not either; `row` is its first.
  case noWays(file: String, row: Int, state: String)
  /// No vestiging is counted whole on the newest peildatum.
  case noNewest(file: String, year: Int)
  /// Every number in the file is withheld.
  case allWithheld(file: String)
  /// The flows out of a state cannot sum to its `totaal`; `row` is that of the total.
  case contradictsTotal(
    file: String, row: Int, vestiging: String, state: String, counted: ClosedRange<Int>,
    total: ClosedRange<Int>)
  /// Pupils enter, or are counted in, a state that nobody ever leaves.
  case intoExit(file: String, row: Int, state: String)
  /// A goal in a form that is not known.
  case goal(String)
  /// A goal names a state that the file does not have.
  case unknownState(file: String, found: String, states: [String])
  /// A goal names a way that nobody can go.
  case noWay(file: String, from: String, to: String)
  /// Rates that wander were asked for, and there are too few years to see them do so.
  case fewYears(file: String, years: Int, needed: Int)
  /// Rates that wander were asked for, and the file has stocks.
  case stocksAreCounted(file: String)
  /// An estimator of rates from stocks was asked for, and the file has flows.
  case flowsAreCounted(file: String)
  /// The years ahead are not 1 to 20.
  case horizon(Int)
  /// The rates cannot be estimated.
  case estimation(file: String, EstimationError)
  /// The projection cannot be made.
  case projection(TransitionError)

  /// One message: what, where and what to do.
  public var message: Phrase {
    switch self {
    case .noFlows(let file):
      Phrase(
        nl: "\(file): geen enkele rij heeft een toestand onder “van”. Zet daar de toestand op de "
          + "peildatum, zoals leerjaar 3.",
        en:
          "\(file): no row has a state under “van”. Put there the state on the peildatum, such as "
          + "leerjaar 3.")
    case .allWithheld(let file):
      Phrase(
        nl: "\(file): alle aantallen zijn achtergehouden (<5); daaruit volgt geen kans. Tel "
          + "vestigingen of toestanden samen en probeer het opnieuw.",
        en: "\(file): all numbers are withheld (<5), which determines no rate. Add up locations or "
          + "states and try again.")
    case .noStocks(let file):
      Phrase(
        nl: "\(file): het bestand heeft geen rijen. Zet er per vestiging, jaar en toestand een in.",
        en: "\(file): the file has no rows. Put one in for each location, year and state.")
    case .oneYear(let file, let year):
      Phrase(
        nl: "\(file): alle standen zijn van \(year); uit één peildatum volgt niet wie waarheen "
          + "ging. Voeg een ander jaar toe.",
        en: "\(file): all stocks are of \(year); one peildatum does not tell who went where. Add "
          + "another year.")
    case .noWays(let file, let row, let state):
      Phrase(
        nl: "\(file), rij \(row): waar leerlingen van “\(state)” heen kunnen, is uit de naam niet "
          + "op te maken. Voeg een kolom naar toe met de toestanden een jaar later, zoals leerjaar "
          + "3|leerjaar 4|weg.",
        en: "\(file), row \(row): the name does not tell where pupils of “\(state)” can go. Add a "
          + "column naar with the states a year later, such as leerjaar 3|leerjaar 4|weg.")
    case .noNewest(let file, let year):
      Phrase(
        nl: "\(file): geen enkele vestiging heeft op peildatum \(year) van elke toestand een "
          + "aantal. Voeg de rijen toe, met 0 als er niemand was.",
        en: "\(file): no location has a number of every state on peildatum \(year). Add the rows, "
          + "with 0 where there was nobody.")
    case .contradictsTotal(let file, let row, let vestiging, let state, let counted, let total):
      Phrase(
        nl: "\(file), rij \(row), kolom “leerlingen”: \(vestiging) telt \(Self.text(total)) "
          + "leerlingen in \(state), maar de stromen eruit zijn samen \(Self.text(counted)). "
          + "Verbeter de rijen of laat het totaal weg.",
        en: "\(file), row \(row), column “leerlingen”: \(vestiging) counts \(Self.text(total)) "
          + "pupils in \(state), but the flows out of it are \(Self.text(counted)) together. "
          + "Correct the rows or leave the total out.")
    case .intoExit(let file, let row, let state):
      Phrase(
        nl:
          "\(file), rij \(row): uit “\(state)” gaat in geen rij iemand weg; het is dus een uitgang, "
          + "waar niemand instroomt of blijft. Controleer de naam, of zeg waar men heen gaat.",
        en: "\(file), row \(row): no row has anyone leave “\(state)”, so that it is an exit, which "
          + "nobody enters from outside or stays in. Check the name, or tell where pupils go.")
    case .flowsAreCounted(let file):
      Phrase(
        nl:
          "\(file): in dit bestand zijn stromen geteld; deze --schatter is voor standen. Laat hem weg, of "
          + "neem wandelend.",
        en:
          "\(file): in this file flows were counted; this --schatter is for stocks. Leave it out, or take "
          + "wandelend."
      )
    case .goal(let found):
      Phrase(
        nl: "--doel: gevonden “\(found)”. Schrijf een toestand met een aantal, zoals “technisch "
          + "mbo>=200”, of een weg met een percentage, zoals “leerjaar 4 naar technisch mbo>=60%”.",
        en:
          "--doel: found “\(found)”. Write a state with a number, such as “technisch mbo>=200”, or a "
          + "way with a percentage, such as “leerjaar 4 naar technisch mbo>=60%”.")
    case .unknownState(let file, let found, let states):
      Phrase(
        nl:
          "--doel: \(file) heeft geen toestand “\(found)”. Kies uit \(states.joined(separator: ", ")).",
        en:
          "--doel: \(file) has no state “\(found)”. Choose from \(states.joined(separator: ", ")).")
    case .noWay(let file, let from, let to):
      Phrase(
        nl: "--doel: in \(file) gaat niemand van “\(from)” naar “\(to)”. Kies een weg die in het "
          + "bestand staat.",
        en:
          "--doel: in \(file) nobody goes from “\(from)” to “\(to)”. Choose a way that the file has."
      )
    case .fewYears(let file, let years, let needed):
      Phrase(
        nl:
          "\(file): stromen van \(years) jaar laten niet zien hoe kansen wandelen; daarvoor zijn er "
          + "\(needed) nodig. Laat --schatter weg, of voeg jaren toe.",
        en:
          "\(file): flows of \(years) year(s) do not show how rates wander; that takes \(needed). "
          + "Leave --schatter out, or add years.")
    case .stocksAreCounted(let file):
      Phrase(
        nl:
          "\(file): in dit bestand zijn standen geteld; wandelend is voor stromen. Neem een andere "
          + "--schatter of laat hem weg.",
        en:
          "\(file): in this file stocks were counted; wandelend is for flows. Take another --schatter "
          + "or leave it out.")
    case .horizon(let years):
      Phrase(
        nl: "\(years) jaar vooruit kan niet. Kies 1 tot 20 jaar.",
        en: "\(years) years ahead is not possible. Choose 1 to 20 years.")
    case .estimation(let file, let error): Phrase(file + ": ") + Self.estimation(error)
    case .projection(let error):
      Phrase(
        nl: "Er is niet vooruit te rekenen: \(error). Controleer de aantallen.",
        en: "Nothing can be projected: \(error). Check the counts.")
    }
  }

  private static func estimation(_ error: EstimationError) -> Phrase {
    switch error {
    case .noData:
      Phrase(
        nl: "in geen enkele rij staat een leerling. Controleer de aantallen.",
        en: "no row has a pupil. Check the numbers.")
    case .noEquations:
      Phrase(
        nl: "geen twee jaren na elkaar hebben de standen die samen iets over kansen zeggen. Vul de "
          + "ontbrekende toestanden aan, en de kolom instroom (0 waar niemand van buiten kwam).",
        en: "no two years in a row have the stocks that together tell of rates. Fill in the states "
          + "that are missing, and the column instroom (0 where nobody came from outside).")
    case .tooManyCombinations(_, let state):
      Phrase(
        nl: "uit \(state) zijn te veel aantallen tegelijk achtergehouden. Tel toestanden of "
          + "vestigingen samen.",
        en: "too many numbers out of \(state) are withheld at once. Add up states or locations.")
    default:
      Phrase(
        nl: "de kansen zijn niet te schatten (\(error)). Tel toestanden samen.",
        en: "the rates cannot be estimated (\(error)). Add up states.")
    }
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
  }
}
