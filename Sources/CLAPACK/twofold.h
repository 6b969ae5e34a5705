// Sums of products kept in two doubles (high + low), which Swift cannot write at this speed: on x86-64
// it has no fused multiply-add without a call. The order of operations is fixed, eight lanes whatever
// the processor, and a fused multiply-add is exactly rounded everywhere: the same bits on any machine.
//
// Source: T. Ogita, S. M. Rump & S. Oishi (2005), Accurate sum and dot product, SIAM J. Sci. Comput.
// 26, 1955-1988: a product and its error by fused multiply-add, a sum and its error by TwoSum; the
// errors are added up in the low part. The result is as if computed with 106 bits.
#ifndef TWOFOLD_H
#define TWOFOLD_H
#include <stddef.h>
#include <string.h>

typedef double twofold_lanes __attribute__((vector_size(64), aligned(8)));
enum { TWOFOLD_BLOCK = 512, TWOFOLD_LANES = 8 };

#define TWOFOLD_INLINE static inline __attribute__((always_inline))

// high + low += a · b.
#define TWOFOLD_ADD(high, low, a, b)                                          \
  do {                                                                        \
    twofold_lanes product_ = (a) * (b);                                       \
    twofold_lanes error_ = __builtin_elementwise_fma((a), (b), -product_);    \
    twofold_lanes sum_ = (high) + product_;                                   \
    twofold_lanes part_ = sum_ - (high);                                      \
    twofold_lanes lost_ = ((high) - (sum_ - part_)) + (product_ - part_);     \
    (high) = sum_;                                                            \
    (low) += lost_ + error_;                                                  \
  } while (0)

// Eight values, or the `left` that there are with zeros behind them. Macros, because a function that
// hands over a vector has another ABI with AVX than without.
#define TWOFOLD_LOAD(from, left)                                                              \
  __extension__({                                                                             \
    twofold_lanes loaded_ = {0, 0, 0, 0, 0, 0, 0, 0};                                         \
    if ((left) >= TWOFOLD_LANES) memcpy(&loaded_, (from), sizeof(loaded_));                   \
    else memcpy(&loaded_, (from), (left) * sizeof(double));                                   \
    loaded_;                                                                                  \
  })
#define TWOFOLD_STORE(to, value, left)                                                        \
  do {                                                                                        \
    twofold_lanes stored_ = (value);                                                          \
    if ((left) >= TWOFOLD_LANES) memcpy((to), &stored_, sizeof(stored_));                     \
    else memcpy((to), &stored_, (left) * sizeof(double));                                     \
  } while (0)

// r -= X · b for the rows from `from` to `to`; the columns of X are `rows` apart. `xLow` may be null.
TWOFOLD_INLINE void twofold_residual_rows(
  const double *x, const double *xLow, size_t rows, size_t columns, size_t from, size_t to,
  const double *b, const double *bLow, double *r, double *rLow
) {
  for (size_t j = 0; j < columns; j++) {
    const double *column = x + j * rows;
    const double *columnLow = xLow ? xLow + j * rows : 0;
    twofold_lanes minus = (twofold_lanes){0, 0, 0, 0, 0, 0, 0, 0} - b[j], minusLow = (twofold_lanes){0, 0, 0, 0, 0, 0, 0, 0} - bLow[j];
    for (size_t i = from; i < to; i += TWOFOLD_LANES) {
      size_t left = to - i;
      twofold_lanes value = TWOFOLD_LOAD(column + i, left);
      twofold_lanes high = TWOFOLD_LOAD(r + i, left), low = TWOFOLD_LOAD(rLow + i, left);
      TWOFOLD_ADD(high, low, value, minus);
      low += value * minusLow;
      if (columnLow) low += TWOFOLD_LOAD(columnLow + i, left) * minus;
      TWOFOLD_STORE(r + i, high, left);
      TWOFOLD_STORE(rLow + i, low, left);
    }
  }
}

// g += Xᵀ · r for the rows from `from` to `to`, in eight lanes a column. Lanes past the last row add
// zeros.
TWOFOLD_INLINE void twofold_gradient_rows(
  const double *x, const double *xLow, size_t rows, size_t columns, size_t from, size_t to,
  const double *r, const double *rLow, double *g, double *gLow
) {
  for (size_t j = 0; j < columns; j++) {
    const double *column = x + j * rows;
    const double *columnLow = xLow ? xLow + j * rows : 0;
    twofold_lanes high = TWOFOLD_LOAD(g + j * TWOFOLD_LANES, TWOFOLD_LANES);
    twofold_lanes low = TWOFOLD_LOAD(gLow + j * TWOFOLD_LANES, TWOFOLD_LANES);
    for (size_t i = from; i < to; i += TWOFOLD_LANES) {
      size_t left = to - i;
      twofold_lanes value = TWOFOLD_LOAD(column + i, left);
      twofold_lanes residual = TWOFOLD_LOAD(r + i, left);
      TWOFOLD_ADD(high, low, value, residual);
      low += value * TWOFOLD_LOAD(rLow + i, left);
      if (columnLow) low += TWOFOLD_LOAD(columnLow + i, left) * residual;
    }
    TWOFOLD_STORE(g + j * TWOFOLD_LANES, high, TWOFOLD_LANES);
    TWOFOLD_STORE(gLow + j * TWOFOLD_LANES, low, TWOFOLD_LANES);
  }
}

