/// One kind of pollution.
struct Family: Sendable {
  let name: String
  /// The number of such files in the Pollock benchmark; nil for a kind that it does not have.
  var inPollock: Int?
  /// Why no reader can notice; only with a reason may a file pass in silence.
  var undetectable: String?
  let files: @Sendable (CleanFile) -> [Pollution]
}
