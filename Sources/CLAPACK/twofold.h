// Sums of products kept in two doubles (high + low).
//
// Source: T. Ogita, S. M. Rump & S. Oishi (2005), Accurate sum and dot product, SIAM J. Sci. Comput.
// 26, 1955-1988: a product and its error by fused multiply-add, a sum and its error by TwoSum; the
// errors are added up in the low part. The result is as if computed with 106 bits.
#ifndef TWOFOLD_H
#define TWOFOLD_H
#include "lanes.h"

// Groups of eight rows that go through the columns together: one has to wait for its own last sum.
enum { TWOFOLD_GROUPS = 4 };

// high + low += a · b.
#define TWOFOLD_ADD(high, low, a, b)                                                          \
  do {                                                                                        \
    lanes product_ = (a) * (b);                                                               \
    lanes error_ = __builtin_elementwise_fma((a), (b), -product_);                            \
    lanes sum_ = (high) + product_;                                                           \
    lanes part_ = sum_ - (high);                                                              \
    lanes lost_ = ((high) - (sum_ - part_)) + (product_ - part_);                             \
    (high) = sum_;                                                                            \
    (low) += lost_ + error_;                                                                  \
  } while (0)

// X + xLow, b + bLow and y; `xLow` may be null for a design of doubles, `b` for zeros. Columns are
// `rows` apart.
struct twofold_system {
  const double *x, *xLow;
  size_t rows, columns;
  const double *b, *bLow;
  const double *y;
};
#define TWOFOLD_SYSTEM                                                                        \
  const double *x, const double *xLow, size_t rows, size_t columns, const double *b,          \
    const double *bLow, const double *y

// y - X·b from row i on, in `groups` groups of eight rows, or of one group its first `left`: in two
// doubles, or where `low` is null rounded once. The low part is below the last place of the high one:
// what it is multiplied by later may then be a double.
LANES_INLINE void twofold_residual_rows(
  struct twofold_system s, size_t i, const int groups, size_t left, double *high, double *low
) {
  lanes sum[TWOFOLD_GROUPS], rest[TWOFOLD_GROUPS];
  LANES_UNROLL
  for (int k = 0; k < groups; k++) {
    sum[k] = LANES_LOAD(s.y + i + k * LANES, left);
    rest[k] = LANES_ALL(0);
  }
  for (size_t j = 0; s.b && j < s.columns; j++) {
    lanes minus = LANES_ALL(-s.b[j]), minusLow = LANES_ALL(-s.bLow[j]);
    LANES_UNROLL
    for (int k = 0; k < groups; k++) {
      const double *place = s.x + j * s.rows + i + k * LANES;
      lanes value = LANES_LOAD(place, left);
      LANES_FORESEE(place);
      TWOFOLD_ADD(sum[k], rest[k], value, minus);
      rest[k] = __builtin_elementwise_fma(value, minusLow, rest[k]);
      if (s.xLow) rest[k] += LANES_LOAD(s.xLow + j * s.rows + i + k * LANES, left) * minus;
    }
  }
  LANES_UNROLL
  for (int k = 0; k < groups; k++) {
    lanes rounded = sum[k] + rest[k], part = rounded - sum[k];
    LANES_STORE(high + k * LANES, rounded, left);
    if (low)
      LANES_STORE(low + k * LANES, (sum[k] - (rounded - part)) + (rest[k] - part), left);
  }
}

// The same for `count` rows.
LANES_INLINE void twofold_residual_block(
  struct twofold_system s, size_t from, size_t count, double *high, double *low
) {
  const size_t step = TWOFOLD_GROUPS * LANES;
  size_t i = 0;
  for (; i + step <= count; i += step)
    twofold_residual_rows(s, from + i, TWOFOLD_GROUPS, LANES, high + i, low ? low + i : 0);
  for (; i + LANES <= count; i += LANES)
    twofold_residual_rows(s, from + i, 1, LANES, high + i, low ? low + i : 0);
  if (i < count) twofold_residual_rows(s, from + i, 1, count - i, high + i, low ? low + i : 0);
}

