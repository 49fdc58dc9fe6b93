/* The inner loop of the painter: a view of a picture at fractions of a pixel, one 8-bit plane.

   The source comes transposed (a row here is a column of the picture), so both passes of the separable filter blend
   whole rows, which every compiler turns into vector instructions; a tile is turned back between them and stays in the
   cache. Four taps in 1/128, positions in 1/128 of a pixel. Integers from there on: the same bytes on every machine. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

#define TILE 128
#define PHASES 128

#if defined(_WIN32)
#define PUBLIC __declspec(dllexport)
#else
#define PUBLIC __attribute__((visibility("default")))
#endif
#define INLINE static inline __attribute__((always_inline))

/* Samples are taken as signed around 128, so that four products with overshooting weights fit 16 bits. */
INLINE void blend4(const uint8_t *a, const uint8_t *b, const uint8_t *c, const uint8_t *d, const int16_t *w,
                   uint8_t *restrict out, int count) {
    const int16_t wa = w[0], wb = w[1], wc = w[2], wd = w[3];
    for (int i = 0; i < count; i++) {
        int16_t sum = (int16_t)((int16_t)((int8_t)(a[i] ^ 0x80)) * wa + (int16_t)((int8_t)(b[i] ^ 0x80)) * wb +
                                (int16_t)((int8_t)(c[i] ^ 0x80)) * wc + (int16_t)((int8_t)(d[i] ^ 0x80)) * wd + 64);
        sum = (int16_t)(sum >> 7);
        sum = sum < -128 ? -128 : sum;
        sum = sum > 127 ? 127 : sum;
        out[i] = (uint8_t)sum ^ 0x80;
    }
}

#if defined(__x86_64__)
/* The same, 32 samples at a time: samples unsigned, sums held at 32767, which still is 255. */
__attribute__((target("avx2"))) static inline void blend4_avx2(const uint8_t *a, const uint8_t *b, const uint8_t *c,
                                                               const uint8_t *d, const int16_t *w,
                                                               uint8_t *restrict out, int count) {
    if (w[1] > 127 || w[2] > 127) {
        blend4(a, b, c, d, w, out, count);
        return;
    }
    const __m256i ab = _mm256_set1_epi16((int16_t)((w[0] & 0xff) + w[1] * 256));
    const __m256i cd = _mm256_set1_epi16((int16_t)((w[2] & 0xff) + w[3] * 256));
    const __m256i half = _mm256_set1_epi16(64);
    int i = 0;
    for (; i + 32 <= count; i += 32) {
        const __m256i ra = _mm256_loadu_si256((const __m256i *)(a + i));
        const __m256i rb = _mm256_loadu_si256((const __m256i *)(b + i));
        const __m256i rc = _mm256_loadu_si256((const __m256i *)(c + i));
        const __m256i rd = _mm256_loadu_si256((const __m256i *)(d + i));
        __m256i low = _mm256_adds_epi16(_mm256_maddubs_epi16(_mm256_unpacklo_epi8(ra, rb), ab),
                                        _mm256_maddubs_epi16(_mm256_unpacklo_epi8(rc, rd), cd));
        __m256i high = _mm256_adds_epi16(_mm256_maddubs_epi16(_mm256_unpackhi_epi8(ra, rb), ab),
                                         _mm256_maddubs_epi16(_mm256_unpackhi_epi8(rc, rd), cd));
        low = _mm256_srai_epi16(_mm256_adds_epi16(low, half), 7);
        high = _mm256_srai_epi16(_mm256_adds_epi16(high, half), 7);
        _mm256_storeu_si256((__m256i *)(out + i), _mm256_packus_epi16(low, high));
    }
    if (i < count) blend4(a + i, b + i, c + i, d + i, w, out + i, count - i);
}
#endif

INLINE int clamped(int value, int count) { return value < 0 ? 0 : value >= count ? count - 1 : value; }

