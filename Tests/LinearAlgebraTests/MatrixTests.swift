import LinearAlgebra
import Testing

@Suite struct MatrixTests {
  let a = Matrix(rows: [[1, 2, 3], [4, 5, 6]])

  @Test func `elements lie column after column`() {
    #expect(a.columnMajor == [1, 4, 2, 5, 3, 6])
    #expect(a == Matrix(rows: 2, columns: 3, columnMajor: [1, 4, 2, 5, 3, 6]))
    #expect(a == Matrix(columns: [[1, 4], [2, 5], [3, 6]]))
    #expect(a[1, 0] == 4 && a[0, 2] == 3)
    #expect(a.row(1) == [4, 5, 6] && a.column(1) == [2, 5])
  }

  @Test func `a copy does not see a later change`() {
    var copy = a
    copy[0, 0] = 9
    #expect(a[0, 0] == 1 && copy[0, 0] == 9)
  }

  @Test func `transposing twice gives the matrix back`() {
    #expect(a.transposed == Matrix(rows: [[1, 4], [2, 5], [3, 6]]))
    #expect(a.transposed.transposed == a)
  }

  @Test func `rows and columns are selected in the order asked`() {
    #expect(a.selecting(columns: [2, 0]) == Matrix(rows: [[3, 1], [6, 4]]))
    #expect(a.selecting(rows: [1]) == Matrix(rows: [[4, 5, 6]]))
    #expect(Matrix.diagonal([1, 2]).diagonal == [1, 2])
  }

  @Test func `rows of different lengths are a programming mistake`() async {
    await #expect(processExitsWith: .failure) { _ = Matrix(rows: [[1, 2], [3]]) }
  }

  @Test func `an index outside the matrix is a programming mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = Matrix(rows: [[1, 2], [3, 4]])[0, 2]
    }
  }
}
