import Crosswalks
import Foundation
import Records

/// Successions of codes, applied to a region: what DUO counted under a code that has ended belongs to
/// the location that followed it, and that is said. Where it is not known which location followed, or
/// the region's file says otherwise, that is said too: no pupils drop out unseen.
struct Opvolging {
  let successions: Successions
  /// The moves that people wrote down: the program's own table and the analyst's.
  private let own: Set<Succession>

  /// The successions that come with the program, those of an analyst's own file, and DUO's.
  ///
  /// - Parameters:
  ///   - overgangen: Of DUO's file.
  ///   - path: The analyst's own file; nil, or no file there, for none.
  /// - Throws: ``PipelineError/successions(_:)`` where they contradict each other, or a row of the
  ///   file cannot be read; ``PipelineError/file(path:reason:)``.
  init(_ overgangen: [Overgang] = [], own path: String? = nil) throws(PipelineError) {
    var own: [Succession] = []
    if let path, FileManager.default.fileExists(atPath: path) {
      let text: String
      do {
        text = try String(contentsOfFile: path, encoding: .utf8)
      } catch {
        throw .file(path: path, reason: error.localizedDescription)
      }
      do throws(CrosswalkError) {
        own = try Succession.read(text, name: path)
      } catch {
        throw .successions(error)
      }
    }
    self.own = Set(own)
    do {
      successions = try Successions(
        own + Succession.handKept + overgangen.compactMap(Succession.init))
    } catch {
      throw .successions(error)
    }
  }

  /// The region with, at each location, the codes that it took over and from which nothing was split
  /// off; and a finding for
  /// - each such code (*opvolging-toegepast*; a warning where DUO calls the move not complete),
  /// - each code whose pupils came to the region, but to which location is not to be told
  ///   (*opvolging-onbeslist*) or in part only (*opvolging-deels*),
  /// - each move between two locations that the region's file lists apart (*opvolging-niet-toegepast*; a
  ///   warning where the analyst wrote it down).
  ///
  /// - Parameters:
  ///   - region: As its file says.
  ///   - counted: Only codes that have counts; nil for all that DUO knows.
  func applied(
    to region: Region, counted: Set<VestigingCode>?
  ) -> (region: Region, findings: [Finding]) {
    var result = region
    var findings: [Finding] = []
    let known = Set(successions.moves.map(\.from)).compactMap { VestigingCode($0) }
    let ended = (counted ?? Set(known)).filter { region.vestiging($0) == nil }.sorted()
    for code in ended {
      let destination = successions.current(of: code.text)
      if let single = destination.single, let successor = VestigingCode(single),
        let index = result.vestigingen.firstIndex(where: {
          $0.code == successor || $0.alsoKnownAs.contains(successor)
        })
      {
        result.vestigingen[index].alsoKnownAs.append(code)
        findings.append(
          applied(code, destination, to: successor, name: result.vestigingen[index].name))
      } else if let finding = undecided(code, destination, in: region) {
        findings.append(finding)
      }
    }
    return (result, findings + apart(in: region))
  }

  private func applied(
    _ code: VestigingCode, _ destination: Successions.Destination, to successor: VestigingCode,
    name: String
  ) -> Finding {
    let day = destination.arrived.map(\.description) ?? ""
    let sources = destination.followed.map(\.source).joined(separator: "; ")
    var text = Phrase(
      nl: "\(code) ging op \(day) over in \(successor) (\(sources)); de leerlingen van "
        + "\(code) tellen bij \(name)",
      en: "\(code) went over into \(successor) on \(day) (\(sources)); the pupils of "
        + "\(code) count at \(name)")
    for move in destination.incomplete {
      text =
        text
        + Phrase(
          nl:
            "; DUO noemt \(move.from) → \(move.to) niet volledig, maar \(move.from.prefix(4)) hield "
            + "die dag op: een deel kan elders in \(move.to.prefix(4)) zitten",
          en:
            "; DUO calls \(move.from) → \(move.to) not complete, but \(move.from.prefix(4)) ended "
            + "that day: a part may be elsewhere in \(move.to.prefix(4))")
    }
    return Finding(
      rule: "opvolging-toegepast",
      level: destination.incomplete.isEmpty ? .opmerking : .waarschuwing, file: "",
      value: code.text, text: text, remedy: Self.listIt(code, ifWrong: true))
  }

