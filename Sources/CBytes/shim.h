// Loops over bytes that Swift cannot write at this speed: comparing 64 bytes at a time and taking the
// answers as 64 bits. No intrinsics: the vectors are the compiler's own, so this is SSE2, AVX2 or NEON
// by target. Buffers have `CBYTES_PADDING` readable bytes behind their end.
#ifndef CBYTES_H
#define CBYTES_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { CBYTES_PADDING = 64 };

typedef uint8_t cbytes_block __attribute__((vector_size(64), aligned(1)));
typedef int8_t cbytes_signed __attribute__((vector_size(64), aligned(1)));
typedef _Bool cbytes_flags __attribute__((ext_vector_type(64)));

#define CBYTES_BITS(condition)                                              \
  __extension__({                                                           \
    cbytes_flags flags_ = __builtin_convertvector((condition), cbytes_flags); \
    uint64_t bits_;                                                         \
    memcpy(&bits_, &flags_, 8);                                             \
    bits_;                                                                  \
  })

// Each loop is compiled for the processor that every x86-64 has and for those with AVX2.
#if defined(__x86_64__)
#define CBYTES_WIDE __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define CBYTES_HAS_WIDE __builtin_cpu_supports("avx2")
#else
#define CBYTES_WIDE
#define CBYTES_HAS_WIDE 0
#endif
#define CBYTES_INLINE static inline __attribute__((always_inline))

// The first place from `from` on that is not plain text: a byte of 0x80 or more, or a control byte
// other than tab, line feed, form feed and carriage return; `count` if there is none.
CBYTES_INLINE size_t cbytes_special_loop(const uint8_t *bytes, size_t from, size_t count) {
  for (size_t at = from; at < count; at += 64) {
    cbytes_block block = *(const cbytes_block *)(bytes + at);
    // Seen as signed, bytes from 0x80 are below zero.
    cbytes_signed low = (cbytes_signed)block < 0x20;
    cbytes_block fine = (cbytes_block)(block == '\n') | (cbytes_block)(block == '\r')
      | (cbytes_block)(block == '\t') | (cbytes_block)(block == '\f');
    uint64_t bits = CBYTES_BITS(((cbytes_block)low & ~fine) != 0);
    if (bits) {
      size_t found = at + (size_t)__builtin_ctzll(bits);
      return found < count ? found : count;
    }
  }
  return count;
}

// The places of delimiters, quotation marks and line ends, rising; answers how many. `places` has
// room for `count` + 64.
CBYTES_INLINE size_t cbytes_index_loop(
  const uint8_t *bytes, size_t count, uint8_t delimiter, uint32_t *places
) {
  uint32_t *next = places;
  for (size_t at = 0; at < count; at += 64) {
    cbytes_block block = *(const cbytes_block *)(bytes + at);
    cbytes_block found = (cbytes_block)(block == delimiter) | (cbytes_block)(block == '"')
      | (cbytes_block)(block == '\n') | (cbytes_block)(block == '\r');
    uint64_t bits = CBYTES_BITS(found != 0);
    if (count - at < 64) bits &= (1ull << (count - at)) - 1;
    if (!bits) continue;
    size_t many = (size_t)__builtin_popcountll(bits);
    uint32_t base = (uint32_t)at;
    uint32_t *out = next;
    // Eight at a time without asking: what is written too much is overwritten or never read.
    do {
      for (int i = 0; i < 8; i++) {
        out[i] = base + (uint32_t)__builtin_ctzll(bits | (1ull << 63));
        bits &= bits - 1;
      }
      out += 8;
    } while (bits);
    next += many;
  }
  return (size_t)(next - places);
}

struct cbytes_rows {
  // How many rows were passed.
  size_t rows;
  // Where the first row begins that was not.
  size_t end;
};

