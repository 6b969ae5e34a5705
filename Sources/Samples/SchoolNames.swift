/// Names of schools and places that do not exist, with every trouble that real ones give.
///
/// About one name in ten holds a character of windows-1252's 0x80–0x9F, one in twenty a letter of
/// 0xC0–0xFF, one in thirty a delimiter or a quote. The first names of a file show all of them.
enum SchoolNames {
  /// The name of a location, cut off at 30 characters as DUO does.
  static func name(_ location: Int, _ draw: Draw) -> String {
    let core = first[draw.part(0).below(first.count)] + second[draw.part(1).below(second.count)]
    let chance = draw.part(2).below(200)
    let form =
      location < troubled.count
      ? troubled[location]
      : chance < 40
        ? troubled[chance % troubled.count]
        : plain[draw.part(3).below(plain.count)]
    let cut = form.firstIndex(of: "*") ?? form.endIndex
    var name = (form[..<cut] + core + form[cut...].dropFirst()).prefix(30)
    // A blank at the cut would be no part of the value for some readers, and for others it would.
    while name.last == " " { name.removeLast() }
    return String(name)
  }

  /// A place in upper case, and its province.
  static func place(_ institution: Int, _ draw: Draw) -> (plaats: String, provincie: String) {
    let plaats =
      draw.part(0).below(25) == 0
      ? troubledPlaces[draw.part(1).below(troubledPlaces.count)]
      : placeStart[draw.part(1).below(placeStart.count)]
        + placeEnd[draw.part(2).below(placeEnd.count)]
    return (plaats, provincies[draw.part(3).below(provincies.count)])
  }

  /// `*` is the core. The first ten are of 0x80–0x9F, then 0xC0–0xFF, then what needs quotes.
  private static let troubled = [
    "’t *", "* – vmbo", "€uroschool *", "Širok *", "Œuvre *", "Živa *", "„*” College", "*… Mavo",
    "Ÿpe *", "*™ Lyceum", "Réunie *", "Brabançon *", "Coöperatie *", "Übung *", "Façade *",
    "Bouwen; wonen *", "VMBO \"De *\"", "loc, *", "\"*\"", "Zorg, groen; *",
  ]

  private static let plain = [
    "* College", "Het *", "Scholengemeenschap *", "* Lyceum", "Vakcollege *", "loc * Mavo",
    "Praktijkschool *", "CSG *", "* Beroepscollege", "SG * vmbo havo vwo", "OSG *", "locatie *",
    "De *", "* Vakschool", "Openbaar * College", "* Gymnasium",
  ]

  private static let first = [
    "Zilver", "Koper", "Mist", "Wolken", "Duizend", "Vlier", "Hazel", "Nevel", "Sterren", "Maan",
    "Storm", "Veder", "Kwarts", "Barnsteen", "Kristal", "Schemer", "Dauw", "Vonk", "Kiezel", "Rots",
    "Golven", "Schelp", "Anker", "Kompas", "Zeil", "Baken", "Lans", "Harp", "Fluit", "Klok",
    "Raven",
    "Reiger", "Otter", "Das", "Egel", "Lynx", "Wezel", "Uilen", "Valken", "Merel",
  ]

  private static let second = [
    "reiger", "dal", "spiegel", "toren", "vaart", "ster", "poort", "hoek", "weide", "berg", "brug",
    "hof", "kamp", "laan", "molen", "nest", "oever", "plein", "rand", "sluis", "steen", "tuin",
    "veld", "vuur", "wacht", "zand", "zicht", "bron", "burcht", "dijk", "gaarde", "haven", "kroon",
    "linde", "mast", "gaard",
  ]

  private static let placeStart = [
    "WATER", "NEVEL", "OUDE", "NIEUW", "ZILVER", "KOPER", "MIST", "ZUIDER", "NOORDER", "WESTER",
    "OOSTER", "LAGE", "HOGE", "STILLE", "BREDE", "KROMME", "RIET", "WILGEN", "ESSEN", "ELZEN",
  ]

  private static let placeEnd = [
    "DAMMERVEEN", "SLOOTEN", "WOUDEN", "KERKEN", "HUIZEN GLD", "POLDER", "BUREN NB", "HOVEN",
    "MEREN", "GEESTEN", "TERPEN", "KADEN", "VONDERS", "DREVEN", "STEDEN LB", "LANDEN", "BOSSEN",
    "HEIDEN", "DORPEN UT", "EILANDEN",
  ]

  private static let troubledPlaces = [
    "ZËEWOUDEN", "ÉÉNDRACHTSVEEN", "’S-NEVELVOORT", "ÛLEBOSSEN", "SINT ÇAPRICE",
  ]

  private static let provincies = [
    "Drenthe", "Flevoland", "Friesland", "Gelderland", "Groningen", "Limburg", "Noord-Brabant",
    "Noord-Holland", "Overijssel", "Utrecht", "Zeeland", "Zuid-Holland",
  ]
}
