import Ingest
import Records
import Testing

/// A small country: forty locations with three sectors, a few years.
private struct Country {
  static let codes = (0..<40).map { number in
    vestiging("\(number < 10 ? "0" : "")\(number)AB00")
  }

  var files: [SourceFile] = []
  var facts: [Fact] = []

  /// The size of a sector of a location: all differ, and none changes much over years.
  static func size(_ place: Int, _ sector: Sector, _ year: Int) -> Int {
    let base: Int =
      switch sector {
      case .techniek: 20 + (place * 37) % 90
      case .zorgEnWelzijn: 25 + (place * 53) % 80
      default: 30 + (place * 71) % 70
      }
    return base + (year - 2015) * ((place % 5) - 2)
  }

  mutating func file(_ layout: String, _ name: String) -> String {
    let hash = "\(files.count)" + String(repeating: "0", count: 63)
    files.append(
      SourceFile(sha256: hash, name: name, bytes: 1, layout: layout, rows: 1, provisional: nil))
    return hash
  }

  /// Exams of these years; `change` may alter or remove a number.
  mutating func exams(
    _ years: ClosedRange<Int>, layout: String = "duo-examenkandidaten", name: String,
    change: (_ place: Int, _ sector: Sector, _ year: Int, _ size: Int) -> Int? = { $3 }
  ) {
    let hash = file(layout, name)
    for (place, code) in Self.codes.enumerated() {
      for (index, sector) in [Sector.techniek, .zorgEnWelzijn, .economie].enumerated() {
        for year in years {
          guard let size = change(place, sector, year, Self.size(place, sector, year)) else {
            continue
          }
          let men =
            sector == .techniek ? size * 9 / 10 : sector == .zorgEnWelzijn ? size / 6 : size / 2
          for (measure, factor) in [(Fact.Measure.examenkandidaten, 100), (.geslaagden, 95)] {
            for (sex, number) in [(Geslacht.man, men), (.vrouw, size - men), (.totaal, size)] {
              facts.append(
                Fact(
                  layout: layout, measure: measure, period: .examenjaar(year), vestiging: code,
                  leerweg: .kb, sector: sector, geslacht: sex, count: .exact(number * factor / 100),
                  source: SourceCell(file: hash, row: 2 + 3 * place + index, column: "x")))
            }
          }
        }
      }
    }
  }

  mutating func pupils(
    _ year: Int,
    _ leerjaar: (_ leerjaar: Int, _ place: Int, _ sector: Sector) -> (men: Int, women: Int)
  ) {
    let hash = file("duo-leerlingen", "leerlingen-\(year).csv")
    for (place, code) in Self.codes.enumerated() {
      for sector in [Sector.techniek, .zorgEnWelzijn, .economie] {
        for grade in 3...4 {
          let number = leerjaar(grade, place, sector)
          for (sex, number) in [(Geslacht.man, number.men), (.vrouw, number.women)] {
            facts.append(
              Fact(
                layout: "duo-leerlingen", measure: .leerlingen, period: .peildatum(year),
                vestiging: code, leerweg: .kb, leerjaar: grade, sector: sector, geslacht: sex,
                count: .exact(number), source: SourceCell(file: hash, row: 2 + place, column: "x")))
          }
        }
      }
    }
  }

  var findings: [Finding] {
    var input = CheckInput(files: files)
    for fact in facts { input.add(fact) }
    return Checks.findings(input)
  }

  var rules: [String] { findings.filter { $0.level >= .waarschuwing }.map(\.rule) }
}

@Suite struct ChecksTests {
  @Test func `a sound country gives nothing`() {
    var country = Country()
    country.exams(2013...2015, name: "a.csv")
    country.exams(2016...2018, name: "b.csv")
    #expect(country.rules == [])
  }

  @Test(arguments: [[2016, 2017], [2017, 2018], [2016, 2018], [2018, 2019]])
  func `two years swapped are told by the years around them`(years: [Int]) {
    var country = Country()
    country.exams(2013...2015, name: "a.csv")
    country.exams(2016...2019, name: "b.csv") { place, sector, year, size in
      let other = year == years[0] ? years[1] : year == years[1] ? years[0] : year
      return Country.size(place, sector, other)
    }
    let found = country.findings.filter { $0.rule == "jaren-in-andere-volgorde" }
    #expect(found.map(\.file) == ["b.csv"])
    let order = (2016...2019).map { $0 == years[0] ? years[1] : $0 == years[1] ? years[0] : $0 }
    #expect(found.first?.value == order.map(String.init).joined(separator: ", "))
  }

