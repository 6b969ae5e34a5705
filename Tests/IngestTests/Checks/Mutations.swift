import Foundation

/// All the ways in which the suite damages a file.
enum Mutations {
  static let all: [Mutation] =
    columns + years + sexes + places + subjects + shifts + rows + bytes + cells

  static let columns: [Mutation] = [
    .cells(
      "twee kolommen verwisseld (leerjaar 3 en 4; geslaagden en gezakten; kandidaten en geslaagden)"
    ) { grid, kind in
      switch kind {
      case .leerlingen: grid.swapColumns(grid.column("3 - MAN"), grid.column("4 - MAN"))
      case .cijfers: grid.swapColumns(grid.column("GESLAAGDEN"), grid.column("GEZAKTEN"))
      case .examens:
        grid.swapColumns(
          grid.column("EXAMENK", "2021-2022 - TOTAAL"), grid.column("GESL", "2021-2022 - TOTAAL"))
      case .bestuur: grid.swapColumns(grid.column("AANTAL LEERLINGEN"), grid.column("VAVO"))
      case .profielen: return false
      }
      return true
    },
    .cells(
      "twee kolommen verwisseld (leerjaar 1 en 3; kandidaten en geslaagden; totaal en vrouw; examencijfers)"
    ) { grid, kind in
      switch kind {
      case .leerlingen: grid.swapColumns(grid.column("1 - MAN"), grid.column("3 - MAN"))
      case .cijfers: grid.swapColumns(grid.column("EXAMENKANDIDATEN"), grid.column("GESLAAGDEN"))
      case .examens:
        grid.swapColumns(
          grid.column("EXAMENK", "2021-2022 - VROUW"), grid.column("EXAMENK", "2021-2022 - TOTAAL"))
      case .bestuur, .profielen: return false
      }
      return true
    },
    .cells("schoolexamen en centraal examen verwisseld") { grid, kind in
      guard kind == .cijfers else { return false }
      grid.swapColumns(grid.column("SCHOOLEXAMEN"), grid.column("CENTRAAL"))
      return true
    },
    .cells("een kolom over een andere gekopieerd") { grid, kind in
      let numbers = kind.numbers(grid)
      guard numbers.count > 2 else { return false }
      let from = kind == .examens ? grid.column("EXAMENK", "2021-2022 - MAN") : kind.main(grid)
      let to =
        kind == .examens
        ? grid.column("EXAMENK", "2022-2023 - MAN") : numbers.first { $0 != from } ?? from
      for row in grid.rows.indices { grid.rows[row][to] = grid.rows[row][from] }
      return true
    },
    .cells("een kolom op nul gezet") { grid, kind in
      let column = kind == .leerlingen ? grid.column("4 - VROUW") : kind.main(grid)
      for row in grid.rows.indices { grid.rows[row][column] = "0" }
      return true
    },
    .cells("kolommen met hun kop verplaatst") { grid, kind in
      grid.headers.reverse()
      for row in grid.rows.indices { grid.rows[row].reverse() }
      return true
    },
  ]

  static let years: [Mutation] = [
    .cells("twee jaren verwisseld, alle kolommen") { grid, kind in
      switch kind {
      case .examens:
        for (one, other) in zip(grid.columns("2020-2021"), grid.columns("2022-2023")) {
          grid.swapColumns(one, other)
        }
        return true
      case .profielen:
        let year = grid.column("peildatum")
        for row in grid.rows.indices {
          let text = grid.rows[row][year]
          grid.rows[row][year] = text == "2020" ? "2022" : text == "2022" ? "2020" : text
        }
        return true
      default: return false
      }
    },
    .cells("twee buurjaren verwisseld, alle kolommen") { grid, kind in
      guard kind == .examens else { return false }
      for (one, other) in zip(grid.columns("2020-2021"), grid.columns("2021-2022")) {
        grid.swapColumns(one, other)
      }
      return true
    },
    .cells("twee jaren verwisseld, alleen kandidaten (totaal)") { grid, kind in
      guard kind == .examens else { return false }
      grid.swapColumns(
        grid.column("EXAMENK", "2020-2021 - TOTAAL"), grid.column("EXAMENK", "2022-2023 - TOTAAL"))
      return true
    },
    Mutation(
      "het jaar in de bestandsnaam een jaar te laat",
      fileName: { name in
        name.replacingOccurrences(of: "2018-2019", with: "2019-2020")
          .replacingOccurrences(of: "-2019.csv", with: "-2020.csv")
      }
    ) { grid, kind in [.leerlingen, .cijfers].contains(kind) ? grid.bytes : nil },
  ]

