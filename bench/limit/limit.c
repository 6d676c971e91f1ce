// The engine's algorithm by hand, for two networks: 784-50-50-50-50-10 and, with -DWIDE, 784-512-512-10. Vectors of 128 bits; the compiler's
// -ffp-contract says whether a product and its sum are fused. With -DTHREADS=2, threads share each step as the engine's do: the rows of the batch,
// then, for gradients and updates, the rows of each weight matrix. It trains an epoch for each line on its standard input.
// Usage: limit MNIST START TRAINING VALIDATION RATE, where START has the initial weights and the orders of the epochs (see limit.mjs).
#include <immintrin.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef float v4 __attribute__((vector_size(16), aligned(16)));
typedef uint32_t u32;
#ifndef THREADS
#define THREADS 1
#endif
#ifdef PASSING // time that passes, in place of the processor's
#define CLOCK CLOCK_MONOTONIC
#else
#define CLOCK CLOCK_PROCESS_CPUTIME_ID
#endif
#define INLINE static inline __attribute__((always_inline))
#define EACH(i, n) _Pragma("GCC unroll 16") for (int i = 0; i < (n); i++)

enum { PIXELS = 784, CLASSES = 10, BLOCKS = 4, BLOCK_PIXELS = PIXELS / BLOCKS };
#ifdef WIDE
enum { BATCH = 128, LAYERS = 3, TILE = 12, UNITS = 512 };
#else
enum { BATCH = 32, LAYERS = 5, TILE = 13, UNITS = 50 };
#endif
enum { VECTORS = (UNITS + 3) / 4, ROW = VECTORS * 4 + (UNITS == 512 ? 16 : 0), COLUMN = BATCH + 16, LAST_ROW = 12 };
// Weights that stay in the L1 cache while all rows of the batch use them.
enum { LIST_BLOCKS = UNITS * TILE / 1024 > 1 ? (UNITS * TILE + 512) / 1024 : 1, BLOCK_UNITS = (VECTORS / 2 + LIST_BLOCKS) / LIST_BLOCKS * 8 };

typedef struct { u32 entries[BATCH][VECTORS * 4 + 4], bounds[BATCH][LIST_BLOCKS + 1]; } RowLists;

// A hidden layer: `in` is PIXELS or UNITS.
typedef struct {
  int in;
  float *w, *turned, b[VECTORS * 4] __attribute__((aligned(64)));
  float y[BATCH][ROW] __attribute__((aligned(64))), g[BATCH][ROW] __attribute__((aligned(64)));
  RowLists lists, gradientLists;
  uint8_t masks[VECTORS / 2 + 1][BATCH] __attribute__((aligned(64)));
  u32 columns[VECTORS * 4 + 8][COLUMN], columnCount[VECTORS * 4 + 8];
  float columnValues[VECTORS * 4][COLUMN] __attribute__((aligned(64))); // y by columns
} Layer;

static Layer hidden[LAYERS - 1];
static float lastW[UNITS][LAST_ROW] __attribute__((aligned(64))), lastTurned[CLASSES][VECTORS * 4] __attribute__((aligned(64)));
static float lastB[LAST_ROW] __attribute__((aligned(64))), p[BATCH][LAST_ROW] __attribute__((aligned(64)));
static uint8_t *entries, *labels;
static u32 *starts;
static float code[256];
static struct { u32 row; float factor; } pixelLists[THREADS][PIXELS][BATCH + 8]; // of each thread's rows
static u32 pixelCount[THREADS][PIXELS + 16] __attribute__((aligned(64))), table[16][4] __attribute__((aligned(64)));
static float rate;
static struct { double loss, hits; char rest[48]; } sums[THREADS] __attribute__((aligned(64)));
static _Thread_local int me; // the number of the thread

// The thread's share of `all` rows or columns, in whole groups.
typedef struct { int from, to; } Share;
static Share shareOf(int all, int group) {
  int each = (all + group * THREADS - 1) / (group * THREADS) * group, from = me * each < all ? me * each : all;
  return (Share){from, from + each < all ? from + each : all};
}

