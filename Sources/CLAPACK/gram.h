// XᵀWX of many rows and few columns, in doubles. OpenBLAS's dsyrk is made for the opposite shape: it
// takes twice as long, more on processors that it does not know, and its bits depend on the threads.
#ifndef GRAM_H
#define GRAM_H
#include "lanes.h"

// Columns a side of a tile: sixteen sums stay in registers.
enum { GRAM_TILE = 4 };

// Adds Σ w·left·right over eight rows (or the `left` last ones) to a tile of sums.
LANES_INLINE void gram_rows(
  const double *const *a, const double *const *b, const double *w, size_t i, size_t left,
  int foresee, lanes sum[GRAM_TILE][GRAM_TILE]
) {
  lanes u[GRAM_TILE], v[GRAM_TILE];
  LANES_UNROLL
  for (int k = 0; k < GRAM_TILE; k++) {
    u[k] = LANES_LOAD(a[k] + i, left);
    if (foresee) LANES_FORESEE(a[k] + i);
    v[k] = LANES_LOAD(b[k] + i, left);
    if (w) v[k] *= LANES_LOAD(w + i, left);
  }
  LANES_UNROLL
  for (int k = 0; k < GRAM_TILE; k++)
    LANES_UNROLL
    for (int l = 0; l < GRAM_TILE; l++)
      sum[k][l] = __builtin_elementwise_fma(u[k], v[l], sum[k][l]);
}

LANES_INLINE void gram_tile(
  const double *x, size_t rows, size_t columns, size_t from, size_t count, size_t first,
  size_t second, const double *w, int foresee, double *room
) {
  // Past the last column the last one again: nobody reads those sums.
  const double *a[GRAM_TILE], *b[GRAM_TILE];
  for (size_t k = 0; k < GRAM_TILE; k++) {
    a[k] = x + from + (second + k < columns ? second + k : columns - 1) * rows;
    b[k] = x + from + (first + k < columns ? first + k : columns - 1) * rows;
  }
  lanes sum[GRAM_TILE][GRAM_TILE];
  memcpy(sum, room, sizeof(sum));
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) gram_rows(a, b, w, i, LANES, foresee, sum);
  if (i < count) gram_rows(a, b, w, i, count - i, 0, sum);
  memcpy(room, sum, sizeof(sum));
}

// The doubles of `room` that gram_sum needs.
LANES_INLINE size_t gram_room(size_t columns) {
  size_t tiles = (columns + GRAM_TILE - 1) / GRAM_TILE;
  return tiles * (tiles + 1) / 2 * GRAM_TILE * GRAM_TILE * LANES;
}

// The upper triangle of XᵀWX into `sum`, columns × columns; `w` may be null for ones, and `room` holds
// zeros.
LANES_INLINE void gram_sum_loop(
  const double *x, size_t rows, size_t columns, const double *w, double *room, double *sum
) {
  const size_t size = GRAM_TILE * GRAM_TILE * LANES;
  for (size_t from = 0; from < rows; from += LANES_ROWS) {
    size_t count = rows - from < LANES_ROWS ? rows - from : LANES_ROWS;
    double *tile = room;
    for (size_t j = 0; j < columns; j += GRAM_TILE)
      for (size_t k = j; k < columns; k += GRAM_TILE, tile += size) {
        if (w) gram_tile(x, rows, columns, from, count, j, k, w + from, j == 0, tile);
        else if (j == 0) gram_tile(x, rows, columns, from, count, j, k, 0, 1, tile);
        else gram_tile(x, rows, columns, from, count, j, k, 0, 0, tile);
      }
  }
  for (size_t j = 0; j < columns; j += GRAM_TILE)
    for (size_t k = j; k < columns; k += GRAM_TILE, room += size)
      for (size_t q = 0; q < GRAM_TILE && k + q < columns; q++)
        for (size_t t = 0; t < GRAM_TILE && j + t <= k + q; t++) {
          double total = 0;
          for (size_t lane = 0; lane < LANES; lane++)
            total += room[(q * GRAM_TILE + t) * LANES + lane];
          sum[j + t + (k + q) * columns] = total;
        }
}

LANES_FUNCTION(
  gram_sum,
  (const double *x, size_t rows, size_t columns, const double *w, double *room, double *sum),
  (x, rows, columns, w, room, sum))
#endif
