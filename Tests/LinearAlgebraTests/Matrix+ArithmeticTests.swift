import LinearAlgebra
import Testing

@Suite struct MatrixArithmeticTests {
  let a = Matrix(rows: [[1, 2, 3], [4, 5, 6]])
  let b = Matrix(rows: [[1, 0], [2, 1], [0, 3]])

  @Test func `products agree with a calculation by hand`() {
    #expect(a * b == Matrix(rows: [[5, 11], [14, 23]]))
    #expect(a * [1, 1, 1] == [6, 15])
    #expect(a.transposedTimes([1, 2]) == [9, 12, 15])
  }

  @Test func `the identity changes nothing on either side`() {
    #expect(a * Matrix.identity(3) == a)
    #expect(Matrix.identity(2) * a == a)
  }

  @Test func `a product transposed is the product of the transposed in reverse`() {
    #expect((a * b).transposed == b.transposed * a.transposed)
  }

  @Test func `sums, differences and scales work element by element`() {
    #expect(a + a == 2 * a)
    #expect(a - a == Matrix(rows: 2, columns: 3, repeating: 0))
    #expect(a.scalingRows(by: [1, 10]) == Matrix(rows: [[1, 2, 3], [40, 50, 60]]))
    #expect(a.scalingColumns(by: [1, 0, 2]) == Matrix(rows: [[1, 0, 6], [4, 0, 12]]))
  }

  @Test func `an empty inner dimension gives zeros`() {
    let product =
      Matrix(rows: 2, columns: 0, repeating: 1) * Matrix(rows: 0, columns: 3, repeating: 1)
    #expect(product == Matrix(rows: 2, columns: 3, repeating: 0))
  }

  @Test func `shapes that do not fit are a programming mistake`() async {
    await #expect(processExitsWith: .failure) {
      let a = Matrix(rows: [[1, 2, 3]])
      _ = a * a
    }
  }
}
