/// The candidate that needs the fewest letters changed to become `text`; the first of equals, and
/// empty when there are none. For “do you mean”.
func nearest(to text: String, in candidates: [String]) -> String {
  candidates.map { (name: $0, distance: editDistance(text, $0)) }
    .min { $0.distance < $1.distance }?.name ?? ""
}

/// The least number of letters to insert, delete or replace (Levenshtein), letters alike in either
/// case. Only the first hundred letters count.
func editDistance(_ left: String, _ right: String) -> Int {
  let (a, b) = (Array(left.lowercased().prefix(100)), Array(right.lowercased().prefix(100)))
  var previous = Array(0...b.count)
  for (i, letter) in a.enumerated() {
    var current = [i + 1]
    for (j, other) in b.enumerated() {
      current.append(
        min(previous[j + 1] + 1, current[j] + 1, previous[j] + (letter == other ? 0 : 1)))
    }
    previous = current
  }
  return previous[b.count]
}

/// The id of the layout whose id is most like `text`; for “do you mean”.
public func nearestLayout(to text: String) -> String {
  nearest(to: text, in: recognisedLayouts.map(\.id))
}
