public import Records

/// Layouts whose files count the same pupils: a data set in the forms in which it is published, and
/// the tables that are made of it.
///
/// Of the files of one family only one counts in the views, for each place and period. The families
/// are part of the schema, because the views name them: whoever changes ``all`` adds a migration.
public struct LayoutFamily: Hashable, Sendable {
  /// How much of a file gives way to another.
  public enum Grain: Hashable, Sendable {
    /// All that the file counts at a place in a period: a file of the family is a whole statement
    /// about a location, and a cell that the newer one no longer has was moved or withdrawn.
    case place
    /// Only the cells that the other has too: a file may hold a part, such as one profile.
    case cell
  }

  /// As in the column `bron` of the views.
  public let id: String
  /// The first is believed before the second: DUO's own form before a table that was made of it.
  public let layouts: [String]
  /// How much gives way.
  public let grain: Grain
  /// What pupils are counted in when a finding tells how many.
  public let measure: Fact.Measure

  /// All families of several layouts, and those whose files are whole statements.
  public static let all: [LayoutFamily] = [
    LayoutFamily(
      id: "duo-leerlingen",
      layouts: ["duo-leerlingen", "duo-leerlingen-lang", "duo-tabel-leerlingen"], grain: .place,
      measure: .leerlingen),
    LayoutFamily(
      id: "duo-examens", layouts: ["duo-examenkandidaten", "duo-tabel-examens"], grain: .place,
      measure: .examenkandidaten),
    LayoutFamily(
      id: "duo-geslaagden", layouts: ["duo-geslaagden"], grain: .place, measure: .geslaagden),
  ]

  /// The family of a layout; one of its own, by cells, for a layout that ``all`` does not list.
  public init(of layout: String) {
    self =
      Self.all.first { $0.layouts.contains(layout) }
      ?? LayoutFamily(id: layout, layouts: [layout], grain: .cell, measure: .leerlingen)
  }

  private init(id: String, layouts: [String], grain: Grain, measure: Fact.Measure) {
    self.id = id
    self.layouts = layouts
    self.grain = grain
    self.measure = measure
  }
}

/// A file's claim to be the one of its family that counts.
///
/// Of two files that count the same place in the same period, the one that counts is
/// 1. the one whose layout the family names first: as DUO publishes it, before a table made of it;
/// 2. the one whose last period is later: what was provisional in the older file is final there;
/// 3. the one that was known later; without a day is earliest;
/// 4. the one whose name, without its extension, is later in the order of bytes, and of two regions'
///    files of one name the one whose folder is: `x (1).csv` after `x.csv`;
/// 5. the one whose hash is greater.
///
/// The order in which files came does not matter.
public struct FileClaim: Comparable, Hashable, Sendable {
  private let rank: Int
  private let last: Period?
  private let day: Store.Day?
  private let name: [String]
  private let sha256: String

  /// - Parameters:
  ///   - file: The file.
  ///   - last: The last period that it holds numbers of.
  ///   - day: From which day it was known; nil where nobody said.
  public init(_ file: SourceFile, last: Period?, knownFrom day: Store.Day?) {
    self.init(
      name: file.name, layout: file.layout, sha256: file.sha256, last: last, knownFrom: day)
  }

  init(name: String, layout: String, sha256: String, last: Period?, knownFrom day: Store.Day?) {
    rank = LayoutFamily(of: layout).layouts.firstIndex(of: layout) ?? 0
    self.last = last
    self.day = day
    let own = name.split(separator: "/").last.map(String.init) ?? name
    let stem = own.lowercased().hasSuffix(".csv") ? String(own.dropLast(4)) : own
    self.name = [stem, name]
    self.sha256 = sha256
  }

  /// Whether the left file gives way to the right one.
  public static func < (left: Self, right: Self) -> Bool {
    if left.rank != right.rank { return left.rank > right.rank }
    if left.last != right.last {
      guard let a = left.last else { return true }
      guard let b = right.last else { return false }
      return a < b
    }
    if left.day != right.day {
      guard let a = left.day else { return true }
      guard let b = right.day else { return false }
      return a < b
    }
    for (a, b) in zip(left.name, right.name) where a != b {
      return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
    return left.sha256 < right.sha256
  }
}
