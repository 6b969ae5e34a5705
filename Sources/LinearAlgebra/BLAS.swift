/// Settings of the linear algebra library underneath.
public enum BLAS {
  /// Computes on one thread from here on, for the whole process.
  ///
  /// OpenBLAS results differ in their last bits between thread counts; at our sizes one thread is no
  /// slower and gives the same bits on every run of one machine. Call it once, first.
  public static func useOneThread() {
    LAPACK.useOneThread()
  }

  /// The number of threads that the library may use.
  public static var threads: Int { LAPACK.threads }
}