  @Test func `years without a neighbour may stand backwards, and nobody can tell`() {
    var country = Country()
    country.exams(2016...2019, name: "b.csv") { place, sector, year, _ in
      Country.size(place, sector, 2035 - year)
    }
    #expect(country.rules == [])
  }

  @Test func `sexes swapped`() {
    var country = Country()
    country.exams(2018...2018, name: "a.csv")
    country.facts = country.facts.map { fact in
      var fact = fact
      fact.geslacht =
        fact.geslacht == .man ? .vrouw : fact.geslacht == .vrouw ? .man : fact.geslacht
      return fact
    }
    #expect(Set(country.rules) == ["geslacht-verwisseld"])
  }

  @Test func `hardly anyone passed`() {
    var country = Country()
    country.exams(2018...2018, name: "a.csv")
    country.facts = country.facts.map { fact in
      var fact = fact
      if fact.measure == .geslaagden, let count = fact.count.exactValue {
        fact.count = .exact(count / 2)
      }
      return fact
    }
    #expect(country.rules == ["slaagkans-onwaarschijnlijk"])
  }

  @Test func `two locations with each other's numbers`() {
    var country = Country()
    country.exams(2016...2017, name: "a.csv") { place, sector, year, size in
      let other = year == 2016 ? place : place == 7 ? 22 : place == 22 ? 7 : place
      return Country.size(other, sector, year)
    }
    let found = country.findings.filter { $0.level >= .waarschuwing }
    #expect(found.map(\.rule) == ["vestigingen-verwisseld"])
    #expect(found.first?.value == "07AB00, 22AB00")
  }

  @Test func `numbers a row off their names`() {
    var country = Country()
    country.exams(2015...2015, name: "a.csv")
    country.exams(2016...2016, name: "b.csv") { place, sector, year, _ in
      Country.size(max(0, place - 1), sector, year)
    }
    // Rows are by location and sector; a shift of a whole location is three rows.
    #expect(!country.rules.contains("getallen-van-de-rij-ernaast"))
    var shifted = Country()
    shifted.exams(2015...2015, name: "a.csv")
    let order = Country.codes.indices.flatMap { place in
      [Sector.techniek, .zorgEnWelzijn, .economie].map { (place, $0) }
    }
    shifted.exams(2016...2016, name: "b.csv") { place, sector, year, size in
      guard let index = order.firstIndex(where: { $0.0 == place && $0.1 == sector }), index > 0
      else {
        return size
      }
      return Country.size(order[index - 1].0, order[index - 1].1, year)
    }
    #expect(shifted.rules.contains("getallen-van-de-rij-ernaast"))
  }

  @Test func `half of a file is gone`() {
    var country = Country()
    country.exams(2015...2015, name: "a.csv")
    country.exams(2016...2016, name: "b.csv") { place, _, _, size in place < 20 ? size : nil }
    #expect(country.rules == ["vestigingen-massaal-verdwenen"])
  }

  @Test func `one location less is a remark`() {
    var country = Country()
    country.exams(2015...2015, name: "a.csv")
    country.exams(2016...2016, name: "b.csv") { place, _, _, size in place == 5 ? nil : size }
    #expect(country.rules == [])
    #expect(country.findings.contains { $0.rule == "vestiging-verdwenen" && $0.value == "1" })
  }

  @Test func `one row less`() {
    var country = Country()
    country.exams(2015...2015, name: "a.csv")
    country.exams(2016...2016, name: "b.csv") { place, sector, _, size in
      place == 5 && sector == .zorgEnWelzijn ? nil : size
    }
    #expect(country.rules == ["rij-verdwenen"])
  }

  @Test func `two kinds of files must agree, and withheld numbers leave room`() {
    var country = Country()
    country.exams(2018...2018, name: "a.csv")
    country.exams(2018...2018, layout: "duo-geslaagden", name: "c.csv") { place, sector, _, size in
      place == 3 && sector == .economie ? size + 1 : size
    }
    let found = country.findings.filter { $0.level >= .waarschuwing }
    #expect(Set(found.map(\.rule)) == ["zelfde-periode-andere-getallen"])
    #expect(found.first?.file == "c.csv")
    #expect(found.first?.text.nl.hasPrefix("03AB00 KB, examenjaar 2018, examenkandidaten") == true)
    country.facts = country.facts.map { fact in
      var fact = fact
      if fact.layout == "duo-geslaagden", let count = fact.count.exactValue {
        fact.count = .suppressed(count - 2...count + 2)
      }
      return fact
    }
    #expect(country.rules == [])
  }

