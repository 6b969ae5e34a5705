/// Plans by the bytes of the texts that decide them: codes mean something else in each batch, but the
/// texts are mostly those of the batch before.
struct KnownPlans {
  /// What was made of more different texts is forgotten, so that memory does not grow with the file.
  private static let limit = 4096

  private var places = CodeTable()
  private var known: [(bytes: [UInt8], ends: [Int], plan: RowPlan)] = []

  /// The plan of texts by their code in each column, and their hash together; `make` makes it where it
  /// is not known.
  mutating func plan(
    _ texts: [(column: Int, code: Int)], in storage: ColumnStorage, make: () -> RowPlan?
  ) -> RowPlan? {
    var key = KeyHash()
    for (column, code) in texts { key.add(storage.hash(column, code)) }
    let place = places.code(key.value).map(Int.init)
    if let place, isSame(place, texts, storage) { return known[place].plan }
    guard let plan = make() else { return nil }
    // Other texts of the same hash are not kept beside it: they are made anew each time.
    if place != nil { return plan }
    if known.count == Self.limit {
      places.removeAll()
      known.removeAll()
    }
    var (bytes, ends): ([UInt8], [Int]) = ([], [])
    for (column, code) in texts {
      storage.withBytes(column, code) { text in
        for index in text.indices { bytes.append(text[index]) }
      }
      ends.append(bytes.count)
    }
    places.insert(key.value, UInt32(known.count))
    known.append((bytes, ends, plan))
    return plan
  }

  private func isSame(
    _ place: Int, _ texts: [(column: Int, code: Int)], _ storage: ColumnStorage
  ) -> Bool {
    let (bytes, ends) = (known[place].bytes, known[place].ends)
    var start = 0
    for (number, (column, code)) in texts.enumerated() {
      let end = ends[number]
      let isSame = storage.withBytes(column, code) { text in
        guard text.count == end - start else { return false }
        for index in text.indices where text[index] != bytes[start + index] { return false }
        return true
      }
      if !isSame { return false }
      start = end
    }
    return true
  }
}