// Residuals r + rLow = y - X·b, and, unless `g` is null, g + gLow = Xᵀ·(w·r) in eight lanes a column,
// in one pass over X. `w` may be null for ones; `wr` and `wrLow` are room for TWOFOLD_BLOCK values.
TWOFOLD_INLINE void twofold_pass_loop(
  const double *x, const double *xLow, size_t rows, size_t columns, const double *b,
  const double *bLow, const double *w, double *r, double *rLow, double *g, double *gLow
) {
  double wr[TWOFOLD_BLOCK], wrLow[TWOFOLD_BLOCK];
  for (size_t from = 0; from < rows; from += TWOFOLD_BLOCK) {
    size_t to = rows - from < TWOFOLD_BLOCK ? rows : from + TWOFOLD_BLOCK;
    if (b) twofold_residual_rows(x, xLow, rows, columns, from, to, b, bLow, r, rLow);
    if (!g) continue;
    if (!w) {
      twofold_gradient_rows(x, xLow, rows, columns, from, to, r, rLow, g, gLow);
      continue;
    }
    for (size_t i = from; i < to; i++) {
      double product = w[i] * r[i];
      wr[i - from] = product;
      wrLow[i - from] = __builtin_fma(w[i], r[i], -product) + w[i] * rLow[i];
    }
    twofold_gradient_rows(
      x + from, xLow ? xLow + from : 0, rows, columns, 0, to - from, wr, wrLow, g, gLow);
  }
}

// Y = X · B rounded once, for an upper triangular B of `columns` × `columns`.
TWOFOLD_INLINE void twofold_product_loop(
  const double *x, const double *xLow, size_t rows, size_t columns, const double *b, double *y
) {
  for (size_t from = 0; from < rows; from += TWOFOLD_LANES) {
    size_t left = rows - from;
    for (size_t k = 0; k < columns; k++) {
      twofold_lanes high = {0, 0, 0, 0, 0, 0, 0, 0}, low = high;
      for (size_t j = 0; j <= k; j++) {
        twofold_lanes factor = (twofold_lanes){0, 0, 0, 0, 0, 0, 0, 0} + b[j + k * columns];
        TWOFOLD_ADD(high, low, TWOFOLD_LOAD(x + j * rows + from, left), factor);
        if (xLow) low += TWOFOLD_LOAD(xLow + j * rows + from, left) * factor;
      }
      TWOFOLD_STORE(y + k * rows + from, high + low, left);
    }
  }
}

#define TWOFOLD_FUNCTIONS(name, attribute)                                                               \
  attribute static void twofold_pass_##name(                                                            \
    const double *x, const double *xLow, size_t rows, size_t columns, const double *b,        \
    const double *bLow, const double *w, double *r, double *rLow, double *g, double *gLow     \
  ) {                                                                                         \
    twofold_pass_loop(x, xLow, rows, columns, b, bLow, w, r, rLow, g, gLow);                  \
  }                                                                                           \
  attribute static void twofold_product_##name(                                                         \
    const double *x, const double *xLow, size_t rows, size_t columns, const double *b,        \
    double *y                                                                                 \
  ) {                                                                                         \
    twofold_product_loop(x, xLow, rows, columns, b, y);                                       \
  }

// Each loop is compiled for the processor that every x86-64 is, for AVX2 and for AVX-512.
TWOFOLD_FUNCTIONS(plain, )
#if defined(__x86_64__)
TWOFOLD_FUNCTIONS(avx2, __attribute__((target("avx2,fma"))))
TWOFOLD_FUNCTIONS(avx512, __attribute__((target("avx512f,avx2,fma"))))
#define TWOFOLD_CHOOSE(what)                                                                  \
  (__builtin_cpu_supports("avx512f") ? twofold_##what##_avx512                                \
   : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? twofold_##what##_avx2  \
   : twofold_##what##_plain)
#else
#define TWOFOLD_CHOOSE(what) twofold_##what##_plain
#endif

// What is not there is said by a flag, because an array that Swift passes is never null.
struct twofold_given {
  _Bool low, beta, weights, gradient;
};

static void twofold_pass(
  struct twofold_given given, const double *x, const double *xLow, size_t rows, size_t columns,
  const double *b, const double *bLow, const double *w, double *r, double *rLow, double *g,
  double *gLow
) {
  TWOFOLD_CHOOSE(pass)(
    x, given.low ? xLow : 0, rows, columns, given.beta ? b : 0, bLow, given.weights ? w : 0, r,
    rLow, given.gradient ? g : 0, gLow);
}

static void twofold_product(
  _Bool hasLow, const double *x, const double *xLow, size_t rows, size_t columns, const double *b,
  double *y
) {
  TWOFOLD_CHOOSE(product)(x, hasLow ? xLow : 0, rows, columns, b, y);
}
#endif