  static let sexes: [Mutation] = [
    .cells("man en vrouw verwisseld, een leerjaar of examenjaar") { grid, kind in
      switch kind {
      case .leerlingen: grid.swapColumns(grid.column("4 - MAN"), grid.column("4 - VROUW"))
      case .examens:
        for (one, other) in zip(grid.columns("2021-2022 - MAN"), grid.columns("2021-2022 - VROUW"))
        {
          grid.swapColumns(one, other)
        }
      default: return false
      }
      return true
    },
    .cells("man en vrouw verwisseld, alles") { grid, kind in
      let (men, women) = (grid.columns(" - MAN"), grid.columns(" - VROUW"))
      for (one, other) in zip(men, women) { grid.swapColumns(one, other) }
      return !men.isEmpty
    },
    .cells("man en vrouw verwisseld, leerjaar 1") { grid, kind in
      guard kind == .leerlingen else { return false }
      grid.swapColumns(grid.column("1 - MAN"), grid.column("1 - VROUW"))
      return true
    },
  ]

  static let places: [Mutation] = [
    .cells("codes van twee vestigingen verwisseld") { grid, kind in
      guard let (left, right) = grid.twoLargest(kind), let a = left.first, let b = right.first
      else { return false }
      for column in kind.code(grid) {
        let (one, other) = (grid.rows[a][column], grid.rows[b][column])
        for row in left { grid.rows[row][column] = other }
        for row in right { grid.rows[row][column] = one }
      }
      return true
    },
    .cells("namen en plaatsen van twee vestigingen verwisseld") { grid, kind in
      guard let (left, right) = grid.twoLargest(kind), let a = left.first, let b = right.first
      else { return false }
      for column in kind.place(grid) {
        let (one, other) = (grid.rows[a][column], grid.rows[b][column])
        for row in left { grid.rows[row][column] = other }
        for row in right { grid.rows[row][column] = one }
      }
      return true
    },
    .cells("getallen van twee vestigingen verwisseld") { grid, kind in grid.swapBlocks(kind) },
  ]

