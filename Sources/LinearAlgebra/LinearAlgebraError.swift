/// Why a matrix cannot be computed with.
///
/// A breach of contract (wrong shapes, an index out of range) is a precondition, not an error: these
/// cases are about the numbers themselves.
public enum LinearAlgebraError: Error, Equatable, Sendable {
  /// The value at this row and column is NaN or infinite (a vector is column 0).
  case notFinite(row: Int, column: Int)
  /// Only `rank` of the `columns` are linearly independent, and one answer was asked for.
  case rankDeficient(rank: Int, columns: Int)
  /// The leading minor of this order is not positive: the matrix has no Cholesky factor.
  case notPositiveDefinite(order: Int)
  /// The triangular factor has an exact zero on its diagonal at this index.
  case singular(index: Int)
  /// The iteration for eigenvalues or singular values did not settle (LAPACK's `info`).
  case noConvergence(index: Int)
  /// A quadratic program has no point that keeps all its constraints; this one, counted over
  /// equalities, inequalities, finite lower and then finite upper bounds, contradicts the others.
  case infeasible(constraint: Int)
  /// A quadratic program falls without end along a direction that its constraints allow.
  case unbounded
  /// The quadratic term of a program curves downwards: its least eigenvalue is this share of the
  /// largest.
  case notConvex(share: Double)
}
