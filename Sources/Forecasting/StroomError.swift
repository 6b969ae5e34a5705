public import Models
public import Records

/// Why nothing can be projected from a file of flows.
public enum StroomError: Error, Equatable, Sendable {
  /// The file has no row with a state under `van`.
  case noFlows(file: String)
  /// Every flow in the file is withheld.
  case allWithheld(file: String)
  /// The flows out of a state cannot sum to its `totaal`; `row` is that of the total.
  case contradictsTotal(
    file: String, row: Int, vestiging: String, state: String, counted: ClosedRange<Int>,
    total: ClosedRange<Int>)
  /// Pupils enter, or are counted in, a state that nobody ever leaves.
  case intoExit(file: String, row: Int, state: String)
  /// The years ahead are not 1 to 20.
  case horizon(Int)
  /// The rates cannot be estimated.
  case estimation(EstimationError)
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
        nl: "\(file): alle stromen zijn achtergehouden (<5); daaruit volgt geen kans. Tel "
          + "vestigingen of toestanden samen en probeer het opnieuw.",
        en: "\(file): all flows are withheld (<5), which determines no rate. Add up locations or "
          + "states and try again.")
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
        nl: "\(file), rij \(row): “\(state)” staat nergens onder “van”, en is dus een uitgang waar "
          + "niemand instroomt of blijft. Controleer de naam, of voeg de stromen eruit toe.",
        en: "\(file), row \(row): “\(state)” never stands under “van”, so that it is an exit which "
          + "nobody enters from outside or stays in. Check the name, or add the flows out of it.")
    case .horizon(let years):
      Phrase(
        nl: "\(years) jaar vooruit kan niet. Kies 1 tot 20 jaar.",
        en: "\(years) years ahead is not possible. Choose 1 to 20 years.")
    case .estimation(let error):
      Phrase(
        nl: "De kansen zijn niet te schatten: \(error). Tel toestanden samen.",
        en: "The rates cannot be estimated: \(error). Add up states.")
    case .projection(let error):
      Phrase(
        nl: "Er is niet vooruit te rekenen: \(error). Controleer de aantallen.",
        en: "Nothing can be projected: \(error). Check the counts.")
    }
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
  }
}
