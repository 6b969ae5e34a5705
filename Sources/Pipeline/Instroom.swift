public import Forecasting
import Foundation
import Ingest
public import Records
import Reports
import Store

/// The inflow of one region's technical profiles, from the files in its folder; of what is not there, DUO's
/// national files are looked for in the store. Nothing is written.
public struct Instroom: Sendable {
  /// The reckoning.
  public let inflow: Inflow
  /// What is doubtful: of the children, the locations, and codes that were followed.
  public let findings: [Finding]
  /// The names of the files that were used, sorted.
  public let files: [String]

  /// The layouts of DUO's forecast of vo pupils.
  private static let prognoses = ["duo-prognose-vo", "duo-prognose-vo-breed"]
  private static let passed = "duo-geslaagden"
  private static let poPrognosis = "duo-prognose-po"
  private static let poAddresses = "duo-adressen-bo"

  /// Reads the region's files and reckons.
  ///
  /// - Parameters:
  ///   - workspace: Its data folder, and its store where that exists.
  ///   - id: The id of the region, such as `almere`.
  /// - Throws: ``PipelineError``.
  public init(workspace: Workspace, region id: String) throws(PipelineError) {
    let folders = try workspace.regions()
    guard let folder = folders.first(where: { $0.region.id == id }) else {
      throw .unknownRegion(id: id, known: folders.map(\.region.id))
    }
    var found = Found()
    do throws(IngestError) {
      for path in folder.files {
        try found.add(try SourceReader(path: path), region: folder.region)
      }
    } catch {
      throw .regionFile(folder: folder.name, error)
    }
    if let file = found.adviceInNumbers {
      throw .forecast(region: id, .source(.adviceInNumbers(file: file)))
    }
    if let file = found.adviceElsewhere, found.sources.advice.isEmpty {
      throw .forecast(region: id, .source(.adviceElsewhere(file: file)))
    }
    if FileManager.default.fileExists(atPath: workspace.storePath) {
      do {
        try found.add(try Store(path: workspace.storePath), region: folder.region)
      } catch {
        throw .store(error)
      }
    }
    do { try found.placePoPrognosis() } catch { throw .forecast(region: id, .source(error)) }
    let opvolging = try Opvolging(own: workspace.successionsPath)
    let (region, applied) = opvolging.applied(
      to: folder.region, counted: Set(found.facts.map(\.vestiging)))
    let data = RegionData(
      region: region, facts: found.facts, figures: [], offers: [], files: found.files)
    if let twice = data.sameTwice(files: found.files) {
      throw .sameRowsTwice(region: region.id, file: twice.file, other: twice.other)
    }
    do {
      inflow = try Inflow(data: data, children: found.children, sources: found.sources)
    } catch {
      throw .forecast(region: region.id, error)
    }
    // A file of an earlier exam year than the newest count tells nothing here.
    let hasPassed = inflow.profiles.counts.contains { $0?.isExams == true }
    files = found.used.filter { hasPassed || !found.passed.contains($0) }.sorted()
    findings = inflow.findings + applied.filter { $0.level >= .waarschuwing }
  }

  /// The table as CSV (RFC 4180), one line a year, part and profile.
  public func csv(language: Language) -> String {
    CSVTable.render(InflowText.table(inflow), language: language)
  }

  /// The table for a terminal of 80 columns, with what it rests on and what is doubtful.
  public func terminalText(language: Language) -> String {
    InflowText.terminal(inflow, findings: findings, files: files, language: language)
  }

  /// What the files say.
  private struct Found {
    var facts: [Fact] = []
    var children: [Observation] = []
    var sources = Inflow.Sources()
    var files: [SourceFile] = []
    var used: Set<String> = []
    /// Those of them that count exam candidates by profile.
    var passed: Set<String> = []
    var layouts: Set<String> = []
    /// A file of advice without a school in the region's municipalities.
    var adviceElsewhere: String?
    /// DUO's forecast of primary pupils, of all schools, and the file it is in.
    var poPrognosis: (file: String, observations: [Observation])?
    /// The primary schools that are known to lie in the region's municipalities.
    var poSchools: Set<Place> = []
    /// A file that has the advice as numbers.
    var adviceInNumbers: String?

