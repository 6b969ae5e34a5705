import Crosswalks
import Records

extension Layout {
  /// DUO: pupils per vestiging, onderwijstype, afdeling and elementcode, by leerjaar and sex.
  ///
  /// Facts are made of the vmbo from leerjaar 3 and of the *brugjaren* 1 and 2, which have no leerweg
  /// yet. Havo, vwo, praktijkonderwijs, vavo and other types are rows without facts. Rows of one
  /// vestiging, leerweg and profile may repeat (LWOO, leerwerktraject): each gives its own facts, to
  /// be added by whoever asks for a total.
  static let duoLeerlingen = Layout(
    id: "duo-leerlingen",
    title: Phrase(
      nl: "DUO, leerlingen vo per vestiging naar onderwijstype",
      en: "DUO, pupils vo per location by type of education"),
    description: Phrase(
      nl: "Leerlingen op 1 oktober per vestiging, leerweg, sector, profiel, leerjaar en geslacht. "
        + "Feiten van vmbo leerjaar 3 en 4 en van brugjaar 1 en 2; het jaar staat in de "
        + "bestandsnaam.",
      en: "Pupils on 1 October per location, leerweg, sector, profile, leerjaar and sex. "
        + "Facts of vmbo leerjaar 3 and 4 and of brugjaar 1 and 2; the year is in the file's name."),
    columns: [
      Column("brin", ["BRIN NUMMER", "INSTELLINGSCODE"], .required),
      Column(
        "vestiging", ["VESTIGINGSNUMMER", "VESTIGINGSCODE", "VESTIGINSNUMMER"], .required),
      Column("school", ["INSTELLINGSNAAM VESTIGING"]),
      Column("plaats", ["PLAATSNAAM VESTIGING", "PLAATSNAAM"]),
      Column("provincie", ["PROVINCIE VESTIGING", "PROVINCIE"]),
      Column("gemeentenummer", ["GEMEENTENUMMER"], isRequired: false),
      Column("gemeente", ["GEMEENTENAAM"], isRequired: false),
      Column(
        "onderwijstype",
        ["ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR", "ONDERWIJSTYPE VO EN LEERJAAR"], .required),
      Column("lwoo", ["LWOO INDICATIE"], isRequired: false),
      Column("sector", ["VMBO SECTOR"]),
      Column("afdeling", ["AFDELING"]),
      Column("elementcode", ["ELEMENTCODE"]),
      Column("opleiding", ["OPLEIDINGSNAAM"]),
    ]
      + (1...6).flatMap { leerjaar in
        [("man", "MAN"), ("vrouw", "VROUW")].map { name, header in
          Column(
            "leerjaar \(leerjaar) \(name)",
            [
              "LEER- OF VERBLIJFSJAAR \(leerjaar) - \(header)", "LEERJAAR \(leerjaar) - \(header)",
            ], .count)
        }
      },
    suppression: [.lessThanFive],
    key: [
      "brin", "vestiging", "onderwijstype", "lwoo", "sector", "afdeling", "elementcode",
      "opleiding",
    ],
    period: .fileName(.peildatum), isProvisional: true,
    planner: { binding in DuoLeerlingen(binding).planner })
}

/// What a row of the pupil file is about.
private struct DuoLeerlingen {
  struct Cell {
    let slot: Int
    let leerjaar: Int
    let geslacht: Geslacht
  }

  let brin: Int
  let vestiging: Int
  let onderwijstype: Int
  let sector: Int
  let afdeling: Int
  let elementcode: Int
  let cells: [Cell]

  init(_ binding: Binding) {
    brin = binding.required("brin")
    vestiging = binding.required("vestiging")
    onderwijstype = binding.required("onderwijstype")
    sector = binding.required("sector")
    afdeling = binding.required("afdeling")
    elementcode = binding.required("elementcode")
    cells = (1...6).flatMap { leerjaar in
      [Geslacht.man, .vrouw].map { geslacht in
        Cell(
          slot: binding.required("leerjaar \(leerjaar) \(geslacht.rawValue)"), leerjaar: leerjaar,
          geslacht: geslacht)
      }
    }
  }

  var planner: RowPlanner {
    RowPlanner(
      brin: brin, vestiging: vestiging, texts: [onderwijstype, sector, afdeling, elementcode],
      plan: plan, finding: finding, unknown: unknown)
  }

  private func plan(_ cells: Cells) throws(IngestError) -> RowPlan {
    guard let year = cells.filePeriod?.year else { throw .noYear(file: cells.file) }
    let name = cells.fields[onderwijstype]
    guard let type = Vocabulary.onderwijstype(name) else {
      return RowPlan(
        cells: [], checks: [],
        unknown: Vocabulary.isTypeWithoutFacts(name) ? [] : [onderwijstype])
    }
    let (leerweg, leerjaren) = (type.leerweg, type.leerjaren)
    let lwt = Elementcode(cells.fields[elementcode])?.marks.contains(.lwt) ?? false
    let sectorName = cells.fields[sector]
    // DUO writes `N.v.t.` where there is none; a cell with nothing in it has lost its text.
    var unknown = leerweg != nil && sectorName.isEmpty ? [sector] : []
    if leerweg != nil, !Vocabulary.isKnownAfdeling(cells.fields[afdeling]) {
      unknown.append(afdeling)
    }
    let sector = Vocabulary.sector(sectorName)
    if sector == nil, !Vocabulary.isBlank(sectorName) {
      throw cells.bad(
        self.sector, Phrase(nl: "een sector van het vmbo", en: "a sector of the vmbo"))
    }
    let profiel = leerweg == nil ? nil : Vocabulary.profiel(cells.fields[afdeling])
    return RowPlan(
      cells: self.cells.filter { leerjaren.contains($0.leerjaar) }.map { cell in
        RowPlan.Cell(
          slot: cell.slot, measure: .leerlingen, period: .peildatum(year), leerweg: leerweg,
          leerjaar: cell.leerjaar, profiel: profiel, sector: sector, geslacht: cell.geslacht,
          lwt: lwt)
      },
      checks: self.cells.filter { !leerjaren.contains($0.leerjaar) }.map { .nobody($0.slot) },
      unknown: unknown)
  }

  private func unknown(_ slot: Int, _ cells: Cells) -> Finding {
    slot == onderwijstype
      ? cells.unknownType(slot)
      : slot == afdeling
        ? cells.unknownAfdeling(slot)
        : cells.finding(
          OnceAFile.sector, .waarschuwing, slot,
          text: Phrase(
            nl: "geen sector, ook geen “N.v.t.”; de leerlingen tellen bij geen sector",
            en: "no sector, not even “N.v.t.”; the pupils count under no sector"),
          remedy: Phrase(
            nl: "kijk of de cel haar tekst verloren heeft; haal het bestand opnieuw op",
            en: "see whether the cell has lost its text; download the file again"))
  }

  private func finding(_ check: RowPlan.Check, _ cells: Cells) -> Finding {
    guard case .nobody(let slot) = check, let cell = self.cells.first(where: { $0.slot == slot })
    else { preconditionFailure("\(check) is no check of this layout") }
    return cells.finding(
      "leerjaar-buiten-onderwijstype", .waarschuwing, slot,
      text: Phrase(
        nl: "leerlingen in leerjaar \(cell.leerjaar) van “\(cells.fields[onderwijstype])”",
        en: "pupils in leerjaar \(cell.leerjaar) of “\(cells.fields[onderwijstype])”"),
      remedy: Phrase(
        nl: "deze cel telt nergens mee; kijk of kolommen verschoven zijn",
        en: "this cell is counted nowhere; see whether columns have shifted"))
  }
}
