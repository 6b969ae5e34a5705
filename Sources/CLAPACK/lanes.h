// Eight doubles at a time, for the loops over rows that Swift cannot write at this speed: on x86-64 it
// has no fused multiply-add without a call. Eight whatever the processor, and a fused multiply-add is
// exactly rounded everywhere: the order of operations is fixed, and with it every bit of the result.
#ifndef LANES_H
#define LANES_H
#include <stddef.h>
#include <string.h>

typedef double lanes __attribute__((vector_size(64), aligned(8)));
// The rows that are worked on together: some twenty columns of them fit the nearest cache.
enum { LANES = 8, LANES_ROWS = 256 };

#define LANES_INLINE static inline __attribute__((always_inline))
// Before a short loop of a constant count, whose arrays are then registers: not every compiler does it
// unasked.
#define LANES_UNROLL _Pragma("clang loop unroll(full)")
#define LANES_ALL(value) ((lanes){0, 0, 0, 0, 0, 0, 0, 0} + (value))

// Eight values, or the `left` that there are with zeros behind them. Macros, because a function that
// hands over a vector has another ABI with AVX than without. Where `left` is a constant, no branch.
#define LANES_LOAD(from, left)                                                                \
  __extension__({                                                                             \
    lanes loaded_ = {0, 0, 0, 0, 0, 0, 0, 0};                                                 \
    if ((left) >= LANES) memcpy(&loaded_, (from), sizeof(loaded_));                           \
    else memcpy(&loaded_, (from), (left) * sizeof(double));                                   \
    loaded_;                                                                                  \
  })
#define LANES_STORE(to, value, left)                                                          \
  do {                                                                                        \
    lanes stored_ = (value);                                                                  \
    if ((left) >= LANES) memcpy((to), &stored_, sizeof(stored_));                             \
    else memcpy((to), &stored_, (left) * sizeof(double));                                     \
  } while (0)

// Asks for the same place one block of rows further on. Columns are read in short pieces, which the
// processor does not foresee: without this a pass over a large matrix takes twice as long.
#define LANES_FORESEE(from) __builtin_prefetch((const char *)(from) + LANES_ROWS * sizeof(double))

// Compiles a loop for the processor that every x86-64 is, for AVX2 and for AVX-512, and calls the best
// that there is: LANES_FUNCTION(name, (parameters), (arguments)) for a loop called `name_loop`.
#define LANES_TARGET(name, target, attribute, parameters, arguments)                          \
  attribute static void name##_##target parameters { name##_loop arguments; }
#if defined(__x86_64__)
#define LANES_FUNCTION(name, parameters, arguments)                                           \
  LANES_TARGET(name, plain, , parameters, arguments)                                          \
  LANES_TARGET(name, avx2, __attribute__((target("avx2,fma"))), parameters, arguments)        \
  LANES_TARGET(                                                                               \
    name, avx512, __attribute__((target("avx512f,avx2,fma"))), parameters, arguments)         \
  static void name parameters {                                                               \
    if (__builtin_cpu_supports("avx512f")) name##_avx512 arguments;                           \
    else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))                 \
      name##_avx2 arguments;                                                                  \
    else name##_plain arguments;                                                              \
  }
#else
#define LANES_FUNCTION(name, parameters, arguments)                                           \
  static void name parameters { name##_loop arguments; }
#endif
#endif