/* A block of 16 x 16 turned: four rounds of a perfect shuffle. */
INLINE void turn_block(const uint8_t *from, ptrdiff_t from_stride, uint8_t *to, ptrdiff_t to_stride) {
#if defined(__SSE2__)
    __m128i x[16], y[16];
    for (int i = 0; i < 16; i++) x[i] = _mm_loadu_si128((const __m128i *)(from + i * from_stride));
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 8; i++) {
            y[2 * i] = _mm_unpacklo_epi8(x[i], x[i + 8]);
            y[2 * i + 1] = _mm_unpackhi_epi8(x[i], x[i + 8]);
        }
        for (int i = 0; i < 8; i++) {
            x[2 * i] = _mm_unpacklo_epi8(y[i], y[i + 8]);
            x[2 * i + 1] = _mm_unpackhi_epi8(y[i], y[i + 8]);
        }
    }
    for (int i = 0; i < 16; i++) _mm_storeu_si128((__m128i *)(to + i * to_stride), x[i]);
#else
    for (int r = 0; r < 16; r++)
        for (int c = 0; c < 16; c++) to[c * to_stride + r] = from[r * from_stride + c];
#endif
}

INLINE void turn(const uint8_t *from, ptrdiff_t from_stride, uint8_t *to, ptrdiff_t to_stride, int rows, int columns) {
    const int whole_rows = rows & ~15, whole_columns = columns & ~15;
    for (int c = 0; c < whole_columns; c += 16)
        for (int r = 0; r < whole_rows; r += 16)
            turn_block(from + r * from_stride + c, from_stride, to + c * to_stride + r, to_stride);
    for (int r = 0; r < rows; r++)
        for (int c = r < whole_rows ? whole_columns : 0; c < columns; c++)
            to[c * to_stride + r] = from[r * from_stride + c];
}

typedef struct {
    const uint8_t *source; /* `columns` rows of `rows` samples, `source_stride` apart */
    int64_t columns, rows, source_stride;
    uint8_t *target; /* `height` rows of `width` samples, `target_stride` apart */
    int64_t width, height, target_stride;
    const int32_t *across, *down; /* positions of output columns and rows in the source, in 1/128 */
    const int16_t *weights_across, *weights_down; /* PHASES x 4 */
} Job;

typedef void (*Blend)(const uint8_t *, const uint8_t *, const uint8_t *, const uint8_t *, const int16_t *,
                      uint8_t *restrict, int);

INLINE void run(const Job *job, uint8_t *scratch, const Blend blend) {
    const int columns = (int)job->columns, rows = (int)job->rows, width = (int)job->width, height = (int)job->height;
    const int top = clamped((job->down[0] >> 7) - 1, rows), bottom = clamped((job->down[height - 1] >> 7) + 2, rows) + 1;
    const int seen = bottom - top;
    const ptrdiff_t long_stride = (seen + 63) & ~63;
    uint8_t *blended = scratch, *turned = scratch + TILE * long_stride;
    for (int left = 0; left < width; left += TILE) {
        const int wide = width - left < TILE ? width - left : TILE;
        for (int x = 0; x < wide; x++) {
            const int at = job->across[left + x], first = (at >> 7) - 1;
            const uint8_t *tap[4];
            for (int k = 0; k < 4; k++) tap[k] = job->source + clamped(first + k, columns) * job->source_stride + top;
            blend(tap[0], tap[1], tap[2], tap[3], job->weights_across + (at & 127) * 4, blended + x * long_stride, seen);
        }
        turn(blended, long_stride, turned, TILE, wide, seen);
        for (int y = 0; y < height; y++) {
            const int at = job->down[y], first = (at >> 7) - 1;
            const uint8_t *tap[4];
            for (int k = 0; k < 4; k++) tap[k] = turned + (ptrdiff_t)(clamped(first + k, rows) - top) * TILE;
            uint8_t *out = job->target + y * job->target_stride + left;
            if (wide == TILE)
                blend(tap[0], tap[1], tap[2], tap[3], job->weights_down + (at & 127) * 4, out, TILE);
            else
                blend(tap[0], tap[1], tap[2], tap[3], job->weights_down + (at & 127) * 4, out, wide);
        }
    }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void run_avx2(const Job *job, uint8_t *scratch) { run(job, scratch, blend4_avx2); }
#endif
static void run_plain(const Job *job, uint8_t *scratch) { run(job, scratch, blend4); }

/* 0, or -1 where there is no memory for the scratch tile. Rising positions only. */
PUBLIC int kineograph_resample(const Job *job) {
    uint8_t *scratch = malloc((size_t)TILE * (size_t)((job->rows + 63) & ~63) * 2 + TILE * 64);
    if (!scratch) return -1;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2"))
        run_avx2(job, scratch);
    else
#endif
        run_plain(job, scratch);
    free(scratch);
    return 0;
}