// Passes over rows that begin before `stop`, have no quotation mark, exactly `delimiters` delimiters,
// something between them, and fewer than `limit` bytes, and end before `count`.
CBYTES_INLINE struct cbytes_rows cbytes_rows_loop(
  const uint8_t *bytes, size_t from, size_t stop, size_t count, uint8_t delimiter,
  size_t delimiters, size_t limit
) {
  struct cbytes_rows result = {0, from};
  size_t seen = 0;
  for (size_t at = from; at < count; at += 64) {
    cbytes_block block = *(const cbytes_block *)(bytes + at);
    uint64_t delimiterBits = CBYTES_BITS(block == delimiter);
    uint64_t feeds = CBYTES_BITS(block == '\n');
    uint64_t returns = CBYTES_BITS(block == '\r');
    uint64_t quotes = CBYTES_BITS(block == '"');
    uint64_t ends = feeds;
    if (returns) {
      uint64_t feedBehind = feeds >> 1 | (uint64_t)(bytes[at + 64 < count ? at + 64 : count] == '\n') << 63;
      ends |= returns & ~feedBehind;
    }
    if (count - at < 64) ends &= (1ull << (count - at)) - 1;
    if (quotes) ends &= (quotes & -quotes) - 1;
    while (ends) {
      uint64_t below = ends ^ (ends - 1);  // up to the line end and with it
      size_t place = at + (size_t)__builtin_ctzll(ends);
      seen += (size_t)__builtin_popcountll(delimiterBits & below);
      if (seen != delimiters || place + 2 - result.end >= limit) return result;
      // A row that begins with nothing may be blank all over; others are told apart by a byte.
      if (bytes[result.end] == delimiter || bytes[result.end] == ' ' || bytes[result.end] == '\t') {
        size_t from_ = result.end;
        while (from_ < place
          && (bytes[from_] == delimiter || bytes[from_] == ' ' || bytes[from_] == '\t')) from_++;
        if (from_ == place || bytes[from_] == '\r') return result;
      }
      result.rows += 1;
      result.end = place + 1;
      if (result.end >= stop) return result;
      seen = 0;
      delimiterBits &= ~below;
      ends &= ends - 1;
    }
    if (quotes) return result;
    seen += (size_t)__builtin_popcountll(delimiterBits);
  }
  return result;
}

struct cbytes_sums {
  // The lower bounds, those of withheld numbers alone, and the upper bounds.
  uint64_t low, withheldLow, high;
  // How many numbers are withheld, not delivered, and not applicable.
  uint64_t withheld, missing, other;
};

// Adds up packed counts: what each is in the upper four bits (known, withheld, not delivered, not
// applicable), then the upper and the lower bound in 30 bits each.
CBYTES_INLINE struct cbytes_sums cbytes_sum_loop(const uint64_t *counts, size_t count) {
  struct cbytes_sums sums = {0, 0, 0, 0, 0, 0};
  for (size_t at = 0; at < count; at++) {
    uint64_t bits = counts[at], kind = bits >> 60, low = bits & 0x3FFFFFFF;
    uint64_t isWithheld = kind == 1 ? ~0ull : 0;
    sums.low += low;
    sums.high += bits >> 30 & 0x3FFFFFFF;
    sums.withheldLow += low & isWithheld;
    sums.withheld -= isWithheld;
    sums.missing += kind == 2;
    sums.other += kind == 3;
  }
  return sums;
}

#if defined(__x86_64__)
CBYTES_WIDE static size_t cbytes_special_wide(const uint8_t *bytes, size_t from, size_t count) {
  return cbytes_special_loop(bytes, from, count);
}
CBYTES_WIDE static size_t cbytes_index_wide(
  const uint8_t *bytes, size_t count, uint8_t delimiter, uint32_t *places
) {
  return cbytes_index_loop(bytes, count, delimiter, places);
}
CBYTES_WIDE static struct cbytes_sums cbytes_sum_wide(const uint64_t *counts, size_t count) {
  return cbytes_sum_loop(counts, count);
}
CBYTES_WIDE static struct cbytes_rows cbytes_rows_wide(
  const uint8_t *bytes, size_t from, size_t stop, size_t count, uint8_t delimiter,
  size_t delimiters, size_t limit
) {
  return cbytes_rows_loop(bytes, from, stop, count, delimiter, delimiters, limit);
}
#endif

static size_t cbytes_special(const uint8_t *bytes, size_t from, size_t count) {
#if defined(__x86_64__)
  if (CBYTES_HAS_WIDE) return cbytes_special_wide(bytes, from, count);
#endif
  return cbytes_special_loop(bytes, from, count);
}

