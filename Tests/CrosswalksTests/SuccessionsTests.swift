import Crosswalks
import Records
import Testing

@Suite struct SuccessionsTests {
  @Test func `a code without moves is its own successor`() throws {
    let none = try Successions([])
    #expect(none.current(of: "00AA00").codes == ["00AA00"])
    #expect(none.current(of: "00AA00").arrived == nil)
  }

  @Test func `a chain is followed to its end, and to a day`() throws {
    let chain = try Successions([
      move("00BB00", "00CC00", "2020-08-01"), move("00AA00", "00BB00", "2015-08-01"),
    ])
    let end = chain.current(of: "00AA00")
    #expect(end.single == "00CC00")
    #expect(end.followed.map(\.to) == ["00BB00", "00CC00"])
    #expect(end.arrived == day("2020-08-01"))
    #expect(chain.current(of: "00AA00", by: day("2020-07-31")).single == "00BB00")
    #expect(chain.current(of: "00AA00", by: day("2015-08-01")).single == "00BB00")
    #expect(chain.current(of: "00AA00", by: day("2015-07-31")).single == "00AA00")
    #expect(chain.current(of: "00aa00").single == "00CC00")
  }

  @Test func `two moves of one day make a chain`() throws {
    let sameDay = try Successions([
      move("00AA00", "00BB00", "2015-08-01"), move("00BB00", "00CC00", "2015-08-01"),
    ])
    #expect(sameDay.current(of: "00AA00").single == "00CC00")
  }

  @Test func `two that merge have one successor`() throws {
    let merger = try Successions([
      move("00AA00", "00CC00", "2015-08-01"), move("00BB00", "00CC00", "2015-08-01"),
    ])
    #expect(merger.current(of: "00AA00").codes == ["00CC00"])
    #expect(merger.current(of: "00BB00").codes == ["00CC00"])
    #expect(merger.predecessors(of: "00CC00", by: day("2016-01-01")).count == 2)
  }

  @Test func `a split has no single successor, and says so`() throws {
    let split = try Successions([
      move("00AA00", "00BB00", "2015-08-01", kind: .splitsing),
      move("00AA00", "00CC00", "2015-08-01", kind: .splitsing),
    ])
    let end = split.current(of: "00AA00")
    #expect(end.single == nil && end.isSplit)
    #expect(end.codes == ["00BB00", "00CC00"])
  }

  @Test func `a split that comes together again is one`() throws {
    let diamond = try Successions([
      move("00AA00", "00BB00", "2015-08-01"), move("00AA00", "00CC00", "2015-08-01"),
      move("00BB00", "00DD00", "2018-08-01"), move("00CC00", "00DD00", "2019-08-01"),
    ])
    #expect(diamond.current(of: "00AA00").single == "00DD00")
    #expect(diamond.current(of: "00AA00", by: day("2018-12-31")).codes == ["00CC00", "00DD00"])
  }

  @Test func `a move that is not complete is told, not followed`() throws {
    let partial = try Successions([move("00AA00", "00BB00", "2015-08-01", isComplete: false)])
    let end = partial.current(of: "00AA00")
    #expect(end.codes == ["00AA00"])
    #expect(end.partial.map(\.to) == ["00BB00"])
    #expect(partial.successors(of: "00AA00", by: day("2015-08-01")).count == 1)
    #expect(partial.successors(of: "00AA00", by: day("2015-07-31")).isEmpty)
  }

  @Test func `an institution's complete move does not make up a location`() throws {
    let merged = try Successions([move("00AA", "00BB", "2015-08-01")])
    #expect(merged.current(of: "00AA").single == "00BB")
    #expect(merged.current(of: "00AA03").single == "00BB")
    // One that went over in part says nothing of any one location.
    let parted = try Successions([move("00AA", "00BB", "2015-08-01", isComplete: false)])
    #expect(parted.current(of: "00AA03").codes == ["00AA03"])
    #expect(parted.current(of: "00AA03").partial.isEmpty)
  }

  @Test func `an institution that became one location takes its locations there`() throws {
    let became = try Successions([move("11AB", "11NH01", "2004-08-01")])
    #expect(became.current(of: "11AB00").single == "11NH01")
  }

  @Test func `a location's own record goes before its institution's`() throws {
    let own = try Successions([
      move("07KP", "17BI", "2024-08-01"), move("07KP00", "17BI07", "2024-08-01"),
    ])
    #expect(own.current(of: "07KP00").single == "17BI07")
  }

