import LinearAlgebra
import Testing

@Suite struct BLASTests {
  @Test func `one thread is one thread`() {
    BLAS.useOneThread()
    #expect(BLAS.threads == 1)
  }
}