// r = y - X·b, each rounded once.
LANES_INLINE void twofold_residual_loop(TWOFOLD_SYSTEM, double *r) {
  const struct twofold_system s = {x, xLow, rows, columns, b, bLow, y};
  for (size_t from = 0; from < s.rows; from += LANES_ROWS) {
    size_t count = s.rows - from < LANES_ROWS ? s.rows - from : LANES_ROWS;
    twofold_residual_block(s, from, count, r + from, 0);
  }
}

// g + gLow += xᵀ·(r + rLow) over eight rows, or the `left` last ones.
#define TWOFOLD_GRADIENT_ROWS(place, placeLow, r, rLow, left)                                 \
  do {                                                                                        \
    lanes value_ = LANES_LOAD(place, left), residual_ = LANES_LOAD(r, left);                  \
    TWOFOLD_ADD(high, low, value_, residual_);                                                \
    low = __builtin_elementwise_fma(value_, LANES_LOAD(rLow, left), low);                     \
    if (placeLow) low += LANES_LOAD(placeLow, left) * residual_;                              \
  } while (0)

// g + gLow = Xᵀ·(w·(y - X·b)) in eight lanes a column; `w` may be null for ones, and g and gLow hold
// zeros. X is read once: a block of residuals is used while its rows are in the cache.
LANES_INLINE void twofold_gradient_loop(
  TWOFOLD_SYSTEM, const double *w, double *g, double *gLow
) {
  const struct twofold_system s = {x, xLow, rows, columns, b, bLow, y};
  double r[LANES_ROWS], rLow[LANES_ROWS];
  for (size_t from = 0; from < s.rows; from += LANES_ROWS) {
    size_t count = s.rows - from < LANES_ROWS ? s.rows - from : LANES_ROWS;
    twofold_residual_block(s, from, count, r, rLow);
    for (size_t i = 0; w && i < count; i++) {
      double weight = w[from + i], product = weight * r[i];
      rLow[i] = __builtin_fma(weight, r[i], -product) + weight * rLow[i];
      r[i] = product;
    }
    for (size_t j = 0; j < s.columns; j++) {
      const double *column = s.x + j * s.rows + from;
      const double *columnLow = s.xLow ? s.xLow + j * s.rows + from : 0;
      lanes high = LANES_LOAD(g + j * LANES, LANES), low = LANES_LOAD(gLow + j * LANES, LANES);
      size_t i = 0;
      for (; i + LANES <= count; i += LANES) {
        if (!s.b) LANES_FORESEE(column + i);
        TWOFOLD_GRADIENT_ROWS(
          column + i, columnLow ? columnLow + i : 0, r + i, rLow + i, LANES);
      }
      if (i < count)
        TWOFOLD_GRADIENT_ROWS(
          column + i, columnLow ? columnLow + i : 0, r + i, rLow + i, count - i);
      LANES_STORE(g + j * LANES, high, LANES);
      LANES_STORE(gLow + j * LANES, low, LANES);
    }
  }
}

// Y = X · B rounded once, for an upper triangular B of `columns` × `columns`.
LANES_INLINE void twofold_product_loop(
  const double *x, const double *xLow, size_t rows, size_t columns, const double *b, double *y
) {
  for (size_t from = 0; from < rows; from += LANES) {
    size_t left = rows - from;
    for (size_t k = 0; k < columns; k++) {
      lanes high = LANES_ALL(0), low = high;
      for (size_t j = 0; j <= k; j++) {
        lanes factor = LANES_ALL(b[j + k * columns]);
        TWOFOLD_ADD(high, low, LANES_LOAD(x + j * rows + from, left), factor);
        if (xLow) low += LANES_LOAD(xLow + j * rows + from, left) * factor;
      }
      LANES_STORE(y + k * rows + from, high + low, left);
    }
  }
}

LANES_FUNCTION(
  twofold_residual, (TWOFOLD_SYSTEM, double *r), (x, xLow, rows, columns, b, bLow, y, r))
LANES_FUNCTION(
  twofold_gradient, (TWOFOLD_SYSTEM, const double *w, double *g, double *gLow),
  (x, xLow, rows, columns, b, bLow, y, w, g, gLow))
LANES_FUNCTION(
  twofold_product,
  (const double *x, const double *xLow, size_t rows, size_t columns, const double *b, double *y),
  (x, xLow, rows, columns, b, y))
#endif