    /// Takes what a file of the region's folder has, where it is of use here.
    mutating func add(_ reader: SourceReader, region: Region) throws(IngestError) {
      let layout = reader.layout.id
      let name = reader.header.name
      if layout == PoAdvice.long { adviceInNumbers = adviceInNumbers ?? name }
      let isChildren = layout == PoTabulation.made
      let isPrognosis = Instroom.prognoses.contains(layout)
      let isPo = [Instroom.poPrognosis, Instroom.poAddresses].contains(layout)
      let hasFacts = RegionData.layouts.contains(layout) || layout == Instroom.passed
      guard isChildren || isPrognosis || hasFacts || isPo || layout == PoAdvice.source
      else { return }
      layouts.insert(layout)
      used.insert(name)
      if layout == Instroom.passed { passed.insert(name) }
      if layout == PoAdvice.source {
        let own = try PoAdvice.observations(reader, region: region)
        if own.isEmpty { adviceElsewhere = adviceElsewhere ?? name }
        sources.advice += own
        poSchools.formUnion(own.map(\.place))
        return
      }
      if hasFacts { files.append(reader.header) }
      var (facts, observations): ([Fact], [Observation]) = ([], [])
      var addresses: [VestigingAdres] = []
      do throws(ReadFailure<Never>) {
        _ = try reader.read { row in
          facts += row.facts
          if !hasFacts { observations += row.observations }
          for case .adres(let address) in row.references { addresses.append(address) }
        }
      } catch {
        switch error {
        case .ingest(let cause): throw cause
        }
      }
      self.facts += facts
      if isChildren { children += observations }
      if isPrognosis { sources.voPrognosis += observations }
      poSchools.formUnion(PoAdvice.places(addresses, in: region))
      if layout == Instroom.poPrognosis {
        poPrognosis = (name, (poPrognosis?.observations ?? []) + observations)
      }
    }

    /// Keeps the primary pupils that are expected at schools in the region's municipalities.
    mutating func placePoPrognosis() throws(SourceFault) {
      guard let poPrognosis else { return }
      sources.poPrognosis = poPrognosis.observations.filter { poSchools.contains($0.place) }
      if sources.poPrognosis.isEmpty { throw .poPrognosisElsewhere(file: poPrognosis.file) }
    }

    /// Takes what loose files in the store have of the layouts that the folder has not.
    mutating func add(_ store: Store, region: Region) throws(StoreError) {
      // A file of a region's folder is that region's.
      let loose = try store.files().filter { !$0.name.contains("/") }
      func names(_ wanted: [String]) -> [String]? {
        guard layouts.isDisjoint(with: wanted) else { return nil }
        let names = loose.filter { wanted.contains($0.layout) }.map(\.name)
        return names.isEmpty ? nil : names
      }
      let codes = region.vestigingen.flatMap { [$0.code] + $0.alsoKnownAs }
      if let names = names(Instroom.prognoses) {
        let own = try store.observations(
          places: Set(codes.map { Place(.instelling, String($0.text.prefix(4))) }).sorted(),
          files: names, counting: .once)
        sources.voPrognosis += own
        if !own.isEmpty { used.formUnion(names) }
      }
      if let names = names([Instroom.passed]) {
        let own = try store.facts(vestigingen: codes, files: names, counting: .once)
        facts += own
        files += loose.filter { names.contains($0.name) }
        if !own.isEmpty { used.formUnion(names) }
        passed.formUnion(names)
      }
      let addressed = PoAdvice.places(try store.addresses(), in: region)
      poSchools.formUnion(addressed)
      if let names = names([Instroom.poPrognosis]) {
        let own = try store.observations(
          places: poSchools.sorted(), files: names, counting: .once)
        if !own.isEmpty {
          poPrognosis = (names[0], own)
          used.formUnion(names)
        }
      }
      if let names = names([PoAdvice.source]) {
        let own = try store.observations(
          measures: ["schooladviezen"],
          places: addressed, files: names, counting: .once)
        sources.advice += own
        if !own.isEmpty { used.formUnion(names) }
      }
    }
  }
}
