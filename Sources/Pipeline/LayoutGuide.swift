import Foundation
import Ingest
public import Records
import Reports
import Samples

/// The known layouts, told to people: which files can be read, and what their columns are.
public enum LayoutGuide {
  /// One line a layout: its id and the name of the data set.
  public static func list(language: Language) -> String {
    let width = recognisedLayouts.map(\.id.count).max() ?? 0
    return recognisedLayouts.map { layout in
      let margin = String(repeating: " ", count: width + 2)
      let title = TerminalText.wrapped(margin + layout.title[language], hanging: 0)
      return layout.id + title.dropFirst(layout.id.count) + "\n"
    }.joined()
  }

  /// One layout: what its rows hold, where its form is known from, how withheld numbers are written,
  /// and its columns with their headers, as Markdown.
  ///
  /// - Throws: ``PipelineError/unknownLayout(id:nearest:)``.
  public static func page(of id: String, language: Language) throws(PipelineError) -> String {
    let layout = try find(id)
    let isDutch = language == .nl
    func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    func lines(_ text: String) -> String { TerminalText.wrapped(text, hanging: 0) + "\n\n" }
    var text =
      "# \(layout.id)\n\n" + lines(layout.title[language]) + lines(layout.description[language])
    if !layout.origin.isEmpty {
      text += lines((isDutch ? "Vorm bekend uit: " : "Form known from: ") + layout.origin)
    }
    text += lines(
      (isDutch ? "Afgeschermd: " : "Withheld: ")
        + withheld(layout).map { $0[language] }.joined(separator: "; "))
    if !layout.key.isEmpty {
      text += lines((isDutch ? "Sleutel: " : "Key: ") + layout.key.joined(separator: ", "))
    }
    text += row(
      isDutch
        ? ["kolom", "kop in het bestand", "inhoud", "moet"]
        : ["column", "header in the file", "holds", "required"])
    text += "| --- | --- | --- | --- |\n"
    for column in layout.columns {
      text += row([
        column.name, column.aliases.map { "`\($0)`" }.joined(separator: ", "),
        kind(column.kind)[language],
        column.isRequired ? (isDutch ? "ja" : "yes") : (isDutch ? "nee" : "no"),
      ])
    }
    return text
  }

  /// A synthetic file of a layout: fictitious schools, made from a seed.
  ///
  /// - Parameters:
  ///   - id: Of the layout.
  ///   - seed: Equal seeds give equal files.
  ///   - rows: About how many rows.
  ///   - years: The years that it is about.
  ///   - folder: Where the file goes, under the name that such files have.
  /// - Returns: The path.
  /// - Throws: ``PipelineError/unknownLayout(id:nearest:)``, ``PipelineError/noSample(id:)``,
  ///   ``PipelineError/file(path:reason:)``.
  public static func writeSample(
    of id: String, seed: UInt64, rows: Int, years: ClosedRange<Int>, to folder: String
  ) throws(PipelineError) -> String {
    let layout = try find(id)
    if let national = national(id, seed: seed, rows: rows, year: years.upperBound) {
      let path = folder + "/" + national.name
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
        _ = try national.write(to: path)
      } catch {
        throw .file(path: path, reason: error.localizedDescription)
      }
      return path
    }
    guard layout.hasSample else { throw .noSample(id: id) }
    let sample = layout.sample(seed: seed, rows: rows, years: years)
    let path = folder + "/" + sample.fileName
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(sample.text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .file(path: path, reason: error.localizedDescription)
    }
    return path
  }

  /// DUO's two large files have a generator of their own, whose numbers follow from each other.
  private static func national(
    _ id: String, seed: UInt64, rows: Int, year: Int
  ) -> NationalFile? {
    let generation: NationalFile.Generation = year >= 2023 ? .new : .old
    switch id {
    // About seventeen and nine rows a location.
    case "duo-leerlingen":
      return NationalFile(
        .leerlingen(year: year), generation: generation, seed: seed,
        extent: .vestigingen(max(1, rows / 17)))
    case "duo-examenkandidaten":
      return NationalFile(
        .examens(lastYear: year), generation: generation, seed: seed,
        extent: .vestigingen(max(1, rows / 9)))
    default: return nil
    }
  }

  private static func find(_ id: String) throws(PipelineError) -> Layout {
    guard let layout = recognisedLayouts.first(where: { $0.id == id }) else {
      throw .unknownLayout(id: id, nearest: nearestLayout(to: id))
    }
    return layout
  }

  private static func withheld(_ layout: Layout) -> [Phrase] {
    let forms: [(Layout.Suppression, Phrase)] = [
      (.lessThanFive, Phrase(nl: "“<5” is 1 tot en met 4", en: "“<5” is 1 to 4")),
      (.minusOne, Phrase(nl: "“-1” is 1 tot en met 4", en: "“-1” is 1 to 4")),
      (.four, Phrase(nl: "“4” is 1 tot en met 4", en: "“4” is 1 to 4")),
      (.interval, Phrase(nl: "“3..12” is 3 tot en met 12", en: "“3..12” is 3 to 12")),
      (
        .statLine,
        Phrase(
          nl: "“.” ontbreekt, “x” is geheim, leeg kan niet bestaan",
          en: "“.” is missing, “x” is secret, blank cannot exist")
      ),
    ]
    let own = forms.filter { layout.suppression.contains($0.0) }.map(\.1)
    return own.isEmpty ? [Phrase(nl: "niets", en: "nothing")] : own
  }

  private static func kind(_ kind: Layout.Column.Kind) -> Phrase {
    switch kind {
    case .text: Phrase(nl: "tekst", en: "text")
    case .required: Phrase(nl: "tekst, niet leeg", en: "text, not blank")
    case .count: Phrase(nl: "aantal", en: "number")
    case .decimal: Phrase(nl: "getal", en: "decimal number")
    case .year: Phrase(nl: "jaar", en: "year")
    }
  }
}
