public import Forecasting
public import Goals
public import Records

/// Everything that one region's report prints; rendering computes nothing.
public struct Report: Hashable, Sendable {
  /// A part of a chapter, in reading order.
  public enum Block: Hashable, Sendable {
    case paragraph(Phrase)
    case list([Phrase])
    case table(Table)
    /// A long table, for spreadsheets: folded on screen, left out on paper.
    case folded(Table)
    case fan(FanChart)
    case findings([Finding])
  }

  /// A part of the report under one heading.
  public struct Chapter: Hashable, Sendable {
    /// Unique; the anchor in HTML.
    public var id: String
    /// The heading.
    public var title: Phrase
    /// In reading order.
    public var blocks: [Block]

    /// A chapter.
    public init(id: String, title: Phrase, blocks: [Block]) {
      self.id = id
      self.title = title
      self.blocks = blocks
    }
  }

  /// The programme that the report is about.
  public var region: Region
  /// The state of affairs in two or three sentences, for the first page.
  public var summary: Phrase
  /// In the order of the goal file: judged goals first, monitored ones last.
  public var verdicts: [Verdict]
  /// The picture of the first page; nil where nothing is forecast.
  public var leadChart: FanChart?
  /// The parts after the verdicts, in reading order.
  public var chapters: [Chapter]
  /// The files that were read.
  public var files: [SourceFile]
  /// The version of the program.
  public var version: String

  /// A report of these values.
  public init(
    region: Region, summary: Phrase, verdicts: [Verdict], leadChart: FanChart?,
    chapters: [Chapter], files: [SourceFile], version: String
  ) {
    self.region = region
    self.summary = summary
    self.verdicts = verdicts
    self.leadChart = leadChart
    self.chapters = chapters
    self.files = files
    self.version = version
  }

  /// All findings, in reading order.
  public var findings: [Finding] {
    chapters.flatMap(\.blocks).flatMap { block -> [Finding] in
      if case .findings(let findings) = block { findings } else { [] }
    }
  }

  /// All tables, in reading order.
  public var tables: [Table] {
    chapters.flatMap(\.blocks).compactMap { block in
      switch block {
      case .table(let table), .folded(let table): table
      case .paragraph, .list, .fan, .findings: nil
      }
    }
  }
}

/// What was, and the fan of what may come, in one picture.
public struct FanChart: Hashable, Sendable {
  /// Unique in a report.
  public var id: String
  /// What the picture is of.
  public var title: Phrase
  /// One sentence that says what the picture shows; also its text alternative.
  public var caption: Phrase
  /// The unit on the vertical axis.
  public var unit: Phrase
  /// The series.
  public var projection: Projection
  /// A horizontal line, such as the 613 pupils of the goal.
  public var target: Double?
  /// What the line is, such as `doel: 613 behouden`.
  public var targetLabel: Phrase

  /// A chart of this series.
  public init(
    id: String, title: Phrase, caption: Phrase, unit: Phrase, projection: Projection,
    target: Double?, targetLabel: Phrase
  ) {
    self.id = id
    self.title = title
    self.caption = caption
    self.unit = unit
    self.projection = projection
    self.target = target
    self.targetLabel = targetLabel
  }
}