  static let subjects: [Mutation] = [
    .cells("namen van twee profielen of sectoren verwisseld, codes niet") { grid, kind in
      let (column, one, other) =
        switch kind {
        case .leerlingen:
          (
            grid.column("AFDELING"), "Bouwen, wonen en interieur",
            "Produceren, installeren en energie"
          )
        case .examens: (grid.column("OPLEIDINGSNAAM"), "VMBO K - techniek", "VMBO K - economie")
        default: (-1, "", "")
        }
      guard column >= 0 else { return false }
      for row in grid.rows.indices {
        let text = grid.rows[row][column]
        grid.rows[row][column] = text == one ? other : text == other ? one : text
      }
      return true
    },
    .cells("twee sectoren of profielen geheel verwisseld") { grid, kind in
      let pairs: [(Int, String, String)]
      switch kind {
      case .leerlingen:
        pairs = [
          (grid.column("AFDELING"), "Bouwen, wonen en interieur", "Zorg en welzijn"),
          (grid.column("VMBO SECTOR"), "Techniek", "Zorg & Welzijn"),
          (grid.column("ELEMENTCODE"), "60", "66"),
        ]
      case .cijfers:
        pairs = [(grid.column("SECTOR"), "Techniek", "Zorg & Welzijn")]
      case .examens:
        pairs =
          ["B", "K", "G", "T"].flatMap { letter in
            [
              (
                grid.column("OPLEIDINGSNAAM"), "VMBO \(letter) - techniek",
                "VMBO \(letter) - zorg en welzijn"
              )
            ]
          }
          + [(30, 31), (34, 35), (38, 39), (42, 43), (90, 91)].map {
            (grid.column("INSPECTIECODE"), String($0.0), String($0.1))
          }
      case .profielen: pairs = [(grid.column("profiel"), "BWI", "PIE")]
      case .bestuur: return false
      }
      for (column, one, other) in pairs {
        for row in grid.rows.indices {
          let text = grid.rows[row][column]
          if one.count == 2, text.count == 4, kind == .leerlingen {
            if text.hasPrefix(one) { grid.rows[row][column] = other + text.dropFirst(2) }
            if text.hasPrefix(other) { grid.rows[row][column] = one + text.dropFirst(2) }
          } else {
            grid.rows[row][column] = text == one ? other : text == other ? one : text
          }
        }
      }
      return true
    },
    .cells("getallen van twee profielen of sectoren van een vestiging verwisseld, één leerweg") {
      grid, kind in
      guard kind != .bestuur, let (rows, _) = grid.twoLargest(kind) else { return false }
      let column = kind.main(grid)
      let whole = grid
      let leerweg: (Int) -> String = { row in
        switch kind {
        case .examens: String(whole.rows[row][whole.column("OPLEIDINGSNAAM")].prefix(6))
        case .cijfers: whole.rows[row][whole.column("LEERWEG")]
        case .leerlingen: whole.rows[row][whole.column("ONDERWIJSTYPE")]
        default: whole.rows[row][whole.column("peildatum")]
        }
      }
      let size: (Int) -> Int = { Int(whole.rows[$0][column]) ?? 0 }
      let large = rows.filter { kind.isProfile(grid.rows[$0]) && size($0) >= 5 }
      let pairs = large.flatMap { one in
        large.filter { leerweg($0) == leerweg(one) }.map { (one, $0) }
      }
      guard
        let (most, least) = pairs.max(by: { size($0.0) - size($0.1) < size($1.0) - size($1.1) }),
        most != least
      else { return false }
      grid.swapRows([most], [least], columns: kind.numbers(grid))
      return true
    },
  ]

  static let shifts: [Mutation] = [
    .cells("een kolom met getallen een rij omlaag") { grid, kind in
      grid.shiftDown([kind.main(grid)])
      return true
    },
    .cells("alle getallen een rij omlaag") { grid, kind in
      grid.shiftDown(kind.numbers(grid))
      return true
    },
    .cells("de namen van vestigingen een rij omlaag") { grid, kind in
      grid.shiftDown(kind.place(grid))
      return !kind.place(grid).isEmpty
    },
    .cells("sector en opleiding een rij omlaag") { grid, kind in
      let columns = kind.subject(grid).filter { !grid.headers[$0].contains("CODE") }
      guard !columns.isEmpty else { return false }
      grid.shiftDown(columns)
      return true
    },
    .cells("cellen van een rij een plaats naar rechts") { grid, _ in
      let row = grid.rows.count / 2
      grid.rows[row] = [""] + grid.rows[row].dropLast()
      return true
    },
    .cells("getallen van 20 rijen een kolom naar rechts") { grid, kind in
      let columns = kind.numbers(grid)
      guard columns.count > 2 else { return false }
      let start = grid.rows.count / 3
      for row in start..<min(start + 20, grid.rows.count) {
        for (to, from) in zip(columns.dropFirst(), columns).reversed() {
          grid.rows[row][to] = grid.rows[row][from]
        }
        grid.rows[row][columns[0]] = "0"
      }
      return true
    },
  ]
}