  /// A location's own record that is not complete, with what became of its institution.
  @Test(arguments: [
    // The institution ended that day in the institution of the record: the location did too.
    ("00CC11", "2020-08-01", "00CC", true, ["00CC11"]),
    // The institution went over in part, so that nothing says that the location ended.
    ("00CC11", "2020-08-01", "00CC", false, ["00AA00"]),
    // The record leads elsewhere than the institution: divided over both.
    ("00DD00", "2020-08-01", "00CC", true, ["00CC", "00DD00"]),
    // The record is older: a part left then, and what stayed went with the institution.
    ("00DD00", "2015-08-01", "00CC", true, ["00CC"]),
    // The record is younger: the location lived on after its institution.
    ("00CC11", "2021-08-01", "00CC", true, ["00AA00"]),
  ]) func `no location outlives its institution`(
    to: String, date: String, institution: String, isWhole: Bool, ends: [String]
  ) throws {
    let own = move("00AA00", to, date, isComplete: false)
    let moves = try Successions([
      own, move("00AA", institution, "2020-08-01", isComplete: isWhole),
    ])
    let end = moves.current(of: "00AA00")
    #expect(end.codes == ends)
    let isFollowed = end.followed.contains(own)
    #expect(end.incomplete == (isFollowed ? [own] : []))
    #expect(end.partial == (isFollowed ? [] : [own]))
    #expect(moves.current(of: "00AA00", by: day("2015-07-31")).codes == ["00AA00"])
  }

  @Test func `a later user of a code goes with its institution`() throws {
    let reused = try Successions([
      move("00AA00", "00BB00", "2000-08-01"), move("00AA", "00CC", "2020-08-01"),
    ])
    #expect(reused.current(of: "00AA00").single == "00BB00")
    #expect(reused.current(of: "00AA00", countedOn: day("2019-10-01")).single == "00CC")
  }

  @Test func `a code that was used again is read by the day of the count`() throws {
    // The first school of 00BB00 left in 2000; in 2010 00AA00 got its code.
    let reused = try Successions([
      move("00BB00", "00CC00", "2000-08-01"), move("00AA00", "00BB00", "2010-08-01"),
    ])
    #expect(reused.current(of: "00AA00").single == "00BB00")
    #expect(reused.current(of: "00BB00").single == "00CC00")
    #expect(reused.current(of: "00BB00", countedOn: day("2011-10-01")).single == "00BB00")
    #expect(reused.current(of: "00BB00", countedOn: day("2000-07-31")).single == "00CC00")
    #expect(reused.current(of: "00BB00", countedOn: day("2000-08-01")).single == "00BB00")
  }

  @Test func `a code that is left twice is left at the first date`() throws {
    let twice = try Successions([
      move("00AA00", "00BB00", "2000-08-01"), move("00AA00", "00CC00", "2010-08-01"),
    ])
    #expect(twice.current(of: "00AA00").single == "00BB00")
    #expect(twice.current(of: "00AA00", countedOn: day("2005-10-01")).single == "00CC00")
  }

  @Test func `a school that moves out and back in another year is no cycle`() throws {
    let back = try Successions([
      move("00AA00", "00BB00", "2015-08-01"), move("00BB00", "00AA00", "2018-08-01"),
    ])
    #expect(back.current(of: "00AA00").single == "00AA00")
    #expect(back.current(of: "00AA00", by: day("2016-01-01")).single == "00BB00")
    #expect(back.current(of: "00BB00").single == "00AA00")
  }

