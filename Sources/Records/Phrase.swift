/// The language of what people read.
public enum Language: String, Hashable, Sendable, CaseIterable {
  /// Dutch, the default; decimals with a comma.
  case nl
  /// English; decimals with a point.
  case en
}

/// A text for people, in both languages.
public struct Phrase: Hashable, Sendable {
  /// In Dutch.
  public let nl: String
  /// In English.
  public let en: String

  /// A text in both languages.
  public init(nl: String, en: String) {
    self.nl = nl
    self.en = en
  }

  /// A text that is the same in both languages, such as a name or a quotation.
  public init(_ text: String) { self.init(nl: text, en: text) }

  /// The text in one language.
  public subscript(language: Language) -> String {
    switch language {
    case .nl: nl
    case .en: en
    }
  }

  /// Both texts, each followed by those of `right`.
  public static func + (left: Phrase, right: Phrase) -> Phrase {
    Phrase(nl: left.nl + right.nl, en: left.en + right.en)
  }
}