// Waits for all threads.
static void meet(void) {
  static atomic_uint meetings, arrived;
  if (THREADS == 1) return;
  u32 meeting = atomic_load(&meetings);
  if (atomic_fetch_add(&arrived, 1) == THREADS - 1) atomic_store(&arrived, 0), atomic_fetch_add(&meetings, 1);
  else while (atomic_load(&meetings) == meeting);
}

INLINE v4 splat(float x) { return (v4){x, x, x, x}; }
INLINE v4 load(const float *at) { return *(const v4 *)at; }
INLINE v4 positive(v4 x) { return (v4)_mm_max_ps((__m128)x, _mm_setzero_ps()); }
static void *reserve(size_t bytes) { void *at = aligned_alloc(64, (bytes + 63) / 64 * 64); memset(at, 0, bytes); return at; }
static int tilesOf(void) { return (VECTORS + TILE - 1) / TILE; }
static int vectorsOf(int tile) { return tile == VECTORS / TILE ? VECTORS % TILE : TILE; }
// Runs a kernel with the tile's width as a constant.
#define FOR_WIDTH(v, call) do { if ((v) == TILE) { enum { V = TILE }; call; } else { enum { V = VECTORS % TILE ? VECTORS % TILE : TILE }; call; } } while (0)

INLINE u32 append(u32 *list, u32 count, int bits, __m128i first) {
  _mm_storeu_si128((__m128i *)(list + count), _mm_add_epi32(_mm_load_si128((__m128i *)table[bits]), first));
  return count + _mm_popcnt_u32(bits);
}

// --- first layer, over lists of the pixels that are not black

INLINE void firstTile(Layer *l, int v, int tile, int block, const u32 *order, Share rows, int append) {
  const float *w = l->w + tile * TILE * 4 * PIXELS + block * BLOCK_PIXELS * v * 4;
  for (int s = rows.from; s < rows.to; s++) {
    const u32 *start = starts + (size_t)order[s] * BLOCKS + block;
    const uint8_t *at = entries + 2 * (size_t)start[0], *end = entries + 2 * (size_t)start[1];
    float *y = l->y[s] + tile * TILE * 4;
    v4 sum[TILE];
    EACH(i, v) sum[i] = load((block ? y : l->b + tile * TILE * 4) + 4 * i);
    for (; at < end; at += 2) {
      float value = code[at[0]];
      int column = at[1];
      if (append) {
        u32 k = pixelCount[me][block * BLOCK_PIXELS + column]++;
        pixelLists[me][block * BLOCK_PIXELS + column][k].row = s * ROW;
        pixelLists[me][block * BLOCK_PIXELS + column][k].factor = value;
      }
      v4 factor = splat(value);
      EACH(i, v) sum[i] += factor * load(w + column * v * 4 + 4 * i);
    }
    EACH(i, v) *(v4 *)(y + 4 * i) = sum[i];
  }
}

static void firstForward(Layer *l, const u32 *order, Share rows, int train) {
  for (int s = rows.from; s < rows.to; s++) { // fetch the rows, which are spread over the memory
    const u32 *start = starts + (size_t)order[s] * BLOCKS;
    for (const uint8_t *at = entries + 2 * (size_t)start[0]; at < entries + 2 * (size_t)start[BLOCKS]; at += 64) __builtin_prefetch(at);
  }
  if (train) memset(pixelCount[me], 0, sizeof pixelCount[me]);
  for (int block = 0; block < BLOCKS; block++)
    for (int tile = 0; tile < tilesOf(); tile++) {
      if (train && tile == tilesOf() - 1) FOR_WIDTH(vectorsOf(tile), firstTile(l, V, tile, block, order, rows, 1));
      else FOR_WIDTH(vectorsOf(tile), firstTile(l, V, tile, block, order, rows, 0));
    }
  for (int s = rows.from; s < rows.to; s++)
    for (int i = 0; i < VECTORS; i++) *(v4 *)&l->y[s][4 * i] = positive(load(&l->y[s][4 * i]));
}

