import Forecasting
import Records

/// The sentences and numbers of a cohort hold-out in one language.
struct HoldoutWords {
  let report: HoldoutReport
  let language: Language
  private let format: NumberFormat

  init(_ report: HoldoutReport, _ language: Language) {
    (self.report, self.language) = (report, language)
    format = NumberFormat(language)
  }

  var horizons: [Int] { Set(report.result.rows.map(\.horizon)).sorted() }

  func say(_ nl: String, _ en: String) -> String { language == .nl ? nl : en }

  func number(_ value: Int) -> String { format.number(Double(value)) }
  func number(_ value: Double, _ decimals: Int) -> String {
    format.number(value, decimals: decimals)
  }
  func signed(_ value: Double, _ decimals: Int) -> String {
    let text = number(value, decimals)
    return value > 0 && text.contains { "123456789".contains($0) } ? "+" + text : text
  }
  /// A share as a percentage.
  func share(_ value: Double) -> String {
    number(value * 100, 1) + (language == .nl ? " %" : "%")
  }

  func coverage(_ coverage: HoldoutScore.Coverage) -> [String] {
    [
      share(coverage.transform80), share(coverage.closed80), number(coverage.width80, 1),
      share(coverage.transform95), share(coverage.closed95), number(coverage.width95, 1),
      number(coverage.rankedScore, 2),
    ]
  }

  /// A label of 32 columns and numbers of 11.
  func row(_ label: String, _ cells: [String]) -> String {
    DisplayWidth.padded(label, to: 32)
      + cells.map { DisplayWidth.padded($0, to: 11, atRight: true) }.joined()
  }

  /// A label of 10 columns and numbers of 10.
  func narrowRow(_ label: String, _ cells: [String]) -> String {
    DisplayWidth.padded(label, to: 10)
      + cells.map { DisplayWidth.padded($0, to: 10, atRight: true) }.joined()
  }

  func paragraphs(_ texts: [String]) -> [String] {
    texts.flatMap { text in
      TerminalText.wrapped(text, hanging: 0).split(separator: "\n").map(String.init) + [""]
    }
  }

  var introduction: [String] {
    let year = report.result.baseYear
    let plan = horizons.map { horizon in
      say(
        "leerjaar \(5 - horizon) in \(year + horizon)",
        "leerjaar \(5 - horizon) in \(year + horizon)"
      )
    }.joined(separator: ", ")
    var texts = [
      say(
        "Hoe goed waren de examenkandidaten techniek te voorspellen?",
        "How well could the exam candidates of techniek be predicted?"),
      say(
        "De leerlingen van 1 oktober \(year) voorspellen, per vestiging en leerweg, hoeveel "
          + "kandidaten er in de jaren daarna examen doen in de sector techniek: \(plan). Daarna is "
          + "gekeken hoeveel het er werden.",
        "The pupils of 1 October \(year) predict, by location and leerweg, how many candidates sit "
          + "the exam of the sector techniek in the years after: \(plan). Then it was looked up how "
          + "many there were."),
    ]
    if !report.missingYears.isEmpty {
      let years = report.missingYears.map(String.init).joined(separator: ", ")
      texts.append(
        say(
          "Niet gerekend: examenjaar \(years); daarvan is geen bestand gegeven.",
          "Not computed: exam year \(years), of which no file was given."))
    }
    return texts
  }

  var legend: [String] {
    let folds = report.result.folds
    return [
      say(
        "Fout: hoeveel leerlingen een voorspelling er gemiddeld naast zat. RMSE: hetzelfde, waarbij "
          + "grote missers zwaarder tellen. Scheef: gemiddeld te hoog (+) of te laag (−). T.o.v.: de "
          + "fout als deel van die van “zelfde als vorig jaar”; onder 100 % is beter.",
        "Error: by how many pupils a prediction was wrong on average. RMSE: the same, where large "
          + "misses weigh more. Bias: too high (+) or too low (−) on average. Relative: the error as "
          + "a share of that of “same as last year”; below 100% is better."),
      say(
        "Stroommodel: welk deel van de leerlingen examen doet, geschat op andere scholen in dezelfde "
          + "jaren (\(folds) groepen naar BRIN; geen school voorspelt zichzelf of haar "
          + "zustervestigingen). Met brugjaren: hetzelfde met de groei van leerjaar 1 en 2 van de "
          + "school erbij. Zelfde als vorig jaar: de kandidaten van examen \(report.result.baseYear). "
          + "Kale verhouding: leerlingen maal de landelijke verhouding van kandidaten tot leerlingen "
          + "in \(report.result.baseYear). Eigen verhouding: idem per school, samengenomen waar "
          + "aantallen klein zijn. Model van vorig examen: het stroommodel, geschat op examen "
          + "\(report.result.baseYear). De laatste vier gebruiken niets van na oktober "
          + "\(report.result.baseYear).",
        "Flow model: what part of the pupils sits the exam, estimated from other schools in the same "
          + "years (\(folds) groups by BRIN; no school predicts itself or its sister locations). With "
          + "brugjaren: the same with the growth of the school's leerjaar 1 and 2. Same as last "
          + "year: the candidates of exam \(report.result.baseYear). Plain ratio: pupils times the "
          + "national ratio of candidates to pupils in \(report.result.baseYear). Own ratio: the same "
          + "by school, pooled where numbers are small. Model of the last exam: the flow model, "
          + "estimated from exam \(report.result.baseYear). The last four use nothing after October "
          + "\(report.result.baseYear)."),
    ]
  }

