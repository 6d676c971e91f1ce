// z = x w for 128 × 512 and 512 × 512 numbers, in tiles of 6 rows × 2 vectors of 128 bits. It multiplies 50 times for each line on its
// standard input. Usage: product
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef float v4 __attribute__((vector_size(16), aligned(16)));
enum { N = 128, INNER = 512, OUTER = 512, TIMES = 50, STRIDE = INNER + 16 };
static float x[N][STRIDE] __attribute__((aligned(64))), z[N][STRIDE] __attribute__((aligned(64)));
static v4 w[OUTER / 8][INNER][2]; // tiles of two vectors of columns

static inline __attribute__((always_inline)) void rows(int size, int tile, int s) {
  v4 sum[6][2] = {0};
  for (int k = 0; k < INNER; k++)
    for (int q = 0; q < size; q++) {
      v4 factor = {x[s + q][k], x[s + q][k], x[s + q][k], x[s + q][k]};
      sum[q][0] += factor * w[tile][k][0];
      sum[q][1] += factor * w[tile][k][1];
    }
  for (int q = 0; q < size; q++)
    for (int i = 0; i < 2; i++) *(v4 *)&z[s + q][tile * 8 + 4 * i] = sum[q][i];
}

static void product(void) {
  for (int tile = 0; tile < OUTER / 8; tile++) {
    int s = 0;
    for (; s + 6 <= N; s += 6) rows(6, tile, s);
    for (; s < N; s++) rows(1, tile, s);
  }
}

int main(void) {
  for (int s = 0; s < N; s++) for (int k = 0; k < INNER; k++) x[s][k] = (s * 7 + k) % 11 - 5;
  for (int k = 0; k < INNER; k++) for (int j = 0; j < OUTER; j++) w[j / 8][k][j / 4 % 2][j % 4] = (k * 3 + j) % 13 - 6;
  puts("\"ready\"");
  fflush(stdout);
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (int i = 0; i < TIMES; i++) { product(); __asm__ volatile("" ::: "memory"); }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    double sum = 0;
    for (int s = 0; s < N; s++) for (int j = 0; j < OUTER; j++) sum += z[s][j] * (j % 7);
    printf("{\"time\":%.3f,\"loss\":%.9g}\n\"ready\"\n", (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) * 1e-6, sum);
    fflush(stdout);
  }
}
