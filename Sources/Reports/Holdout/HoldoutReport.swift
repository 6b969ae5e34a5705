public import Forecasting
public import Records

/// A cohort hold-out with what has to be said beside it, ready to be rendered.
public struct HoldoutReport: Hashable, Sendable {
  /// What was found.
  public let result: CohortHoldout.Result
  /// The files that were used, by name.
  public let files: [String]
  /// Exam years for which no candidates were given, so that they are not in the result.
  public let missingYears: [Int]
  /// Locations that moved in a way that leaves no one successor, by exam year: counted by themselves.
  public let unresolved: [Int: [VestigingCode]]
  /// Anything else that the reader should know, such as that there was no file of moves.
  public let notes: [Phrase]

  /// A report.
  public init(
    result: CohortHoldout.Result, files: [String], missingYears: [Int] = [],
    unresolved: [Int: [VestigingCode]] = [:], notes: [Phrase] = []
  ) {
    self.result = result
    self.files = files
    self.missingYears = missingYears
    self.unresolved = unresolved
    self.notes = notes
  }
}

extension CohortHoldout.Method {
  /// The name as people read it, at most 32 characters.
  public var title: Phrase {
    switch self {
    case .flow: Phrase(nl: "stroommodel", en: "flow model")
    case .flowWithBrugjaren:
      Phrase(nl: "stroommodel met brugjaren", en: "flow model with brugjaren")
    case .sameAsLastYear: Phrase(nl: "zelfde als vorig jaar", en: "same as last year")
    case .plainRatio: Phrase(nl: "kale verhouding", en: "plain ratio")
    case .pooledRatio: Phrase(nl: "eigen verhouding, gepoold", en: "own ratio, pooled")
    case .lastExam: Phrase(nl: "model van vorig examen", en: "model of the last exam")
    }
  }

  /// A word for machines.
  public var key: String {
    switch self {
    case .flow: "stroommodel"
    case .flowWithBrugjaren: "stroommodel-brugjaren"
    case .sameAsLastYear: "zelfde-als-vorig-jaar"
    case .plainRatio: "kale-verhouding"
    case .pooledRatio: "eigen-verhouding"
    case .lastExam: "vorig-examen"
    }
  }
}
