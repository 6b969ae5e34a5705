/// An STO region: its programme, its locations and its municipalities, as its region file says.
public struct Region: Hashable, Sendable {
  /// A location of the programme.
  public struct Vestiging: Hashable, Sendable {
    /// Its present key.
    public var code: VestigingCode
    /// The name as the plan writes it.
    public var name: String
    /// Codes under which DUO knew the same location at another time, with the year from which the
    /// successor holds; counts under any of them belong to this location.
    public var alsoKnownAs: [VestigingCode]

    /// A location under its present key and its others.
    public init(code: VestigingCode, name: String, alsoKnownAs: [VestigingCode] = []) {
      self.code = code
      self.name = name
      self.alsoKnownAs = alsoKnownAs
    }
  }

  /// A short key for files and the store, such as `t-is-for-tech`.
  public var id: String
  /// The programme's name.
  public var name: String
  /// The plan that the goals come from: title and date.
  public var document: String
  /// First and last year of the programme.
  public var years: ClosedRange<Int>
  /// In the order of the region file, which is the printing order.
  public var vestigingen: [Vestiging]
  /// Names of the municipalities, as the exam files write them in capitals or not.
  public var gemeenten: [String]
  /// Labour-market regions that the plan compares itself with.
  public var arbeidsmarktregios: [String]

  /// A region with the parts of its region file.
  public init(
    id: String, name: String, document: String, years: ClosedRange<Int>,
    vestigingen: [Vestiging], gemeenten: [String], arbeidsmarktregios: [String]
  ) {
    self.id = id
    self.name = name
    self.document = document
    self.years = years
    self.vestigingen = vestigingen
    self.gemeenten = gemeenten
    self.arbeidsmarktregios = arbeidsmarktregios
  }

  /// The location of this code, under its present or another code; nil when not in the region.
  public func vestiging(_ code: VestigingCode) -> Vestiging? {
    vestigingen.first { $0.code == code || $0.alsoKnownAs.contains(code) }
  }
}
