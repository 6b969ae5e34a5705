public import Models
public import Records

/// Why a cohort hold-out cannot be made.
public enum HoldoutError: Error, Equatable, Sendable {
  /// No pupils of the sector techniek in leerjaar 3 or 4 at this peildatum.
  case noPupils(year: Int)
  /// No exam candidates of the sector techniek in this exam year.
  case noExams(year: Int)
  /// All candidates of this exam year are withheld: there is nothing to compare with.
  case allSuppressed(year: Int)
  /// There are not as many institutions as folds.
  case tooFewInstitutions(found: Int, folds: Int)
  /// No leerweg has so many locations that rates can be fitted.
  case tooFewCells(horizon: Int)
  /// The regression refuses these data.
  case flow(horizon: Int, leerweg: Leerweg, FlowError)
  /// The pooling of ratios refuses these data.
  case pooling(horizon: Int, leerweg: Leerweg, PoolingError)

  /// One sentence: what is the matter and what to do.
  public var message: Phrase {
    switch self {
    case .noPupils(let year):
      Phrase(
        nl: "Er zijn geen leerlingen techniek in leerjaar 3 of 4 op 1 oktober \(year). Geef DUO’s "
          + "bestand “leerlingen vo per vestiging naar onderwijstype” van dat jaar.",
        en: "There are no pupils of techniek in leerjaar 3 or 4 on 1 October \(year). Give DUO’s "
          + "file “leerlingen vo per vestiging naar onderwijstype” of that year.")
    case .noExams(let year):
      Phrase(
        nl: "Er zijn geen examenkandidaten techniek in examenjaar \(year). Geef DUO’s bestand "
          + "“examenkandidaten en geslaagden” waar dat jaar in staat.",
        en: "There are no exam candidates of techniek in exam year \(year). Give DUO’s file "
          + "“examenkandidaten en geslaagden” that has this year.")
    case .allSuppressed(let year):
      Phrase(
        nl: "Alle aantallen kandidaten van examenjaar \(year) zijn afgeschermd; er valt niets te "
          + "vergelijken. Geef een bestand met aantallen.",
        en: "All numbers of candidates of exam year \(year) are withheld; there is nothing to "
          + "compare with. Give a file that has numbers.")
    case .tooFewInstitutions(let found, let folds):
      Phrase(
        nl: "Er zijn \(found) scholen (BRIN), en \(folds) groepen nodig om elke school te "
          + "voorspellen uit andere. Geef de landelijke bestanden.",
        en: "There are \(found) schools (BRIN), and \(folds) groups are needed to predict each "
          + "from others. Give the national files.")
    case .tooFewCells(let horizon):
      Phrase(
        nl: "Geen leerweg heeft genoeg vestigingen om \(horizon) jaar vooruit te rekenen. Geef de "
          + "landelijke bestanden.",
        en: "No leerweg has enough locations to look \(horizon) years ahead. Give the national "
          + "files.")
    case .flow(let horizon, let leerweg, let error):
      Phrase(
        nl: "Het stroommodel kan met \(leerweg.rawValue), \(horizon) jaar vooruit, niet rekenen: "
          + "\(error).",
        en: "The flow model cannot use \(leerweg.rawValue), \(horizon) years ahead: \(error).")
    case .pooling(let horizon, let leerweg, let error):
      Phrase(
        nl: "De verhoudingen van \(leerweg.rawValue), \(horizon) jaar vooruit, zijn niet samen te "
          + "nemen: \(error).",
        en: "The ratios of \(leerweg.rawValue), \(horizon) years ahead, cannot be pooled: "
          + "\(error).")
    }
  }
}
