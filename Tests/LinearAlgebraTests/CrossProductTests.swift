import LinearAlgebra
import TestSupport
import Testing

@Suite struct CrossProductTests {
  @Test func `blocks of rows add up to the product of the whole`() {
    let a = Matrix(rows: (0..<7).map { [1, Double($0), Double($0 * $0)] })
    let b = Matrix(rows: (0..<7).map { [Double(3 - $0), 1] })
    var (sum, gram) = (CrossProduct(left: 3, right: 2), CrossProduct(left: 3, right: 3))
    for rows in [Array(0..<4), Array(4..<7)] {
      sum.add(
        a.selecting(rows: rows).columnMajor, b.selecting(rows: rows).columnMajor,
        rows: rows.count)
      gram.addGram(a.selecting(rows: rows).columnMajor, rows: rows.count)
    }
    let (whole, square) = (a.transposed * b, a.transposed * a)
    for j in 0..<2 {
      for i in 0..<3 { expectClose(sum.columnMajor[i + 3 * j], whole[i, j], relative: 1e-14) }
    }
    for j in 0..<3 {
      for i in j..<3 { expectClose(gram.columnMajor[i + 3 * j], square[i, j], relative: 1e-14) }
    }
  }

  @Test func `a block of another shape is a programming mistake`() async {
    await #expect(processExitsWith: .failure) {
      var sum = CrossProduct(left: 2, right: 2)
      sum.addGram([1, 2, 3], rows: 2)
    }
  }
}
