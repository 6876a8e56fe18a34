package dev.loci.tasks.analysis;

import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Uniform manifold approximation and projection (McInnes, Healy and Melville, arXiv 1802.03426):
 * few coordinates in which points keep their near neighbours. Exact neighbours, a start from
 * principal components, one thread, its own random numbers and {@link StrictMath}: the same input
 * gives the same bits on every machine.
 *
 * <p>Memory is O(n (neighbours + D)), time O(n² D); 20,000 points of width 100 took less than a
 * minute on two busy cores. Distances between far groups, and their sizes, carry little meaning.
 *
 * @param neighbours how many points are near, the point itself included; at least 2, and taken as n
 *     if there are fewer points
 * @param minDist how close points may lie, from 0 to 1
 * @param components the number of coordinates, at least 1
 * @param seed of all that is random
 */
public record Umap(int neighbours, double minDist, int components, long seed) {
  /** The most points that are taken. */
  public static final int MOST_POINTS = 50_000;

  private static final int SMALL = 10_000;
  private static final int EPOCHS_SMALL = 500;
  private static final int EPOCHS_LARGE = 200;
  private static final int NEGATIVES = 5;
  private static final double CLIP = 4;
  private static final double START_EXTENT = 10;
  private static final double START_NOISE = 1e-4;

  /** Checks the parameters. */
  public Umap {
    Checks.require(neighbours >= 2, "umap: %d neighbours, at least 2 are needed", neighbours);
    Checks.require(minDist >= 0 && minDist <= 1, "umap: minDist %s is not in [0, 1]", minDist);
    Checks.require(components >= 1, "umap: %d components, at least 1 is needed", components);
  }

  /** Returns the setting that is usual for plots: 15 neighbours, distance 0.1, two components. */
  public static Umap standard(long seed) {
    return new Umap(15, 0.1, 2, seed);
  }

  /**
   * Lays out points.
   *
   * @param points n x D, at most {@link #MOST_POINTS}
   * @return n x components
   */
  public double[][] fit(double[][] points) {
    Checks.embeddings(points);
    int n = points.length;
    Checks.require(n <= MOST_POINTS, "umap: %d points, at most %d are taken", n, MOST_POINTS);
    RandomStream random = RandomStream.of(seed);
    double[][] layout = start(points, random.split("start"));
    int k = Math.min(neighbours, n) - 1;
    if (k > 0) {
      FuzzyGraph graph = FuzzyGraph.of(Neighbours.of(points, k));
      optimise(layout, graph, n <= SMALL ? EPOCHS_SMALL : EPOCHS_LARGE, random.split("layout"));
    }
    return layout;
  }

  /** Principal components, the farthest point 10 from the middle, and a trace of noise. */
  private double[][] start(double[][] points, RandomStream random) {
    PrincipalComponents pca = PrincipalComponents.fit(points);
    double[][] leading = pca.leading(points, components);
    double extent =
        Arrays.stream(leading).flatMapToDouble(DoubleStream::of).map(Math::abs).max().orElse(0);
    double scale = extent > 0 ? START_EXTENT / extent : 0;
    double[][] layout = new double[points.length][components];
    for (int i = 0; i < layout.length; i++) {
      for (int j = 0; j < components; j++) {
        double given = j < leading[i].length ? scale * leading[i][j] : 0;
        layout[i][j] = given + START_NOISE * random.normal();
      }
    }
    return layout;
  }

  /**
   * Stochastic gradient descent on the cross-entropy of the edges' weights: an edge pulls as often
   * as its weight says, and each pull comes with some pushes from random points.
   */
  private void optimise(double[][] layout, FuzzyGraph graph, int epochs, RandomStream random) {
    Curve curve = Curve.fit(minDist);
    double heaviest = Arrays.stream(graph.weights()).max().orElse(0);
    double[] period = Arrays.stream(graph.weights()).map(w -> heaviest / w).toArray();
    double[] due = period.clone();
    for (int epoch = 0; epoch < epochs; epoch++) {
      double rate = 1 - (double) epoch / epochs;
      for (int e = 0; e < due.length; e++) {
        if (due[e] <= epoch + 1) {
          due[e] += period[e];
          double[] head = layout[graph.heads()[e]];
          attract(head, layout[graph.tails()[e]], curve, rate);
          for (int i = 0; i < NEGATIVES; i++) {
            repel(head, layout[random.below(layout.length)], curve, rate);
          }
        }
      }
    }
  }

