// Random numbers in bulk, and how many of them lie below limits: loops that Swift cannot write for more
// than the vectors that every processor has. Whole numbers only, so that the answer is the same bit for bit
// whatever the vectors. No intrinsics: they are the compiler's own, so this is SSE2, AVX2, AVX-512 or
// NEON by target.
#ifndef CDRAWS_H
#define CDRAWS_H
#include <stddef.h>
#include <stdint.h>

enum {
  // Words of 64 bits that are made at once: eight blocks.
  CDRAWS_GROUP = 16,
  // Limits are read so many at a time.
  CDRAWS_LIMITS = 4,
  // Numbers of 16 bits that may be read behind the last.
  CDRAWS_PADDING = 16
};

// Each loop is compiled for the processor that every x86-64 has and for those with AVX2; the words also for
// those with AVX-512, where they take half the time.
#if defined(__x86_64__)
#define CDRAWS_WIDE __attribute__((target("avx2")))
#define CDRAWS_HAS_WIDE __builtin_cpu_supports("avx2")
#define CDRAWS_WIDEST __attribute__((target("avx512f")))
#define CDRAWS_HAS_WIDEST __builtin_cpu_supports("avx512f")
#endif
#define CDRAWS_INLINE static inline __attribute__((always_inline))

typedef uint64_t cdraws_words __attribute__((vector_size(64)));
typedef uint64_t cdraws_stored __attribute__((vector_size(64), aligned(8)));
typedef int16_t cdraws_numbers __attribute__((vector_size(32)));
typedef int16_t cdraws_read __attribute__((vector_size(32), aligned(2), may_alias));
typedef int32_t cdraws_pairs __attribute__((vector_size(32)));
typedef int16_t cdraws_four __attribute__((vector_size(8)));
typedef int64_t cdraws_flows __attribute__((vector_size(32), aligned(8), may_alias));
// Sums of two lanes of a and of b in turn; within halves of 16 bytes, which no processor need cross.
#define CDRAWS_ADD(a, b)                                                                       \
  (__builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 8, 24, 9, 25, 10, 26, 11, 27)      \
    + __builtin_shufflevector(a, b, 4, 20, 5, 21, 6, 22, 7, 23, 12, 28, 13, 29, 14, 30, 15, 31))

// Philox4x32-10 of the counters (block, place, stream), (block + 1, place, stream) …: of each eight blocks
// first the eight lower halves of 64 bits, then the eight upper ones, all masked.
//
// Every 32-bit number has a lane of 64 bits, so that a product needs no shuffling. What stands above it is
// never read: a product takes the lower half, and so does the end.
CDRAWS_INLINE void cdraws_fill_loop(
  uint64_t key, uint64_t stream, uint32_t place, uint32_t block, uint64_t mask, uint64_t *words,
  size_t groups
) {
  const uint64_t low = 0xFFFFFFFF;
  const cdraws_words zero = {0}, first = {0, 1, 2, 3, 4, 5, 6, 7};
  for (size_t group = 0; group < groups; group++) {
    cdraws_words c0 = first + (block + 8 * (uint64_t)group), c1 = zero + place;
    cdraws_words c2 = zero + stream, c3 = zero + (stream >> 32);
    uint64_t k0 = key, k1 = key >> 32;
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {
      cdraws_words p0 = (c0 & low) * 0xD2511F53, p2 = (c2 & low) * 0xCD9E8D57;
      c0 = (p2 >> 32) ^ (c1 ^ k0);
      c1 = p2;
      c2 = (p0 >> 32) ^ (c3 ^ k1);
      c3 = p0;
      k0 += 0x9E3779B9;
      k1 += 0xBB67AE85;
    }
    cdraws_stored *out = (cdraws_stored *)(words + CDRAWS_GROUP * group);
    out[0] = (c1 << 32 | (c0 & low)) & mask;
    out[1] = (c3 << 32 | (c2 & low)) & mask;
  }
}

