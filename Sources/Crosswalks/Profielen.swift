public import Records

/// The names of *afdelingen* and what profile they stand for: a table, never a guess.
public enum Profielen {
  /// The profile of an afdeling as any file writes it: the full name of 2016 and later, the short code
  /// of the file with marks (`MTR`, `ZWE`), a plan's short name (`M&T`), or an older afdeling that the
  /// Regeling profielen vmbo (BWBR0038191, artikel X, tabel 1) turned into one profile. Nil for all
  /// others: intrasectoral programmes (`Instalektro -ISP`), intersectoral ones, routes, `BP`.
  ///
  /// An older afdeling's profile says what its licence became, not that its pupils did the exam of
  /// that profile.
  public static func profiel(afdeling: String) -> Profiel? { byName[key(afdeling)] }

  /// The profile of an afdeling of 2016 and later, by any of its names; nil for an older one too, whose
  /// pupils did the exam of their afdeling and not that of the profile.
  public static func profielOfToday(afdeling: String) -> Profiel? {
    let name = key(afdeling)
    return former.contains(name) ? nil : byName[name]
  }

  /// The profile of an afdeling; one that the table does not have stays under its own name, with
  /// `isKnown` false. Nil for an empty cell and `N.v.t.`.
  public static func profielOrOwnName(afdeling: String) -> Profiel? {
    let name = key(afdeling)
    if name.isEmpty || name == "n.v.t." { return nil }
    if let known = byName[name] { return known }
    return Profiel(afdeling.split(separator: " ").joined(separator: " "))
  }

  /// The ten full names of 2016 and later, as DUO's pupil files write them, in the order of the table.
  public static let fullNames: [String] = Tables.load("afdelingen") { () throws(CrosswalkError) in
    try Table(Tables.afdelingen, name: "afdelingen", header: ["afdeling", "profiel", "bron"]).rows
      .filter { $0["bron"].hasPrefix("DUO leerlingenbestand") }.map { $0["afdeling"] }
  }

  private static let byName: [String: Profiel] = Tables.load("afdelingen") {
    () throws(CrosswalkError) in
    try read(Tables.afdelingen)
  }

  /// The afdelingen from before 2016: those that the regulation turned into a profile.
  private static let former: Set<String> = Tables.load("afdelingen") { () throws(CrosswalkError) in
    let rows = try Table(
      Tables.afdelingen, name: "afdelingen", header: ["afdeling", "profiel", "bron"]
    ).rows
    return Set(
      rows.filter { $0["bron"].hasPrefix("Regeling profielen vmbo") }.map { key($0["afdeling"]) })
  }

  static func read(_ text: String) throws(CrosswalkError) -> [String: Profiel] {
    var profielen: [String: Profiel] = [:]
    for row in try Table(text, name: "afdelingen", header: ["afdeling", "profiel", "bron"]).rows {
      let profiel = try row.value("profiel") { name in Profiel.all.first { $0.name == name } }
      // A name may stand in the table once: two rows could contradict each other unseen.
      _ = try row.value("afdeling") { profielen[key($0)] == nil ? $0 : nil }
      profielen[key(row["afdeling"])] = profiel
    }
    return profielen
  }

  /// Small letters, one blank between words: files pad names and vary capitals.
  private static func key(_ name: String) -> String {
    name.lowercased().split(whereSeparator: { $0 == " " || $0 == "\u{a0}" }).joined(separator: " ")
  }
}
