import ArgumentParser
import Foundation
import Pipeline
import Records

/// The language of help and of messages about the command line: `--lang`, else `DOORSTROOM_LANG`, else
/// Dutch. The locale does not decide, as most servers have an English one whatever their users speak.
let spoken: Language = {
  let words = CommandLine.arguments
  if words.contains("--lang=en") { return .en }
  if let place = words.firstIndex(of: "--lang"), place + 1 < words.count {
    return Language(rawValue: words[place + 1]) ?? .nl
  }
  return ProcessInfo.processInfo.environment["DOORSTROOM_LANG"].flatMap(Language.init) ?? .nl
}()

/// One of both texts, by ``spoken``.
func said(_ nl: String, _ en: String) -> String { spoken == .nl ? nl : en }

/// Ends the program with what ArgumentParser has to say, in the language of the rest.
enum Usage {
  static func exit(_ error: any Error) -> Never {
    let code = Doorstroom.exitCode(for: error)
    let text = text(Doorstroom.fullMessage(for: error)).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map { line in
      // ArgumentParser breaks what it describes, not how it is used.
      let isBroken = code == .success && !["USAGE", "GEBRUIK"].contains { line.hasPrefix($0) }
      return isBroken ? String(line) : TerminalLines.wrapped(String(line))
    }.joined(separator: "\n")
    if code == .success {
      do {
        if !text.isEmpty { try Console.print(text) }
      } catch {
        Foundation.exit(Doorstroom.exitCode(for: error).rawValue)
      }
    } else if !text.isEmpty {
      Console.error(text)
    }
    Foundation.exit(code.rawValue)
  }

  /// The words of ArgumentParser itself, which knows English only, in Dutch.
  static func text(_ english: String, language: Language = spoken) -> String {
    guard language == .nl else { return english }
    return english.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = String(line)
      for (en, nl) in table where line.contains(en) { line = line.replacing(en, with: nl) }
      return line
    }.joined(separator: "\n")
  }

  /// In this order: a longer sentence before one that it holds.
  private static let table: [(en: String, nl: String)] = [
    ("OVERVIEW: ", ""), ("USAGE: ", "GEBRUIK: "), ("ARGUMENTS:", "ARGUMENTEN:"),
    ("SUBCOMMANDS:", "OPDRACHTEN:"), ("OPTIONS:", "OPTIES:"), ("Usage: ", "Gebruik: "),
    ("Help:  ", "Hulp:    "), ("Error: ", "Fout: "), ("(default)  ", "(standaard)"),
    ("(default)", "(standaard)"),
    ("default:", "standaard:"), ("(values: ", "(keuze: "),
    ("Show the version.", "Toon de versie."),
    ("Show help information.", "Toon deze hulp."),
    ("Show subcommand help information.", "Toon de hulp van een opdracht."),
    ("<subcommand>", "<opdracht>"), ("[<options>]", "[<opties>]"),
    ("  See '", "  Zie '"), ("' for detailed help.", "' voor meer hulp."),
    ("' for more information.", "' voor meer."),
    ("Missing expected argument ", "Er ontbreekt een argument: "),
    ("Missing required subcommand.", "Er ontbreekt een opdracht."),
    ("Missing value for ", "Er ontbreekt een waarde achter "),
    ("Unexpected argument ", "Onverwacht argument "),
    (" unexpected arguments: ", " onverwachte argumenten: "),
    ("Unknown option ", "Onbekende optie "), ("Did you mean ", "Bedoelt u "),
    ("The value '", "De waarde '"), ("' is invalid for '", "' past niet bij '"),
    ("Please provide one of ", "Kies uit "), (" and '", " en '"),
    ("' or '", "' of '"),
    ("Invalid option: ", "Onbekende optie: "),
    ("does not take any value, but", "heeft geen waarde, maar"), (" was specified.", " staat er."),
  ]
}
