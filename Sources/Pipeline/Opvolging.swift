import Crosswalks
import Foundation
import Records

/// Successions of codes, applied to a region: what DUO counted under a code that has ended belongs to
/// the location that followed it, and that is said.
struct Opvolging {
  let successions: Successions

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
    do {
      successions = try Successions(
        own + Succession.handKept + overgangen.compactMap(Succession.init))
    } catch {
      throw .successions(error)
    }
  }

  /// The region with, at each location, the codes that it took over completely and from which nothing
  /// was split off; and a finding for each such code.
  ///
  /// - Parameters:
  ///   - region: As its file says.
  ///   - counted: Only codes that have counts; nil for all that DUO knows.
  func applied(
    to region: Region, counted: Set<VestigingCode>?
  ) -> (region: Region, findings: [Finding]) {
    var result = region
    var findings: [Finding] = []
    let ended = Set(successions.moves.map(\.from)).compactMap { VestigingCode($0) }
      .filter { (counted?.contains($0) ?? true) && region.vestiging($0) == nil }.sorted()
    for code in ended {
      let destination = successions.current(of: code.text)
      guard let single = destination.single, let successor = VestigingCode(single),
        let index = result.vestigingen.firstIndex(where: {
          $0.code == successor || $0.alsoKnownAs.contains(successor)
        })
      else { continue }
      result.vestigingen[index].alsoKnownAs.append(code)
      let day = destination.arrived.map(\.description) ?? ""
      let sources = destination.followed.map(\.source).joined(separator: "; ")
      findings.append(
        Finding(
          rule: "opvolging-toegepast", level: .opmerking, file: "", value: code.text,
          text: Phrase(
            nl: "\(code) ging op \(day) over in \(successor) (\(sources)); de leerlingen van "
              + "\(code) tellen bij \(result.vestigingen[index].name)",
            en: "\(code) went over into \(successor) on \(day) (\(sources)); the pupils of "
              + "\(code) count at \(result.vestigingen[index].name)"),
          remedy: Phrase(
            nl:
              "klopt dat niet, zet \(code) dan zelf in regio.yaml, met een eigen naam of onder ook:",
            en: "if that is wrong, put \(code) into regio.yaml yourself, as a location or as ook:"))
      )
    }
    return (result, findings)
  }
}
