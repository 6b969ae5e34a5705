import Records

extension Layout {
  /// DUO: where the locations are.
  static let duoAdressen: [Layout] = [
    adressen(
      "vo", Phrase(nl: "voortgezet onderwijs", en: "secondary education"),
      structuur: [
        Column(
          "structuur", ["ONDERWIJSSTRUCTUUR"],
          sample: .oneOfSchool(["VBO/MAVO/HAVO/VWO", "PRO", "VBO/MAVO"]))
      ],
      origin: "duo.nl, 02.-alle-vestigingen-vo.csv; bytes van 2020-21, kop van 2026 uit "
        + "../shared/data/README.md E"),
    adressen(
      "bo", Phrase(nl: "basisonderwijs", en: "primary education"), structuur: [],
      origin: "duo.nl, alle vestigingen basisonderwijs; bytes van 2020-21, de kop van 2026 naar "
        + "die van het vo"),
  ]

  private static func adressen(
    _ sector: String, _ name: Phrase, structuur: [Column], origin: String
  ) -> Layout {
    Layout(
      id: "duo-adressen-\(sector)",
      title: Phrase(
        nl: "DUO, vestigingen \(name.nl)", en: "DUO, locations, \(name.en)"),
      description: Phrase(
        nl: "Adres, gemeente en RMC-regio van elke vestiging, zoals op de dag van het bestand.",
        en: "Address, municipality and RMC region of each location, as on the day of the file."),
      origin: origin, columns: adresColumns(structuur), suppression: [],
      key: ["brin", "vestiging"], period: .none, isProvisional: false,
      form: Form(fileName: "02.-alle-vestigingen-\(sector).csv"),
      interpreter: { binding in
        let (brin, vestiging) = (binding.required("brin"), binding.required("vestiging"))
        let (postcode, gemeente) = (
          binding.required("postcode"), binding.required("gemeentenummer")
        )
        let rmc = binding.required("rmc")
        let texts = ["school", "plaats", "gemeente", "provincie", "bestuur", "rmc naam"].map {
          binding.required($0)
        }
        let structuur = binding.slot("structuur")
        return { (cells, row, _) throws(IngestError) in
          row.references.append(
            .adres(
              VestigingAdres(
                vestiging: try cells.vestiging(brin: brin, vestiging),
                naam: cells.fields[texts[0]],
                postcode: try cells.optionalCode(postcode, .postcode),
                plaats: cells.fields[texts[1]],
                gemeente: try cells.optionalCode(gemeente, .gemeente),
                gemeentenaam: cells.fields[texts[2]], provincie: cells.fields[texts[3]],
                bestuur: cells.fields[texts[4]], rmc: try cells.optionalCode(rmc, .rmc),
                rmcNaam: cells.fields[texts[5]],
                structuur: structuur.map { cells.fields[$0] } ?? "",
                source: cells.source(vestiging))))
        }
      })
  }

  private static func adresColumns(_ structuur: [Column]) -> [Column] {
    [
      .provincie, .bestuur, .brin, .vestiging(.vestiging),
      Column("school", ["VESTIGINGSNAAM"], sample: .schoolName),
      Column("straat", ["STRAATNAAM"], sample: .constant("Proefstraat")),
      Column("huisnummer", ["HUISNUMMER-TOEVOEGING"], sample: .oneOf(["1", "12-a"])),
      Column("postcode", ["POSTCODE"], sample: .postcode),
      .plaats, .gemeentenummer, .gemeente,
      Column(
        "denominatie", ["DENOMINATIE"], sample: .oneOfSchool(["Openbaar", "Rooms-Katholiek"])),
      Column("telefoon", ["TELEFOONNUMMER"], sample: .constant("          ")),
      Column("website", ["INTERNETADRES"], sample: .constant("")),
    ] + structuur
      + [
        Column("correspondentie straat", ["STRAATNAAM CORRESPONDENTIEADRES"]),
        Column("correspondentie huisnummer", ["HUISNUMMER-TOEVOEGING CORRESPONDENTIEADRES"]),
        Column("correspondentie postcode", ["POSTCODE CORRESPONDENTIEADRES"]),
        Column("correspondentie plaats", ["PLAATSNAAM CORRESPONDENTIEADRES"]),
        Column("nodaal gebied", ["NODAAL GEBIED CODE"]),
        Column("nodaal gebied naam", ["NODAAL GEBIED NAAM"]),
        Column("rpa", ["RPA-GEBIED CODE"]), Column("rpa naam", ["RPA-GEBIED NAAM"]),
        Column("wgr", ["WGR-GEBIED CODE"]), Column("wgr naam", ["WGR-GEBIED NAAM"]),
        Column("corop", ["COROPGEBIED CODE"]), Column("corop naam", ["COROPGEBIED NAAM"]),
        Column("onderwijsgebied", ["ONDERWIJSGEBIED CODE"]),
        Column("onderwijsgebied naam", ["ONDERWIJSGEBIED NAAM"]),
        Column("rmc", ["RMC-REGIO CODE"], sample: .place(.rmc)),
        Column(
          "rmc naam", ["RMC-REGIO NAAM"], sample: .place(.rmcNaam)),
        Column("vakantieregio", ["VAKANTIEREGIO"], isRequired: false, sample: .constant("Midden")),
      ]
  }
}
