/// Sets of synthetic files that belong together: same schools, one seed.
public enum NationalFiles {
  /// The pupil files of 1 October 2011 to 2025, in three styles of five, seven and three years.
  ///
  /// 2011–2015 windows-1252, `\n`, quotes where needed; 2016–2022 the same headers with `\r\n`;
  /// 2023–2025 the new generation. A set to try readers on, not a record of when DUO changed what.
  public static func fifteenYears(seed: UInt64, vestigingen: Int = 1_450) -> [NationalFile] {
    (2011...2025).map { leerlingen($0, seed, vestigingen) }
  }

  /// What an analyst takes in for ten years: the pupil files of 2015 to 2024, and the exam files of
  /// 2014–2019 and 2019–2024.
  public static func tenYears(seed: UInt64, vestigingen: Int = 1_450) -> [NationalFile] {
    (2015...2024).map { leerlingen($0, seed, vestigingen) } + [
      NationalFile(
        .examens(lastYear: 2019), generation: .old, seed: seed, extent: .vestigingen(vestigingen)),
      NationalFile(
        .examens(lastYear: 2024), generation: .new, seed: seed, extent: .vestigingen(vestigingen)),
    ]
  }

  /// One pupil file of about this many bytes with every trouble at once: windows-1252 with bytes
  /// 0x80–0x9F, `<5`, quoted delimiters, `\r\n`.
  public static func troubled(bytes: Int, seed: UInt64) -> NationalFile {
    var file = NationalFile(
      .leerlingen(year: 2024), generation: .new, seed: seed, extent: .bytes(bytes))
    file.encoding = .windows1252
    file.quoting = .needed
    return file
  }

  private static func leerlingen(_ year: Int, _ seed: UInt64, _ vestigingen: Int) -> NationalFile {
    var file = NationalFile(
      .leerlingen(year: year), generation: year < 2023 ? .old : .new, seed: seed,
      extent: .vestigingen(vestigingen))
    if year >= 2016 { file.lineEnd = .crlf }
    return file
  }
}
