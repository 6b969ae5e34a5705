import Foundation

extension Mutations {
  static let rows: [Mutation] = [
    .cells("de rij met het grootste getal weg") { grid, kind in
      let column = kind.main(grid)
      let vmbo = grid.rows.indices.filter { kind.isProfile(grid.rows[$0]) }
      guard
        let row = vmbo.max(by: {
          (Int(grid.rows[$0][column]) ?? 0) < (Int(grid.rows[$1][column]) ?? 0)
        })
      else { return false }
      grid.rows.remove(at: row)
      return true
    },
    .cells("een rij met een klein getal weg") { grid, kind in
      let column = kind.main(grid)
      guard
        let row = grid.rows.firstIndex(where: {
          kind.isProfile($0) && ($0[column] == "<5" || (1...3).contains(Int($0[column]) ?? 0))
        })
      else { return false }
      grid.rows.remove(at: row)
      return true
    },
    .cells("een grote vestiging weg") { grid, kind in
      guard let (left, _) = grid.twoLargest(kind) else { return false }
      grid.rows = grid.rows.indices.filter { !left.contains($0) }.map { grid.rows[$0] }
      return true
    },
    .cells("een rij herhaald") { grid, _ in
      grid.rows.insert(grid.rows[grid.rows.count / 2], at: grid.rows.count / 2)
      return true
    },
    .cells("20 rijen aan het eind herhaald") { grid, _ in
      grid.rows += grid.rows.prefix(20)
      return true
    },
    .cells("rijen in een andere volgorde") { grid, _ in
      grid.rows.reverse()
      return true
    },
    .cells("de tweede helft van de rijen weg") { grid, _ in
      grid.rows.removeLast(grid.rows.count / 2)
      return true
    },
  ]

  static let bytes: [Mutation] = [
    Mutation("afgebroken midden in een rij") { grid, _ in
      Array(grid.bytes.prefix(grid.bytes.count * 2 / 3 + 3).dropLast(7))
    },
    Mutation("bewaard als UTF-8 of windows-1252") { grid, _ in
      var grid = grid
      grid.encoding = grid.encoding == .utf8 ? .windows1252 : .utf8
      return grid.bytes
    },
    Mutation("tweemaal als UTF-8 bewaard") { grid, _ in
      var grid = grid
      grid.encoding = .twiceUTF8
      return grid.text.utf8.allSatisfy { $0 < 0x80 } ? nil : grid.bytes
    },
    Mutation("bewaard als Mac Roman") { grid, _ in
      var grid = grid
      grid.encoding = .macRoman
      return grid.text.utf8.allSatisfy { $0 < 0x80 } ? nil : grid.bytes
    },
    Mutation("bewaard als UTF-16") { grid, _ in
      var grid = grid
      grid.encoding = .utf16
      return grid.bytes
    },
    Mutation("een los scheidingsteken in een naam") { grid, kind in
      var grid = grid
      grid.isQuoted = false
      guard let column = kind.place(grid).first else { return nil }
      grid.rows[grid.rows.count / 2][column] += ";x"
      return grid.bytes
    },
    Mutation("een los aanhalingsteken voor een naam") { grid, kind in
      guard let column = kind.place(grid).first else { return nil }
      var grid = grid
      grid.rows[grid.rows.count / 2][column] = "\"" + grid.rows[grid.rows.count / 2][column]
      return grid.bytes
    },
    Mutation("een los aanhalingsteken midden in een naam") { grid, kind in
      guard let column = kind.place(grid).first else { return nil }
      var grid = grid
      let row = grid.rows.count / 2
      let text = grid.rows[row][column]
      grid.rows[row][column] = String(text.prefix(3)) + "\"" + text.dropFirst(3)
      return grid.bytes
    },
  ]

  static let cells: [Mutation] = [
    .cells("een decimaalteken veranderd") { grid, kind in
      let columns =
        kind == .cijfers
        ? grid.columns("CIJFERLIJST")
        : kind == .examens ? grid.columns("2021-2022 - TOTAAL").suffix(1) : []
      guard let column = columns.first,
        let row = grid.rows.lastIndex(where: { $0[column].contains { $0 == "," || $0 == "." } })
      else { return false }
      grid.rows[row][column] = String(
        grid.rows[row][column].map { $0 == "," ? "." : $0 == "." ? "," : $0 })
      return true
    },
    .cells("alle decimaaltekens veranderd") { grid, kind in
      let columns =
        kind == .cijfers
        ? grid.columns("CIJFER") : kind == .examens ? grid.columns("SLAAGPERC") : []
      for row in grid.rows.indices {
        for column in columns {
          grid.rows[row][column] = String(
            grid.rows[row][column].map { $0 == "," ? "." : $0 == "." ? "," : $0 })
        }
      }
      return !columns.isEmpty
    },
    .cells("alle decimaaltekens weg") { grid, kind in
      let columns =
        kind == .cijfers
        ? grid.columns("CIJFER") : kind == .examens ? grid.columns("SLAAGPERC") : []
      for row in grid.rows.indices {
        for column in columns { grid.rows[row][column].removeAll { $0 == "," || $0 == "." } }
      }
      return !columns.isEmpty
    },
    .cells("voorloopnullen weg") { grid, _ in
      var isChanged = false
      for row in grid.rows.indices {
        for column in grid.rows[row].indices
        where grid.rows[row][column].count > 1 && grid.rows[row][column].first == "0"
          && grid.rows[row][column].allSatisfy(\.isNumber)
        {
          grid.rows[row][column] = String(Int(grid.rows[row][column]) ?? 0)
          isChanged = true
        }
      }
      return isChanged
    },
    .cells("een getal tien keer zo groot") { grid, kind in
      let column = kind.main(grid)
      let row =
        grid.rows.indices.filter { kind.isProfile(grid.rows[$0]) }.max {
          (Int(grid.rows[$0][column]) ?? 0) < (Int(grid.rows[$1][column]) ?? 0)
        } ?? 0
      grid.rows[row][column] += "0"
      return true
    },
    withheld("5"), withheld("0"), withheld(""), withheld("3"),
    .cells("<5 in één kolom vervangen door 2") { grid, kind in
      let column = kind.main(grid)
      guard grid.rows.contains(where: { $0[column] == "<5" }) else { return false }
      for row in grid.rows.indices where grid.rows[row][column] == "<5" {
        grid.rows[row][column] = "2"
      }
      return true
    },
  ]

  private static func withheld(_ text: String) -> Mutation {
    .cells("<5 vervangen door \(text.isEmpty ? "niets" : text)") { grid, _ in
      var isChanged = false
      for row in grid.rows.indices {
        for column in grid.rows[row].indices where grid.rows[row][column] == "<5" {
          grid.rows[row][column] = text
          isChanged = true
        }
      }
      return isChanged
    }
  }
}