INLINE void update(float *w, const v4 *sum, int v) {
  EACH(i, v) *(v4 *)(w + 4 * i) = load(w + 4 * i) - sum[i] * splat(rate);
}

INLINE void firstGradientTile(Layer *l, int v, int tile, Share columns) {
  const float *g = &l->g[0][0] + tile * TILE * 4;
  float *w = l->w + tile * TILE * 4 * PIXELS;
  for (int k = columns.from; k < columns.to; k++) {
    u32 all = 0;
    for (int part = 0; part < THREADS; part++) all += pixelCount[part][k];
    if (!all) continue;
    v4 sum[TILE];
    EACH(i, v) sum[i] = splat(0);
    for (int part = 0; part < THREADS; part++)
      for (u32 e = 0; e < pixelCount[part][k]; e++) {
        v4 factor = splat(pixelLists[part][k][e].factor);
        EACH(i, v) sum[i] += factor * load(g + pixelLists[part][k][e].row + 4 * i);
      }
    update(w + k * v * 4, sum, v);
  }
}

// --- hidden layers, over lists of the numbers that are not 0

static void listRows(RowLists *lists, float (*x)[ROW], Share rows, Layer *masksOf) {
  for (int s = rows.from; s < rows.to; s++) {
    u32 count = 0, block = 0;
    int bits = 0;
    __m128i first = _mm_setzero_si128();
    for (int i = 0; i < VECTORS; i++) {
      if (i * 4 == (int)block * BLOCK_UNITS && block < LIST_BLOCKS) lists->bounds[s][block++] = count;
      int ones = _mm_movemask_ps(_mm_cmpneq_ps(_mm_load_ps(&x[s][4 * i]), _mm_setzero_ps()));
      count = append(lists->entries[s], count, ones, first);
      first = _mm_add_epi32(first, _mm_set1_epi32(4));
      bits = i % 2 ? bits | ones << 4 : ones;
      if (masksOf) masksOf->masks[i / 2][s] = bits;
    }
    while (block <= LIST_BLOCKS) lists->bounds[s][block++] = count;
  }
}

static void listColumns(Layer *l, int n, Share columns) {
  for (int group = columns.from / 8; group < (columns.to + 7) / 8; group++) {
    for (int s = n; s < (n + 15) / 16 * 16; s++) l->masks[group][s] = 0;
    u32 *counts = l->columnCount + 8 * group;
    memset(counts, 0, 8 * sizeof(u32));
    for (int s = 0; s < n; s += 16) {
      __m128i bytes = _mm_load_si128((__m128i *)&l->masks[group][s]);
      for (int column = 7; column >= 0; column--) {
        int ones = _mm_movemask_epi8(bytes);
        u32 *list = l->columns[8 * group + column];
        EACH(q, 4) counts[column] = append(list, counts[column], ones >> 4 * q & 15, _mm_set1_epi32(s + 4 * q));
        bytes = _mm_add_epi8(bytes, bytes);
      }
    }
  }
}

static void turnRows(Layer *l, Share rows) {
  for (int s = rows.from; s < rows.to; s += 4)
    for (int i = 0; i < VECTORS; i++) {
      __m128 a = _mm_load_ps(&l->y[s][4 * i]), b = _mm_load_ps(&l->y[s + 1][4 * i]), c = _mm_load_ps(&l->y[s + 2][4 * i]), d = _mm_load_ps(&l->y[s + 3][4 * i]);
      _MM_TRANSPOSE4_PS(a, b, c, d);
      _mm_store_ps(&l->columnValues[4 * i][s], a);
      _mm_store_ps(&l->columnValues[4 * i + 1][s], b);
      _mm_store_ps(&l->columnValues[4 * i + 2][s], c);
      _mm_store_ps(&l->columnValues[4 * i + 3][s], d);
    }
}