static size_t cbytes_index(
  const uint8_t *bytes, size_t count, uint8_t delimiter, uint32_t *places
) {
#if defined(__x86_64__)
  if (CBYTES_HAS_WIDE) return cbytes_index_wide(bytes, count, delimiter, places);
#endif
  return cbytes_index_loop(bytes, count, delimiter, places);
}

static struct cbytes_rows cbytes_rows(
  const uint8_t *bytes, size_t from, size_t stop, size_t count, uint8_t delimiter,
  size_t delimiters, size_t limit
) {
#if defined(__x86_64__)
  if (CBYTES_HAS_WIDE) {
    return cbytes_rows_wide(bytes, from, stop, count, delimiter, delimiters, limit);
  }
#endif
  return cbytes_rows_loop(bytes, from, stop, count, delimiter, delimiters, limit);
}

static struct cbytes_sums cbytes_sum(const uint64_t *counts, size_t count) {
#if defined(__x86_64__)
  if (CBYTES_HAS_WIDE) return cbytes_sum_wide(counts, count);
#endif
  return cbytes_sum_loop(counts, count);
}

struct cbytes_counts {
  size_t feeds, returns, pairs, quotes;
};

// How many line feeds, carriage returns, pairs of both and quotation marks.
static struct cbytes_counts cbytes_count(const uint8_t *bytes, size_t count) {
  struct cbytes_counts total = {0, 0, 0, 0};
  for (size_t at = 0; at < count; at += 64) {
    size_t end = count - at < 64 ? count : at + 64;
    cbytes_block block = *(const cbytes_block *)(bytes + at);
    uint64_t valid = end - at < 64 ? (1ull << (end - at)) - 1 : ~0ull;
    uint64_t feeds = CBYTES_BITS(block == '\n') & valid;
    uint64_t returns = CBYTES_BITS(block == '\r') & valid;
    uint64_t quotes = CBYTES_BITS(block == '"') & valid;
    total.feeds += (size_t)__builtin_popcountll(feeds);
    total.quotes += (size_t)__builtin_popcountll(quotes);
    if (returns) {
      uint64_t behind = feeds >> 1 | (uint64_t)(end < count && bytes[end] == '\n') << 63;
      total.returns += (size_t)__builtin_popcountll(returns);
      total.pairs += (size_t)__builtin_popcountll(returns & behind);
    }
  }
  return total;
}

// Whether two texts of one length are the same. Reads up to 16 bytes behind them.
static inline __attribute__((always_inline)) int cbytes_equal(
  const uint8_t *left, const uint8_t *right, size_t count
) {
  typedef uint8_t part __attribute__((vector_size(16), aligned(1)));
  typedef _Bool part_flags __attribute__((ext_vector_type(16)));
  size_t at = 0;
  for (;;) {
    part_flags same = __builtin_convertvector(
      *(const part *)(left + at) == *(const part *)(right + at), part_flags);
    uint16_t bits;
    memcpy(&bits, &same, 2);
    if (count - at <= 16) return ((uint32_t)~bits & (uint32_t)((1u << (count - at)) - 1)) == 0;
    if (bits != 0xFFFF) return 0;
    at += 16;
  }
}

// A 64-bit hash of a text. Reads up to 8 bytes behind it.
static inline __attribute__((always_inline)) uint64_t cbytes_hash(
  const uint8_t *bytes, size_t count
) {
  uint64_t hash = count * 0x9E3779B97F4A7C15ull + 0x243F6A8885A308D3ull;
  size_t at = 0;
  for (; at + 8 <= count; at += 8) {
    uint64_t word;
    memcpy(&word, bytes + at, 8);
    __uint128_t product = (__uint128_t)(hash ^ word) * 0xD6E8FEB86659FD93ull;
    hash = (uint64_t)product ^ (uint64_t)(product >> 64);
  }
  if (at < count) {
    uint64_t word;
    memcpy(&word, bytes + at, 8);
    word &= (1ull << (8 * (count - at))) - 1;
    __uint128_t product = (__uint128_t)(hash ^ word) * 0xD6E8FEB86659FD93ull;
    hash = (uint64_t)product ^ (uint64_t)(product >> 64);
  }
  __uint128_t product = (__uint128_t)(hash ^ 0xA0761D6478BD642Full) * 0xE7037ED1A0B428DBull;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}
#endif