// Of `count` numbers from 0 to 32767: `flows[j]` becomes how many lie above limit j − 1 and not above limit j
// of rising limits; answers how many lie above the last. `limits` is padded to a multiple of CDRAWS_LIMITS
// with 32767; CDRAWS_PADDING numbers behind the last are readable, and `count` is below 32768.
CDRAWS_INLINE ptrdiff_t cdraws_count_loop(
  const void *numbers, size_t count, const int16_t *limits, size_t many, ptrdiff_t *flows
) {
  const cdraws_numbers zero = {0};
  const cdraws_numbers lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const cdraws_read *from = (const cdraws_read *)numbers;
  size_t full = count / 16;
  // Who is not there passes no limit.
  cdraws_numbers last = from[full] | ~(cdraws_numbers)(lanes < (int16_t)(count % 16));
  int16_t before = (int16_t)count;
  for (size_t at = 0; at < many; at += CDRAWS_LIMITS) {
    cdraws_numbers l0 = zero + limits[at], l1 = zero + limits[at + 1];
    cdraws_numbers l2 = zero + limits[at + 2], l3 = zero + limits[at + 3];
    cdraws_numbers n0 = last > l0, n1 = last > l1, n2 = last > l2, n3 = last > l3;
    for (size_t i = 0; i < full; i++) {
      cdraws_numbers number = from[i];
      n0 += number > l0;
      n1 += number > l1;
      n2 += number > l2;
      n3 += number > l3;
    }
    // Each lane holds minus its number. Sums of two lanes, of both counts in turn; then of four.
    cdraws_pairs two = (cdraws_pairs)CDRAWS_ADD(n0, n1), other = (cdraws_pairs)CDRAWS_ADD(n2, n3);
    cdraws_numbers four = (cdraws_numbers)__builtin_shufflevector(
        two, other, 0, 8, 1, 9, 4, 12, 5, 13)
      + (cdraws_numbers)__builtin_shufflevector(two, other, 2, 10, 3, 11, 6, 14, 7, 15);
    cdraws_four above = -(__builtin_shufflevector(four, four, 0, 1, 2, 3)
      + __builtin_shufflevector(four, four, 4, 5, 6, 7)
      + __builtin_shufflevector(four, four, 8, 9, 10, 11)
      + __builtin_shufflevector(four, four, 12, 13, 14, 15));
    if (many - at >= CDRAWS_LIMITS) {
      cdraws_four previous = __builtin_shufflevector(above, above, 0, 0, 1, 2);
      previous[0] = before;
      *(cdraws_flows *)(flows + at) = __builtin_convertvector(previous - above, cdraws_flows);
      before = above[3];
    } else {
      for (size_t j = 0; j < many - at; j++) {
        flows[at + j] = before - above[j];
        before = above[j];
      }
    }
  }
  return before;
}

#if defined(__x86_64__)
CDRAWS_WIDE static void cdraws_fill_wide(
  uint64_t key, uint64_t stream, uint32_t place, uint32_t block, uint64_t mask, uint64_t *words,
  size_t groups
) {
  cdraws_fill_loop(key, stream, place, block, mask, words, groups);
}
CDRAWS_WIDEST static void cdraws_fill_widest(
  uint64_t key, uint64_t stream, uint32_t place, uint32_t block, uint64_t mask, uint64_t *words,
  size_t groups
) {
  cdraws_fill_loop(key, stream, place, block, mask, words, groups);
}
CDRAWS_WIDE static ptrdiff_t cdraws_count_wide(
  const void *numbers, size_t count, const int16_t *limits, size_t many, ptrdiff_t *flows
) {
  return cdraws_count_loop(numbers, count, limits, many, flows);
}
#endif
// What processors without wide vectors run; by a name of its own, for tests.
static void cdraws_fill_plain(
  uint64_t key, uint64_t stream, uint32_t place, uint32_t block, uint64_t mask, uint64_t *words,
  size_t groups
) {
  cdraws_fill_loop(key, stream, place, block, mask, words, groups);
}
static ptrdiff_t cdraws_count_plain(
  const void *numbers, size_t count, const int16_t *limits, size_t many, ptrdiff_t *flows
) {
  return cdraws_count_loop(numbers, count, limits, many, flows);
}

static inline void cdraws_fill(
  uint64_t key, uint64_t stream, uint32_t place, uint32_t block, uint64_t mask, uint64_t *words,
  size_t groups
) {
#if defined(__x86_64__)
  if (CDRAWS_HAS_WIDEST) {
    cdraws_fill_widest(key, stream, place, block, mask, words, groups);
    return;
  }
  if (CDRAWS_HAS_WIDE) {
    cdraws_fill_wide(key, stream, place, block, mask, words, groups);
    return;
  }
#endif
  cdraws_fill_plain(key, stream, place, block, mask, words, groups);
}

static inline ptrdiff_t cdraws_count(
  const void *numbers, size_t count, const int16_t *limits, size_t many, ptrdiff_t *flows
) {
#if defined(__x86_64__)
  if (CDRAWS_HAS_WIDE) return cdraws_count_wide(numbers, count, limits, many, flows);
#endif
  return cdraws_count_plain(numbers, count, limits, many, flows);
}
#endif
