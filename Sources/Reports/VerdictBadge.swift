import Goals
import Records

/// The mark of a verdict: a shape, a word and a colour, of which the colour alone may be lost.
///
/// Filled marks are for years that have passed, tinted ones for years to come, a dashed rim for what
/// the data cannot tell.
enum VerdictBadge {
  /// The word with its shape.
  static func html(_ outcome: Verdict.Outcome, language: Language) -> String {
    "<span class=\"oordeel \(style(outcome))\">\(icon(outcome))"
      + "<span>\(Markup.escape(outcome.name[language]))</span></span>"
  }

  /// The class of the stylesheet.
  static func style(_ outcome: Verdict.Outcome) -> String {
    "o-" + Markup.anchor(outcome.rawValue)
  }

  /// One character that tells the outcomes apart without colour or drawing.
  static func glyph(_ outcome: Verdict.Outcome) -> String {
    switch outcome {
    case .gehaald: "✓"
    case .nietGehaald: "✗"
    case .nietTeZeggen: "?"
    case .opKoers: "↗"
    case .risico: "!"
    case .buitenBereik: "↓"
    case .gemonitord: "·"
    }
  }

  /// The shape, 16 by 16, in the colour of the text around it; the word beside it is its name.
  static func icon(_ outcome: Verdict.Outcome) -> String {
    let strokes =
      "fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" "
      + "stroke-linecap=\"round\" stroke-linejoin=\"round\""
    let shape =
      switch outcome {
      case .gehaald:
        "<circle cx=\"8\" cy=\"8\" r=\"6.6\" \(strokes)/><path d=\"M5 8.4l2.1 2.1L11 6\" \(strokes)/>"
      case .nietGehaald:
        "<rect x=\"1.6\" y=\"1.6\" width=\"12.8\" height=\"12.8\" rx=\"1\" \(strokes)/>"
          + "<path d=\"M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2\" \(strokes)/>"
      case .nietTeZeggen:
        "<path d=\"M5 5.2a3 3 0 1 1 4.4 2.6c-1 .6-1.4 1-1.4 2.2\" \(strokes)/>"
          + "<circle cx=\"8\" cy=\"13.4\" r=\"1.3\" fill=\"currentColor\"/>"
      case .opKoers:
        "<path d=\"M2 13L13 3M6.5 2.6H13.4V9.5\" \(strokes)/>"
      case .risico:
        "<path d=\"M8 1.8L15 14.2H1Z\" \(strokes)/><path d=\"M8 6.6v3.2\" \(strokes)/>"
          + "<circle cx=\"8\" cy=\"12\" r=\"1\" fill=\"currentColor\"/>"
      case .buitenBereik:
        "<path d=\"M8 1.6V11M3.8 7.2L8 11.4l4.2-4.2M2 14.6h12\" \(strokes)/>"
      case .gemonitord:
        "<path d=\"M2.4 13.6V9M8 13.6V2.4M13.6 13.6V6\" \(strokes)/>"
      }
    return "<svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\" "
      + "focusable=\"false\">\(shape)</svg>"
  }

  /// What the outcome means, for the reading guide.
  static func meaning(_ outcome: Verdict.Outcome) -> Phrase {
    switch outcome {
    case .gehaald:
      Phrase(
        nl:
          "het jaar is voorbij en het doel is bereikt; bij een percentage of groei ook "
          + "als men toeval meerekent",
        en: "the year has passed and the goal is met; for a percentage or growth even allowing "
          + "for chance")
    case .nietGehaald:
      Phrase(
        nl:
          "het jaar is voorbij en het doel is niet bereikt; bij een percentage of groei ook "
          + "als men toeval meerekent",
        en: "the year has passed and the goal is not met; for a percentage or growth even "
          + "allowing for chance")
    case .nietTeZeggen:
      Phrase(
        nl: "de gegevens ontbreken, zijn afgeschermd of zijn te klein om het verschil te tonen",
        en: "the data are missing, withheld or too few to show the difference")
    case .opKoers:
      Phrase(nl: "waarschijnlijk op tijd bereikt", en: "likely to be met in time")
    case .risico:
      Phrase(
        nl: "niet waarschijnlijk en niet uitgesloten", en: "neither likely nor out of the question")
    case .buitenBereik:
      Phrase(nl: "op tijd bereiken is nauwelijks mogelijk", en: "hardly possible in time")
    case .gemonitord:
      Phrase(
        nl: "het programma telt dit zelf; open gegevens zeggen er niets over",
        en: "counted by the programme itself; open data do not tell")
    }
  }
}