  /// What is to be said of a code that is not followed although its pupils, or some, came to the
  /// region; nil where they did not.
  private func undecided(
    _ code: VestigingCode, _ destination: Successions.Destination, in region: Region
  ) -> Finding? {
    func reaches(_ end: String) -> Bool {
      if let end = VestigingCode(end) { return region.vestiging(end) != nil }
      return region.vestigingen.contains { vestiging in
        ([vestiging.code] + vestiging.alsoKnownAs).contains { $0.brin == end }
      }
    }
    if destination.codes.contains(where: reaches) {
      let ends = destination.codes.joined(separator: ", ")
      let day = destination.arrived.map(\.description) ?? ""
      return Finding(
        rule: "opvolging-onbeslist", level: .waarschuwing, file: "", value: code.text,
        text: Phrase(
          nl: "\(code) ging op \(day) over in \(ends); bij welke vestiging van de regio haar "
            + "leerlingen horen is niet te zeggen, ze tellen nergens",
          en: "\(code) went over into \(ends) on \(day); at which location of the region its "
            + "pupils belong is not to be told, they count nowhere"),
        remedy: Self.listIt(code, ifWrong: false))
    }
    guard let part = destination.partial.first(where: { reaches($0.to) }) else { return nil }
    return Finding(
      rule: "opvolging-deels", level: .opmerking, file: "", value: code.text,
      text: Phrase(
        nl:
          "een deel van \(code) ging op \(part.date) over in \(part.to) (\(part.source)); \(code) "
          + "gaat door en staat niet in regio.yaml: haar leerlingen tellen niet mee",
        en: "a part of \(code) went over into \(part.to) on \(part.date) (\(part.source)); \(code) "
          + "goes on and is not in regio.yaml: its pupils do not count"),
      remedy: Self.listIt(code, ifWrong: false))
  }

  /// Moves between two locations that the region's file lists apart, which are not applied.
  private func apart(in region: Region) -> [Finding] {
    successions.moves.compactMap { move in
      guard move.isComplete, let from = VestigingCode(move.from), let to = VestigingCode(move.to),
        let old = region.vestiging(from), let new = region.vestiging(to), old != new
      else { return nil }
      return Finding(
        rule: "opvolging-niet-toegepast", level: own.contains(move) ? .waarschuwing : .opmerking,
        file: "", value: "\(from) → \(to)",
        text: Phrase(
          nl: "\(from) ging op \(move.date) over in \(to) (\(move.source)), maar regio.yaml noemt "
            + "beide apart: de regel doet niets, \(old.name) en \(new.name) tellen elk voor zich",
          en: "\(from) went over into \(to) on \(move.date) (\(move.source)), but regio.yaml lists "
            + "both apart: the row does nothing, \(old.name) and \(new.name) count by themselves"),
        remedy: Phrase(
          nl: "zet \(from) in regio.yaml onder ook: van \(to), of haal de regel weg",
          en: "put \(from) into regio.yaml under ook: of \(to), or take the row away"))
    }
  }

  private static func listIt(_ code: VestigingCode, ifWrong: Bool) -> Phrase {
    ifWrong
      ? Phrase(
        nl: "klopt dat niet, zet \(code) dan zelf in regio.yaml, met een eigen naam of onder ook:",
        en: "if that is wrong, put \(code) into regio.yaml yourself, as a location or as ook:")
      : Phrase(
        nl: "zet \(code) zelf in regio.yaml, met een eigen naam of onder ook: van de vestiging "
          + "waar haar leerlingen bij horen",
        en: "put \(code) into regio.yaml yourself, as a location or under ook: of the location "
          + "where its pupils belong")
  }
}