INLINE void listTile(RowLists *lists, float (*x)[ROW], const float *w, const float *initial, float (*z)[ROW], int v, int tile, Share rows) {
  w += tile * TILE * 4 * UNITS;
  for (int block = 0; block < LIST_BLOCKS; block++)
    for (int s = rows.from; s < rows.to; s++) {
      const u32 *at = lists->entries[s] + lists->bounds[s][block], *end = lists->entries[s] + lists->bounds[s][block + 1];
      float *to = z[s] + tile * TILE * 4;
      v4 sum[TILE];
      EACH(i, v) sum[i] = load((block ? to : initial + tile * TILE * 4) + 4 * i);
      for (; at < end; at++) {
        v4 factor = splat(x[s][*at]);
        EACH(i, v) sum[i] += factor * load(w + *at * v * 4 + 4 * i);
      }
      EACH(i, v) *(v4 *)(to + 4 * i) = sum[i];
    }
}

static void listProduct(RowLists *lists, float (*x)[ROW], const float *w, const float *initial, float (*z)[ROW], Share rows) {
  for (int tile = 0; tile < tilesOf(); tile++) FOR_WIDTH(vectorsOf(tile), listTile(lists, x, w, initial, z, V, tile, rows));
}

static void hiddenForward(Layer *l, Layer *before, Share rows, int train) {
  listRows(&before->lists, before->y, rows, train ? before : 0);
  if (train) turnRows(before, rows);
  listProduct(&before->lists, before->y, l->w, l->b, l->y, rows);
  for (int s = rows.from; s < rows.to; s++)
    for (int i = 0; i < VECTORS; i++) *(v4 *)&l->y[s][4 * i] = positive(load(&l->y[s][4 * i]));
}

INLINE v4 whereActive(v4 g, v4 y) { return (v4)_mm_and_ps((__m128)g, _mm_cmpgt_ps((__m128)y, _mm_setzero_ps())); }

INLINE void turnTile(Layer *l, int tile) {
  int v = vectorsOf(tile);
  Share columns = shareOf(v, 1);
  float *to = l->turned + tile * TILE * 4 * UNITS;
  for (int k4 = columns.from; k4 < columns.to; k4++) // rows of w that become columns of this tile
    for (int from = 0; from < tilesOf(); from++) {
      int fv = vectorsOf(from);
      const float *w = l->w + from * TILE * 4 * UNITS + (size_t)(tile * TILE + k4) * 4 * fv * 4;
      for (int i = 0; i < fv && (from * TILE + i) * 4 < UNITS; i++) {
        __m128 a = _mm_load_ps(w + 4 * i), b = _mm_load_ps(w + fv * 4 + 4 * i), c = _mm_load_ps(w + 2 * fv * 4 + 4 * i), d = _mm_load_ps(w + 3 * fv * 4 + 4 * i);
        _MM_TRANSPOSE4_PS(a, b, c, d);
        float *row = to + (size_t)(from * TILE + i) * 4 * v * 4 + 4 * k4;
        _mm_store_ps(row, a);
        _mm_store_ps(row + v * 4, b);
        if ((from * TILE + i) * 4 + 2 < UNITS) _mm_store_ps(row + 2 * v * 4, c), _mm_store_ps(row + 3 * v * 4, d);
      }
    }
}

static void hiddenBackward(Layer *l, Layer *before, Share rows) {
  static const float zeros[VECTORS * 4] __attribute__((aligned(64)));
  listRows(&l->gradientLists, l->g, rows, 0);
  listProduct(&l->gradientLists, l->g, l->turned, zeros, before->g, rows);
  for (int s = rows.from; s < rows.to; s++)
    for (int i = 0; i < VECTORS; i++) *(v4 *)&before->g[s][4 * i] = whereActive(load(&before->g[s][4 * i]), load(&before->y[s][4 * i]));
}

