/* The functions that Loci is timed against, as a C programmer would write them for a compiler
   that vectorises: plain loops over arrays that do not overlap. */
#include <math.h>
#include <stddef.h>

void nothing(const float *restrict x, float *restrict y, size_t n, size_t rows) {}

void exponential(const float *restrict x, float *restrict y, size_t n, size_t rows) {
  for (size_t i = 0; i < n * rows; i++) y[i] = expf(x[i]);
}

void logarithm(const float *restrict x, float *restrict y, size_t n, size_t rows) {
  for (size_t i = 0; i < n * rows; i++) y[i] = logf(x[i]);
}

void hyperbolic_tangent(const float *restrict x, float *restrict y, size_t n, size_t rows) {
  for (size_t i = 0; i < n * rows; i++) y[i] = tanhf(x[i]);
}

void sigmoid(const float *restrict x, float *restrict y, size_t n, size_t rows) {
  for (size_t i = 0; i < n * rows; i++) y[i] = 1.0f / (1.0f + expf(-x[i]));
}

/* The form with tanh, sqrt(2/pi) = 0.79788... */
void gelu(const float *restrict x, float *restrict y, size_t n, size_t rows) {
  for (size_t i = 0; i < n * rows; i++) {
    float u = 0.79788456f * (x[i] + 0.044715f * x[i] * x[i] * x[i]);
    y[i] = 0.5f * x[i] * (1.0f + tanhf(u));
  }
}

void softmax(const float *restrict x, float *restrict y, size_t n, size_t rows) {
  for (size_t r = 0; r < rows; r++, x += n, y += n) {
    float max = x[0];
    for (size_t i = 1; i < n; i++) max = x[i] > max ? x[i] : max;
    float sum = 0.0f;
    for (size_t i = 0; i < n; i++) {
      y[i] = expf(x[i] - max);
      sum += y[i];
    }
    float scale = 1.0f / sum;
    for (size_t i = 0; i < n; i++) y[i] *= scale;
  }
}

/* Gain and bias are the first and the second row before x. */
void layer_norm(const float *restrict x, float *restrict y, size_t n, size_t rows) {
  const float *gain = x - 2 * n;
  const float *bias = x - n;
  for (size_t r = 0; r < rows; r++, x += n, y += n) {
    float sum = 0.0f;
    for (size_t i = 0; i < n; i++) sum += x[i];
    float mean = sum / (float)n;
    float squares = 0.0f;
    for (size_t i = 0; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
    float scale = 1.0f / sqrtf(squares / (float)n + 1e-5f);
    for (size_t i = 0; i < n; i++) y[i] = (x[i] - mean) * scale * gain[i] + bias[i];
  }
}