  @Test func `a revised edition is a remark, another file under its name is not`() {
    func rules(_ changed: Int) -> [Finding] {
      var country = Country()
      country.exams(2018...2018, name: "a.csv")
      country.exams(2018...2018, name: "b.csv") { place, _, _, size in
        place < changed ? size + 40 : size
      }
      return country.findings.filter {
        $0.rule == "editie-herzien" || $0.rule == "zelfde-periode-andere-getallen"
      }
    }
    #expect(rules(0) == [])
    #expect(Set(rules(1).map(\.rule)) == ["editie-herzien"])
    #expect(Set(rules(20).map(\.rule)) == ["zelfde-periode-andere-getallen"])
  }

  @Test func `leerjaar 4 must fit the exams after it`() {
    func country(
      _ year: Int,
      _ change: (_ leerjaar: Int, _ place: Int, _ sector: Sector, _ men: Int, _ women: Int) -> (
        Int, Int
      )
    ) -> [String] {
      var country = Country()
      country.exams(2015...2021, name: "a.csv") { place, sector, year, _ in
        Country.size((place + 3 * year) % 40, sector, 2018)
      }
      country.pupils(year) { leerjaar, place, sector in
        let exam = 2019 + 4 - leerjaar + 1
        let size = Country.size((place + 3 * exam) % 40, sector, 2018)
        let men =
          sector == .techniek ? size * 9 / 10 : sector == .zorgEnWelzijn ? size / 6 : size / 2
        let result = change(leerjaar, place, sector, men, size - men)
        return (men: result.0, women: result.1)
      }
      let own = ["peildatum-past-niet", "leerjaren-verwisseld", "leerjaar-4-past-niet-bij-examen"]
      return country.rules.filter { own.contains($0) }
    }
    #expect(country(2019) { ($3, $4) } == [])
    #expect(country(2018) { ($3, $4) }.contains("peildatum-past-niet"))
    #expect(
      Set(
        country(2019) { _, _, _, men, women in (men / 2, women / 2)
        })
        == ["leerjaar-4-past-niet-bij-examen"])
  }

  @Test func `a known break is a remark, an unknown one a warning`() {
    func findings(_ year: Int) -> [Finding] {
      var country = Country()
      country.exams(year - 1...year, name: "a.csv") { place, sector, one, _ in
        let size = Country.size(place, sector, 2014 + one - year)
        guard one == year, place < 25 else { return size }
        return sector == .zorgEnWelzijn ? size - 20 : sector == .economie ? size + 20 : size
      }
      return country.findings
    }
    let unknown = findings(2022).filter { $0.level >= .waarschuwing }
    #expect(unknown.map(\.rule) == ["reeksbreuk-onbekend"])
    #expect(unknown.first?.text.nl.contains("25 van 40") == true)
    // From 2018 to 2019 all sectors were reclassified by TL; that is declared.
    let known = findings(2019)
    #expect(known.contains { $0.rule == "reeksbreuk" && $0.value == "2019" })
  }

  @Test func `codes that carry each other's names`() {
    func name(_ file: String, _ code: String, _ naam: String) -> VestigingName {
      VestigingName(file: file, vestiging: vestiging(code), naam: naam, row: 2)
    }
    var input = CheckInput(files: [])
    input.add([
      name("a", "01AA00", "Noord"), name("a", "02AA00", "Zuid"), name("a", "03AA00", "Oost"),
    ])
    input.add([
      name("b", "01AA00", "ZUID"), name("b", "02AA00", "noord"), name("b", "03AA00", "West"),
    ])
    let found = Checks.findings(input)
    #expect(found.map(\.rule) == ["namen-van-vestigingen-verwisseld"])
    #expect(found.first?.value == "02AA00, 01AA00" || found.first?.value == "01AA00, 02AA00")
  }

  /// Marks of one year, pupils in leerjaar 4 a year later, and the exams of both by sector.
  private func profiles(
    marks: (eo: Int, zw: Int), pupils: (eo: Int, zw: Int), exams: [(year: Int, eo: Int, zw: Int)]
  ) -> [Finding] {
    let layouts = ["duo-geslaagden", "duo-leerlingen", "duo-examenkandidaten"]
    let files = layouts.enumerated().map { index, layout in
      SourceFile(
        sha256: "\(index)", name: layout + ".csv", bytes: 1, layout: layout, rows: 1,
        provisional: nil)
    }
    var input = CheckInput(files: files)
    func add(
      _ file: Int, _ measure: Fact.Measure, _ period: Period, _ leerjaar: Int?,
      _ numbers: (eo: Int, zw: Int), hasProfiles: Bool
    ) {
      for (profiel, sector, number) in [
        (Profiel.eo, Sector.economie, numbers.eo), (.zw, .zorgEnWelzijn, numbers.zw),
      ] {
        input.add(
          Fact(
            layout: layouts[file], measure: measure, period: period,
            vestiging: vestiging("01AA00"), leerweg: .kb, leerjaar: leerjaar,
            profiel: hasProfiles ? profiel : nil, sector: sector, geslacht: .totaal,
            count: number == 3 ? .suppressed(1...4) : .exact(number),
            source: SourceCell(file: "\(file)", row: 2, column: "x")))
      }
    }
    add(0, .examenkandidaten, .examenjaar(2019), nil, marks, hasProfiles: true)
    add(1, .leerlingen, .peildatum(2019), 4, pupils, hasProfiles: true)
    for exam in exams {
      add(2, .examenkandidaten, .examenjaar(exam.year), nil, (exam.eo, exam.zw), hasProfiles: false)
    }
    return Checks.findings(input).filter { $0.rule == "profielen-verwisseld" }
  }

  @Test func `profiles of another year are no swap where both years are confirmed`() {
    #expect(
      profiles(marks: (80, 20), pupils: (20, 80), exams: [(2019, 79, 20), (2020, 21, 78)]) == [])
    // Nothing confirms one of them: somebody has to look.
    for exams in [[(2019, 79, 20)], [(2020, 21, 78)], []] {
      #expect(profiles(marks: (80, 20), pupils: (20, 80), exams: exams).count == 1)
    }
  }

  @Test func `swapped profiles are found in the file that has them swapped`() {
    let exams = [(2019, 79, 20), (2020, 78, 21)]
    let right = profiles(marks: (80, 20), pupils: (80, 20), exams: exams)
    #expect(right == [])
    let pupils = profiles(marks: (80, 20), pupils: (20, 80), exams: exams)
    #expect(pupils.map(\.file) == ["duo-leerlingen.csv"])
    let marks = profiles(marks: (20, 80), pupils: (80, 20), exams: exams)
    #expect(marks.map(\.file) == ["duo-geslaagden.csv"])
  }

  @Test func `a withheld number is an interval in the text, and both years are named`() {
    let found = profiles(marks: (80, 3), pupils: (3, 80), exams: [])
    #expect(
      found.first?.text.nl
        == "01AA00: E&O en Z&W zijn hier (examenjaar 2020) 1–4 en 80, in duo-geslaagden.csv "
        + "(examenjaar 2019) 80 en 1–4")
  }

  @Test func `the order of facts changes nothing`() {
    var country = Country()
    country.exams(2015...2016, name: "a.csv") { place, sector, year, size in
      place == 5 && year == 2016 ? nil : size + (place * year) % 30
    }
    let first = country.findings
    country.facts.reverse()
    #expect(country.findings == first)
    #expect(!first.isEmpty)
  }
}

@Suite struct CheckRuleTests {
  @Test func `every rule has an id of its own, and says what, from where and what to do`() {
    let rules = CheckRule.registry
    #expect(Set(rules.map(\.id)).count == rules.count)
    for rule in rules {
      #expect(rule.id.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber })
      for phrase in [rule.compares, rule.threshold, rule.remedy] {
        #expect(!phrase.nl.isEmpty && !phrase.en.isEmpty)
      }
      #expect(CheckRule.rule(rule.id) == rule)
    }
  }

  @Test func `the documentation has a row for each`() {
    for language in Language.allCases {
      let lines = CheckRule.table(language).split(separator: "\n")
      #expect(lines.count == CheckRule.registry.count + 2)
    }
  }
}
