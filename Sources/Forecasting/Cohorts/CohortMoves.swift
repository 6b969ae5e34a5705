public import Records

/// Locations that moved between the count of the pupils and a later exam: under which code what DUO
/// counted under another is found, by exam year.
///
/// Who makes it knows DUO's successions; here they are only applied. A location is counted together with
/// the one it moved to, in stocks, in earlier exams and in the outcome, for every method alike: such a
/// move is known only afterwards, and says what is compared, not how much is forecast.
public struct CohortMoves: Hashable, Sendable {
  /// By exam year: the code of the location that one has gone over into. Codes that stay are absent.
  public let successors: [Int: [VestigingCode: VestigingCode]]

  /// Moves by exam year; none by default.
  public init(_ successors: [Int: [VestigingCode: VestigingCode]] = [:]) {
    self.successors = successors
  }

  /// The code under which a location's candidates of an exam year are found.
  public func current(of code: VestigingCode, examYear: Int) -> VestigingCode {
    successors[examYear]?[code] ?? code
  }

  /// Institutions that share pupils by a move in any year, each under the first BRIN of its group.
  func groups(of brins: Set<String>) -> [String: String] {
    var leader: [String: String] = [:]
    func root(_ brin: String) -> String {
      var end = brin
      while let next = leader[end], next != end { end = next }
      return end
    }
    for year in successors.keys.sorted() {
      for (from, to) in (successors[year] ?? [:]).sorted(by: { $0.key < $1.key }) {
        let (a, b) = (root(from.brin), root(to.brin))
        if a != b { leader[max(a, b)] = min(a, b) }
      }
    }
    return Dictionary(uniqueKeysWithValues: brins.map { ($0, root($0)) })
  }
}