  private static void attract(double[] head, double[] tail, Curve curve, double rate) {
    double square = Vectors.squaredDistance(head, tail);
    if (square > 0) {
      double power = curve.power(square);
      double factor = -2 * curve.a * curve.b * power / (square * (1 + curve.a * power));
      for (int j = 0; j < head.length; j++) {
        double step = rate * clip(factor * (head[j] - tail[j]));
        head[j] += step;
        tail[j] -= step;
      }
    }
  }

  private static void repel(double[] head, double[] other, Curve curve, double rate) {
    double square = Vectors.squaredDistance(head, other);
    if (square > 0) {
      double factor = 2 * curve.b / ((0.001 + square) * (1 + curve.a * curve.power(square)));
      for (int j = 0; j < head.length; j++) {
        head[j] += rate * clip(factor * (head[j] - other[j]));
      }
    }
  }

  private static double clip(double gradient) {
    return Math.clamp(gradient, -CLIP, CLIP);
  }

  /**
   * How likely two points are joined at distance d in the layout: {@code 1 / (1 + a d^(2b))}, the
   * smooth curve nearest to 1 up to the least distance and {@code exp(minDist - d)} beyond.
   */
  record Curve(double a, double b) {
    private static final int SAMPLES = 300;
    private static final double RANGE = 3;
    private static final int STEPS = 60;

    /**
     * Fits a and b by least squares (Gauss and Newton, on log a and log b, steps halved at need).
     */
    static Curve fit(double minDist) {
      double[] best = {0, 0};
      double error = error(best, minDist);
      for (int step = 0; step < STEPS; step++) {
        double[] direction = direction(best, minDist);
        double length = 1;
        double[] next = moved(best, direction, length);
        while (error(next, minDist) > error && length > 1e-9) {
          length /= 2;
          next = moved(best, direction, length);
        }
        error = error(next, minDist);
        best = next;
      }
      return new Curve(StrictMath.exp(best[0]), StrictMath.exp(best[1]));
    }

    private static double[] moved(double[] from, double[] direction, double length) {
      return new double[] {from[0] + length * direction[0], from[1] + length * direction[1]};
    }

    private static double wanted(double d, double minDist) {
      return d < minDist ? 1 : StrictMath.exp(minDist - d);
    }

    private static double sample(int i) {
      return RANGE * i / (SAMPLES - 1);
    }

    private static double error(double[] logs, double minDist) {
      Curve curve = new Curve(StrictMath.exp(logs[0]), StrictMath.exp(logs[1]));
      double sum = 0;
      for (int i = 0; i < SAMPLES; i++) {
        double residual = wanted(sample(i), minDist) - curve.at(sample(i));
        sum += residual * residual;
      }
      return sum;
    }

    /** Solves the 2 x 2 normal equations. */
    private static double[] direction(double[] logs, double minDist) {
      Curve curve = new Curve(StrictMath.exp(logs[0]), StrictMath.exp(logs[1]));
      double aa = 0;
      double ab = 0;
      double bb = 0;
      double ra = 0;
      double rb = 0;
      for (int i = 1; i < SAMPLES; i++) {
        double d = sample(i);
        double value = curve.at(d);
        double slope = -value * (1 - value); // along log a
        double slopeB = slope * 2 * curve.b * StrictMath.log(d); // along log b
        double residual = wanted(d, minDist) - value;
        aa += slope * slope;
        ab += slope * slopeB;
        bb += slopeB * slopeB;
        ra += slope * residual;
        rb += slopeB * residual;
      }
      double determinant = aa * bb - ab * ab;
      return new double[] {(bb * ra - ab * rb) / determinant, (aa * rb - ab * ra) / determinant};
    }

    double at(double distance) {
      return 1 / (1 + a * power(distance * distance));
    }

    /** Returns d^(2b); four times as fast as {@code pow}, whose last digits are not needed. */
    double power(double squaredDistance) {
      return StrictMath.exp(b * StrictMath.log(squaredDistance));
    }
  }
}