  @Test func `a cycle of one day is refused with its codes`() {
    #expect(throws: CrosswalkError.cycle(codes: ["00AA00", "00BB00"], date: day("2015-08-01"))) {
      try Successions([
        move("00AA00", "00BB00", "2015-08-01"), move("00BB00", "00AA00", "2015-08-01"),
      ])
    }
    #expect(
      throws: CrosswalkError.cycle(codes: ["00BB00", "00CC00", "00DD00"], date: day("2015-08-01"))
    ) {
      try Successions([
        move("00AA00", "00BB00", "2015-08-01"), move("00BB00", "00CC00", "2015-08-01"),
        move("00CC00", "00DD00", "2015-08-01"), move("00DD00", "00BB00", "2015-08-01"),
      ])
    }
    #expect(throws: CrosswalkError.movesToItself(code: "00AA00", source: "test")) {
      try Successions([move("00AA00", "00AA00", "2015-08-01")])
    }
  }

  @Test func `a move that is given twice counts once, and order changes nothing`() throws {
    let moves = [
      move("00AA00", "00BB00", "2015-08-01"), move("00AA00", "00BB00", "2015-08-01"),
      move("00BB00", "00CC00", "2018-08-01"),
    ]
    let forward = try Successions(moves)
    let backward = try Successions(moves.reversed())
    #expect(forward.moves.count == 2)
    #expect(forward.moves == backward.moves)
    #expect(forward.current(of: "00AA00") == backward.current(of: "00AA00"))
  }

  @Test func `codes are one series where each leads to the same one location`() throws {
    let moves = try Successions([
      move("00AA00", "00BB00", "2015-08-01"), move("00CC00", "00BB00", "2018-08-01"),
      move("00DD00", "00BB00", "2018-08-01", isComplete: false), move("00EE", "00BB", "2018-08-01"),
    ])
    #expect(moves.isOneSeries("00AA00", "00CC00"))
    #expect(moves.isOneSeries("00BB00", "00AA00"))
    #expect(!moves.isOneSeries("00AA00", "00CC00", countedOn: day("2016-10-01")))
    #expect(!moves.isOneSeries("00DD00", "00BB00"))
    // Which locations they became is not told, so that they are not known to be one.
    #expect(!moves.isOneSeries("00EE00", "00EE01"))
    #expect(moves.moves(from: "00EE03", towards: "00BB05").map(\.from) == ["00EE"])
    #expect(moves.moves(from: "00DD00", towards: "00BB00").count == 1)
    #expect(moves.moves(from: "00BB00", towards: "00DD00").isEmpty)
  }

  // MARK: The real file

  @Test(.enabled(if: SharedData.isPresent, "../shared/data/duo is absent"))
  func `DUO's file of 2025 gives the move of Maarsbergen`() throws {
    let duo = try Successions(try SharedData.successions())
    #expect(duo.current(of: "07KP00").single == "17BI07")
    #expect(duo.current(of: "07KP00").arrived == day("2024-08-01"))
    #expect(duo.current(of: "07KP00", by: day("2024-07-31")).single == "07KP00")
    #expect(duo.current(of: "07KP").single == "17BI")
    // 03WO00 gave a part to 03WO01 in 2004 and goes on.
    #expect(duo.current(of: "03WO00").codes == ["03WO00"])
    #expect(duo.current(of: "03WO00").partial.map(\.to) == ["03WO01"])
  }

  @Test(.enabled(if: SharedData.isPresent, "../shared/data/duo is absent"))
  func `DUO's file of 2025 has no cycles, few splits and short chains`() throws {
    let moves = try SharedData.successions()
    #expect(moves.count == 4_496)
    let duo = try Successions(moves)
    #expect(duo.moves.count == 4_496)
    let codes = Set(moves.map(\.from)).sorted()
    #expect(codes.count == 4_478)
    var splits: [String] = []
    var (longest, toInstitution, onlyPartial) = (0, 0, 0)
    for code in codes {
      let end = duo.current(of: code)
      if end.isSplit { splits.append(code) }
      if end.codes == [code] { onlyPartial += 1 }
      longest = max(longest, end.followed.count)
      if code.count == 6, end.single?.count == 4 { toInstitution += 1 }
    }
    // The same numbers come from Reference/successions.py, which walks the rows recursively.
    #expect(
      splits == [
        "00OB02", "14RC08", "14TZ00", "14XS00", "17GA00", "25CU02", "25DT00", "25KY00", "26JU00",
      ])
    #expect(longest == 3)
    #expect(toInstitution == 15)
    #expect(onlyPartial == 984)
  }

  @Test(.enabled(if: SharedData.isPresent, "../shared/data/duo is absent"))
  func `24 of DUO's 25 incomplete locations of ended institutions follow, as their numbers do`()
    throws
  {
    let duo = try Successions(try SharedData.successions())
    let ends = Dictionary(
      uniqueKeysWithValues: Set(duo.moves.map(\.from)).map { ($0, duo.current(of: $0)) })
    let incomplete = ends.filter { !$0.value.incomplete.isEmpty }
    // Counted by Reference/successions.py.
    // The 24, and 20IB01, which came to one of them.
    #expect(incomplete.count == 25)
    #expect(incomplete.keys.sorted().prefix(4) == ["00PD02", "01FQ00", "01FQ05", "01FQ06"])
    #expect(duo.current(of: "00KL00").codes == ["00KL00"])
    #expect(duo.current(of: "25DT00").codes == ["30CP00", "30DU"])
    let counts = Dictionary(
      uniqueKeysWithValues: try SharedData.examens { _ in true }.map { ($0.code.text, $0.counts) })
    for (from, to) in [("02FC00", "02NZ11"), ("02FC04", "02NZ12"), ("02FC07", "02NZ13")] {
      #expect(duo.current(of: from).single == to)
      let (old, new) = (counts[from] ?? [:], counts[to] ?? [:])
      #expect(old[.examenjaar(2021)]?.bounds?.upperBound ?? 0 == 0)
      #expect(old[.examenjaar(2020)]?.bounds?.lowerBound ?? 0 > 0)
      #expect(new[.examenjaar(2021)]?.bounds?.lowerBound ?? 0 > 0)
    }
  }

  @Test(.enabled(if: SharedData.isPresent, "../shared/data/duo is absent"))
  func `the successor of a successor is itself`() throws {
    let duo = try Successions(try SharedData.successions())
    for code in Set(duo.moves.flatMap { [$0.from, $0.to] }) {
      for end in duo.current(of: code).codes {
        #expect(duo.current(of: end).codes == [end], "\(code) → \(end)")
      }
    }
  }
}