INLINE void gradientTile(Layer *l, Layer *before, int v, int tile, Share columns) {
  const float *g = &l->g[0][0] + tile * TILE * 4;
  float *w = l->w + tile * TILE * 4 * UNITS;
  for (int k = columns.from; k < columns.to; k++) {
    const u32 *at = before->columns[k], *end = at + before->columnCount[k];
    const float *x = before->columnValues[k];
    if (at == end) continue;
    v4 sum[TILE];
    EACH(i, v) sum[i] = splat(0);
    for (; at < end; at++) {
      v4 factor = splat(x[*at]);
      EACH(i, v) sum[i] += factor * load(g + *at * ROW + 4 * i);
    }
    update(w + k * v * 4, sum, v);
  }
}

static void updateBias(float *b, const float *g, int stride, int vectors, int n) {
  Share own = shareOf(vectors, 1);
  for (int i = own.from; i < own.to; i++) {
    v4 sum = splat(0);
    for (int s = 0; s < n; s++) sum += load(g + s * stride + 4 * i);
    update(b + 4 * i, &sum, 1);
  }
}

// --- last layer, softmax and loss

static void lastForward(float (*x)[ROW], Share rows) {
  int s = rows.from;
  for (; s + 4 <= rows.to; s += 4) {
    v4 sum[12];
    EACH(i, 12) sum[i] = splat(0);
    for (int k = 0; k < UNITS; k++) {
      v4 w[3];
      EACH(i, 3) w[i] = load(&lastW[k][4 * i]);
      EACH(q, 4) EACH(i, 3) sum[3 * q + i] += splat(x[s + q][k]) * w[i];
    }
    EACH(q, 4) EACH(i, 3) *(v4 *)&p[s + q][4 * i] = sum[3 * q + i] + load(lastB + 4 * i);
  }
  for (; s < rows.to; s++) {
    v4 sum[3];
    EACH(i, 3) sum[i] = splat(0);
    for (int k = 0; k < UNITS; k++) EACH(i, 3) sum[i] += splat(x[s][k]) * load(&lastW[k][4 * i]);
    EACH(i, 3) *(v4 *)&p[s][4 * i] = sum[i] + load(lastB + 4 * i);
  }
}

