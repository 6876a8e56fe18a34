package dev.loci.autograd.op;

import java.util.Arrays;

/** The selective scan and its gradients as loops over numbers, in double. */
final class PlainScan {
  private final int batch;
  private final int length;
  private final int channels;
  private final int states;
  private final double[][] in; // x, steps, rates, B, C, skip
  private final double[] h; // [b][t][channel][state]
  final double[] y;

  PlainScan(int batch, int length, int channels, int states, double[][] in) {
    this.batch = batch;
    this.length = length;
    this.channels = channels;
    this.states = states;
    this.in = in;
    h = new double[batch * length * channels * states];
    y = new double[batch * length * channels];
    for (int row = 0; row < batch * length; row++) {
      for (int j = 0; j < channels; j++) {
        int at = row * channels + j;
        double delta = softplus(in[1][at]);
        y[at] = in[5][j] * in[0][at];
        for (int n = 0; n < states; n++) {
          h[at * states + n] =
              Math.exp(delta * rate(j, n)) * before(row, j, n)
                  + delta * in[0][at] * in[3][row * states + n];
          y[at] += in[4][row * states + n] * h[at * states + n];
        }
      }
    }
  }

  private static double softplus(double x) {
    return Math.log1p(Math.exp(x));
  }

  private double rate(int j, int n) {
    return -Math.exp(in[2][j * states + n]);
  }

  private double before(int row, int j, int n) {
    return row % length == 0 ? 0 : h[((row - 1) * channels + j) * states + n];
  }

  double[][] gradients(double[] g) {
    double[][] d = Arrays.stream(in).map(x -> new double[x.length]).toArray(double[][]::new);
    double[] carry = new double[channels * states];
    for (int row = batch * length - 1; row >= 0; row--) {
      if (row % length == length - 1) {
        Arrays.fill(carry, 0);
      }
      for (int j = 0; j < channels; j++) {
        int at = row * channels + j;
        double x = in[0][at];
        double delta = softplus(in[1][at]);
        double dDelta = 0;
        d[0][at] += in[5][j] * g[at];
        d[5][j] += x * g[at];
        for (int n = 0; n < states; n++) {
          int inner = row * states + n;
          double kept = Math.exp(delta * rate(j, n));
          double dh = g[at] * in[4][inner] + carry[j * states + n];
          d[4][inner] += g[at] * h[at * states + n];
          d[3][inner] += dh * delta * x;
          d[0][at] += dh * delta * in[3][inner];
          double q = dh * kept * before(row, j, n);
          dDelta += dh * x * in[3][inner] + q * rate(j, n);
          d[2][j * states + n] += q * delta * rate(j, n);
          carry[j * states + n] = dh * kept;
        }
        d[1][at] = dDelta / (1 + Math.exp(-in[1][at]));
      }
    }
    return d;
  }
}
