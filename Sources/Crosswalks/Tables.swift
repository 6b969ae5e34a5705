/// The tables that are compiled in: `Sources/Crosswalks/Tables/*.csv`.
///
/// They are part of the program, so a mistake in one is a mistake in the program: the tests read each
/// of them, and a table that cannot be read stops the program at once.
enum Tables {
  static func load<Value>(
    _ name: String, _ read: () throws(CrosswalkError) -> Value
  ) -> Value {
    do { return try read() } catch {
      preconditionFailure("the built-in table \(name) cannot be read: \(error)")
    }
  }

  static var gemeenten: String { text(PackageResources.gemeenten_csv) }
  static var herindelingen: String { text(PackageResources.herindelingen_csv) }
  static var gebieden: String { text(PackageResources.gebieden_csv) }
  static var arbeidsmarktregios: String { text(PackageResources.arbeidsmarktregios_csv) }
  static var afdelingen: String { text(PackageResources.afdelingen_csv) }
  static var elementcodes: String { text(PackageResources.elementcodes_csv) }
  static var inspectiecodes: String { text(PackageResources.inspectiecodes_csv) }
  static var hoofdgroepen: String { text(PackageResources.hoofdgroepen_csv) }
  static var crebos: String { text(PackageResources.crebos_csv) }
  static var vestigingen: String { text(PackageResources.vestigingen_csv) }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