// eˣ for x ≤ 0
INLINE v4 expOf(v4 x) {
  x = (v4)_mm_max_ps((__m128)x, _mm_set1_ps(-87));
  v4 n = (v4)_mm_round_ps((__m128)(x * splat(1.44269504f)), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  v4 r = x - n * splat(0.693359375f) + n * splat(2.12194440e-4f);
  v4 q = splat(1.9875691500e-4f);
  q = q * r + splat(1.3981999507e-3f); q = q * r + splat(8.3334519073e-3f); q = q * r + splat(4.1665795894e-2f);
  q = q * r + splat(1.6666665459e-1f); q = q * r + splat(5.0000001201e-1f);
  q = q * r * r + r + splat(1);
  return q * (v4)_mm_slli_epi32(_mm_add_epi32(_mm_cvtps_epi32((__m128)n), _mm_set1_epi32(127)), 23);
}

static void lossOf(const u32 *order, Share rows, int n, int train) {
  for (int s = rows.from; s < rows.to; s++) {
    int label = labels[order[s]], best = 0;
    for (int j = 1; j < CLASSES; j++) if (p[s][j] > p[s][best]) best = j;
    v4 e[3], most = splat(p[s][best]);
    EACH(i, 3) e[i] = expOf(load(&p[s][4 * i]) - most);
    e[2] = (v4){e[2][0], e[2][1], 0, 0};
    v4 all = e[0] + e[1] + e[2];
    v4 total = splat(all[0] + all[2] + (all[1] + all[3]));
    EACH(i, 3) *(v4 *)&p[s][4 * i] = e[i] / total;
    float of = fminf(fmaxf(p[s][label], 1e-7f), 1 - 1e-7f);
    sums[me].hits += best == label;
    sums[me].loss -= logf(of);
    if (!train) continue;
    float inside = p[s][label] == of;
    p[s][label] -= 1;
    EACH(i, 3) *(v4 *)&p[s][4 * i] *= splat(inside / n);
  }
}

static void turnLast(void) {
  Share columns = shareOf(UNITS, 16);
  for (int k = columns.from; k < columns.to; k++) for (int j = 0; j < CLASSES; j++) lastTurned[j][k] = lastW[k][j];
}

static void lastBackward(Layer *before, Share rows) {
  for (int s = rows.from; s < rows.to; s++)
    for (int tile = 0; tile < tilesOf(); tile++) {
      int v = vectorsOf(tile);
      FOR_WIDTH(v, {
        v4 sum[TILE];
        EACH(i, V) sum[i] = splat(0);
        for (int j = 0; j < CLASSES; j++) EACH(i, V) sum[i] += splat(p[s][j]) * load(&lastTurned[j][tile * TILE * 4 + 4 * i]);
        EACH(i, V) *(v4 *)&before->g[s][tile * TILE * 4 + 4 * i] = whereActive(sum[i], load(&before->y[s][tile * TILE * 4 + 4 * i]));
      });
    }
}

static void lastGradient(Layer *before, int n) {
  updateBias(lastB, &p[0][0], LAST_ROW, 3, n);
  Share columns = shareOf(UNITS, 2);
  for (int k = columns.from; k + 2 <= columns.to; k += 2) {
    v4 sum[6];
    EACH(i, 6) sum[i] = splat(0);
    for (int s = 0; s < n; s++) EACH(q, 2) EACH(i, 3) sum[3 * q + i] += splat(before->y[s][k + q]) * load(&p[s][4 * i]);
    update(lastW[k], sum, 6);
  }
}

static void forward(const u32 *order, Share rows, int n, int train) {
  firstForward(hidden, order, rows, train);
  for (int i = 1; i < LAYERS - 1; i++) hiddenForward(hidden + i, hidden + i - 1, rows, train);
  lastForward(hidden[LAYERS - 2].y, rows);
  lossOf(order, rows, n, train);
}

static void step(const u32 *order, int n) {
  Share rows = shareOf(n, 4);
  turnLast();
  for (int i = 1; i < LAYERS - 1; i++) for (int tile = 0; tile < tilesOf(); tile++) turnTile(hidden + i, tile);
  forward(order, rows, n, 1);
  meet(); // for the turned weights
  lastBackward(hidden + LAYERS - 2, rows);
  for (int i = LAYERS - 2; i > 0; i--) hiddenBackward(hidden + i, hidden + i - 1, rows);
  meet();
  lastGradient(hidden + LAYERS - 2, n);
  for (int i = LAYERS - 2; i > 0; i--) {
    Layer *l = hidden + i, *before = l - 1;
    Share columns = shareOf(UNITS, 8);
    updateBias(l->b, &l->g[0][0], ROW, VECTORS, n);
    listColumns(before, n, columns);
    for (int tile = 0; tile < tilesOf(); tile++) FOR_WIDTH(vectorsOf(tile), gradientTile(l, before, V, tile, columns));
  }
  updateBias(hidden->b, &hidden->g[0][0], ROW, VECTORS, n);
  for (int tile = 0; tile < tilesOf(); tile++) FOR_WIDTH(vectorsOf(tile), firstGradientTile(hidden, V, tile, shareOf(PIXELS, 8)));
  meet();
}

// --- the threads: all train the same epochs

static struct { const u32 *order, *rest; int training, validation; double loss; } epoch;

static double sumOf(int ofHits) {
  double sum = 0;
  for (int i = 0; i < THREADS; i++) sum += ofHits ? sums[i].hits : sums[i].loss;
  return sum;
}

static void trainEpoch(void) {
  sums[me].loss = sums[me].hits = 0;
  for (int s = 0; s < epoch.training; s += BATCH) step(epoch.order + s, epoch.training - s < BATCH ? epoch.training - s : BATCH);
  meet();
  if (!me) epoch.loss = sumOf(0) / epoch.training;
  meet();
  sums[me].loss = sums[me].hits = 0;
  for (int s = 0; s < epoch.validation; s += BATCH) {
    int n = epoch.validation - s < BATCH ? epoch.validation - s : BATCH;
    forward(epoch.rest + s, shareOf(n, 4), n, 0);
  }
  meet();
}

static pthread_barrier_t begin; // threads sleep here between epochs

static void *help(void *number) {
  me = (int)(size_t)number;
  for (;;) {
    pthread_barrier_wait(&begin);
    trainEpoch();
  }
  return 0;
}

static uint8_t *readFile(const char *folder, const char *name, size_t *size) {
  char path[4096];
  snprintf(path, sizeof path, "%s%s%s", folder, *name ? "/" : "", name);
  FILE *file = fopen(path, "rb");
  if (!file) { perror(path); exit(1); }
  fseek(file, 0, SEEK_END);
  *size = ftell(file);
  rewind(file);
  uint8_t *bytes = reserve(*size);
  if (fread(bytes, 1, *size, file) != *size) exit(1);
  fclose(file);
  return bytes;
}

int main(int count, char **words) {
  if (count < 6) return 1;
  size_t size;
  int training = atoi(words[3]), validation = atoi(words[4]), rows = training + validation;
  rate = atof(words[5]);
  uint8_t *images = readFile(words[1], "train-images-idx3-ubyte", &size) + 16;
  labels = readFile(words[1], "train-labels-idx1-ubyte", &size) + 8;
  starts = reserve(((size_t)rows * BLOCKS + 1) * sizeof(u32));
  entries = reserve((size_t)rows * PIXELS * 2);
  u32 at = 0;
  for (int s = 0; s < rows; s++)
    for (int k = 0; k < PIXELS; k++) {
      if (k % BLOCK_PIXELS == 0) starts[s * BLOCKS + k / BLOCK_PIXELS] = at;
      uint8_t pixel = images[(size_t)s * PIXELS + k];
      if (pixel) entries[2 * (size_t)at] = pixel, entries[2 * (size_t)at++ + 1] = k % BLOCK_PIXELS;
    }
  starts[rows * BLOCKS] = at;
  for (int i = 0; i < 256; i++) code[i] = i;
  for (int bits = 0; bits < 16; bits++)
    for (int lane = 0, k = 0; lane < 4; lane++) if (bits >> lane & 1) table[bits][k++] = lane;

  const float *initial = (const float *)readFile(words[2], "", &size);
  const float *own = initial;
  for (int i = 0; i < LAYERS - 1; i++) {
    Layer *l = hidden + i;
    l->in = i ? UNITS : PIXELS;
    l->w = reserve((size_t)(l->in + 4) * VECTORS * 4 * sizeof(float));
    l->turned = reserve((size_t)(UNITS + 4) * VECTORS * 4 * sizeof(float));
    for (int k = 0; k < l->in; k++)
      for (int j = 0; j < UNITS; j++) {
        int tile = j / (TILE * 4), v = vectorsOf(tile);
        l->w[(size_t)tile * TILE * 4 * l->in + (size_t)k * v * 4 + j - tile * TILE * 4] = *own++;
      }
  }
  for (int k = 0; k < UNITS; k++) for (int j = 0; j < CLASSES; j++) lastW[k][j] = *own++;
  const u32 *order = (const u32 *)own;
  u32 *rest = reserve(validation * sizeof(u32) + 4);
  for (int s = 0; s < validation; s++) rest[s] = training + s;

  epoch.rest = rest, epoch.training = training, epoch.validation = validation;
  pthread_barrier_init(&begin, 0, THREADS);
  for (size_t number = 1; number < THREADS; number++) {
    pthread_t thread;
    pthread_create(&thread, 0, help, (void *)number);
  }
  puts("\"ready\"");
  fflush(stdout);
  char line[64];
  for (; fgets(line, sizeof line, stdin); order += training) {
    struct timespec from, to;
    epoch.order = order;
    clock_gettime(CLOCK, &from);
    pthread_barrier_wait(&begin);
    trainEpoch();
    clock_gettime(CLOCK, &to);
    printf("{\"time\":%.3f,\"loss\":%.9g,\"accuracy\":%.4f}\n\"ready\"\n", (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) * 1e-6, epoch.loss, sumOf(1) / validation);
    fflush(stdout);
  }
}
