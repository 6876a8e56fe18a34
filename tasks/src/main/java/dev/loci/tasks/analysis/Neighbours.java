package dev.loci.tasks.analysis;

import dev.loci.tensor.MatrixProduct;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The nearest neighbours of every point. Candidates come from a matrix product in float32, block by
 * block; their distances are then computed in float64.
 *
 * @param indices for each point its neighbours, the nearest first (of equals the lower index)
 * @param distances their Euclidean distances
 */
record Neighbours(int[][] indices, double[][] distances) {
  private static final int BLOCK = 512;

  /** More candidates than neighbours, so that rounding in float32 loses none. */
  private static final int SPARE = 16;

  /**
   * Finds the k nearest other points of each.
   *
   * @param points n x D
   * @param k at least 1, below n
   */
  static Neighbours of(double[][] points, int k) {
    int n = points.length;
    float[] centred = centred(points);
    int width = points[0].length;
    float[] squares = new float[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < width; j++) {
        squares[i] += centred[i * width + j] * centred[i * width + j];
      }
    }
    Tensor columns = Tensor.of(centred, n, width).transpose();
    float[] closeness = new float[n];
    int[][] indices = new int[n][];
    double[][] distances = new double[n][];
    for (int start = 0; start < n; start += BLOCK) {
      int rows = Math.min(BLOCK, n - start);
      float[] part = Arrays.copyOfRange(centred, start * width, (start + rows) * width);
      float[] products =
          MatrixProduct.matmul(Tensor.of(part, rows, width), columns).run().toFloatArray();
      for (int r = 0; r < rows; r++) {
        int point = start + r;
        for (int v = 0; v < n; v++) {
          closeness[v] = 2 * products[r * n + v] - squares[v];
        }
        closeness[point] = Float.NEGATIVE_INFINITY;
        int[] nearest = nearest(points, point, largest(closeness, Math.min(k + SPARE, n - 1)), k);
        indices[point] = nearest;
        distances[point] =
            IntStream.of(nearest).mapToDouble(v -> distance(points[point], points[v])).toArray();
      }
    }
    return new Neighbours(indices, distances);
  }

  /** Around the mean the squares are small, and so is what float32 rounds off. */
  private static float[] centred(double[][] points) {
    double[] mean = Vectors.mean(points);
    int width = mean.length;
    float[] centred = new float[points.length * width];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < width; j++) {
        centred[i * width + j] = (float) (points[i][j] - mean[j]);
      }
    }
    return centred;
  }

  /** Returns the indices of the largest values, in no particular order; of equals the lower. */
  private static int[] largest(float[] values, int count) {
    int[] heap = new int[count]; // the least of them at the root
    for (int v = 0; v < count; v++) {
      heap[v] = v;
      for (int child = v; child > 0; child = (child - 1) / 2) {
        swapIfLess(heap, values, child, (child - 1) / 2);
      }
    }
    float least = values[heap[0]];
    for (int v = count; v < values.length; v++) {
      if (values[v] > least) {
        heap[0] = v;
        siftDown(heap, values);
        least = values[heap[0]];
      }
    }
    return heap;
  }

  private static void siftDown(int[] heap, float[] values) {
    int parent = 0;
    while (2 * parent + 1 < heap.length) {
      int child = 2 * parent + 1;
      if (child + 1 < heap.length && less(heap[child + 1], heap[child], values)) {
        child++;
      }
      swapIfLess(heap, values, child, parent);
      parent = child;
    }
  }

  private static void swapIfLess(int[] heap, float[] values, int child, int parent) {
    if (less(heap[child], heap[parent], values)) {
      int node = heap[child];
      heap[child] = heap[parent];
      heap[parent] = node;
    }
  }

  private static boolean less(int a, int b, float[] values) {
    return values[a] < values[b] || (values[a] == values[b] && a > b);
  }

  private static int[] nearest(double[][] points, int point, int[] candidates, int k) {
    double[] distances =
        IntStream.of(candidates).mapToDouble(v -> distance(points[point], points[v])).toArray();
    return IntStream.range(0, candidates.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer c) -> distances[c])
                .thenComparing(c -> candidates[c]))
        .limit(k)
        .mapToInt(c -> candidates[c])
        .toArray();
  }

  static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return Math.sqrt(sum);
  }
}