  var intervalLegend: [String] {
    [
      say(
        "PIT: zoals het bij kleine hele aantallen hoort te worden geteld (Czado, Gneiting en Held "
          + "2009); dit hoort dicht bij 80 en 95 % te liggen. Dicht: het interval met zijn grenzen; "
          + "dat is bij hele aantallen altijd wat vaker raak. Breed: van grens tot grens, in "
          + "leerlingen. CRPS: de fout van de hele verdeling, in leerlingen.",
        "PIT: as small whole numbers have to be counted (Czado, Gneiting and Held 2009); this should "
          + "be near 80 and 95%. Closed: the interval with its ends, which on whole numbers is always "
          + "right somewhat more often. Width: from end to end, in pupils. CRPS: the error of the "
          + "whole distribution, in pupils.")
    ]
  }

  var reading: [String] {
    [
      say(
        "Wat dit wel en niet laat zien: de verbanden gelden van school op school, want geen "
          + "voorspelling kent de school zelf. Ze zijn wel in dezelfde jaren geschat. Wat in één jaar "
          + "op alle scholen anders was (2020 zonder centraal examen) zit dus in het model, en van "
          + "een jaar dat nog komen moet weet niemand dat. De voorspellers zijn gekozen terwijl deze "
          + "cijfers bekend waren.",
        "What this shows and what not: the relations hold from school to school, as no prediction "
          + "knows the school itself. But they were estimated in the same years. What was different at "
          + "all schools in one year (2020, without central exams) is in the model, and of a year to "
          + "come nobody knows that. The predictors were chosen with these numbers in view.")
    ]
  }

  var counted: [String] {
    let result = report.result
    var text = say(
      "Wat geteld is: kandidaten die DUO in dat examenjaar tot de sector techniek rekent. D&P telt "
        + "vanaf examenjaar 2018 bij economie; TL is pas vanaf examenjaar 2019 naar sector "
        + "gesplitst; LWT telt bij BB. Van `<5` is het midden genomen, en in het model de grenzen.",
      "What was counted: candidates that DUO counts under the sector techniek in that exam year. D&P "
        + "counts under economie from exam year 2018 on; TL is split by sector from exam year 2019 "
        + "on only; LWT counts with BB. Of `<5` the middle was taken, and in the model the bounds.")
    let moves = Set(result.moves.map(\.from)).count
    let examples = result.moves.suffix(3).map { "\($0.from) → \($0.to)" }
    if moves > 0 {
      text += say(
        " \(moves) vestigingen gingen over in een andere en zijn daarbij geteld, bij elke methode "
          + "(zoals \(examples.joined(separator: ", ")); alle in --json).",
        " \(moves) locations went over into another and were counted with it, in every method (such "
          + "as \(examples.joined(separator: ", ")); all in --json).")
    }
    let unresolved = Set(report.unresolved.values.joined()).sorted()
    if !unresolved.isEmpty {
      let names = unresolved.prefix(5).map(\.text).joined(separator: ", ")
      let more = unresolved.count > 5 ? ", …" : ""
      text += say(
        " Van \(unresolved.count) is niet te zeggen welke vestiging de leerlingen kreeg; die tellen "
          + "apart (\(names)\(more)).",
        " Of \(unresolved.count) it cannot be told which location got the pupils; they count by "
          + "themselves (\(names)\(more)).")
    }
    for left in result.leftOut {
      text += say(
        " Weggelaten: \(left.leerweg.rawValue), \(left.horizon) jaar vooruit (\(left.cells) cellen, "
          + "te weinig).",
        " Left out: \(left.leerweg.rawValue), \(left.horizon) years ahead (\(left.cells) cells, too "
          + "few).")
    }
    return [text] + report.notes.map { $0[language] }
  }
}
