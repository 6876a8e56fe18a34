package dev.loci.bench.peers;

import dev.loci.bench.Duel;
import dev.loci.bench.cases.MatrixShape;
import dev.loci.bench.machine.Steady;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Matrix products of ours against those of the peers. */
final class Products {
  private static final double TOLERANCE = 1e-4;

  /** The workers of all libraries spin for less than this after a call. */
  private static final double REST_MILLIS = 12;

  private final Product ours = new LociProduct();
  private final List<Product> all = new ArrayList<>(List.of(ours));
  private final Results results;

  /** Speeds of all peers as ratios of ours to theirs, by peer, threads and size. */
  private final Map<String, List<Double>> ratios = new TreeMap<>();

  private final Map<Integer, Map<String, Double>> againstBest = new TreeMap<>();

  private Products(Results results) {
    this.results = results;
  }

  static void run(Path natives, String pattern, Results results) throws IOException {
    List<MatrixShape> shapes =
        MatrixShape.ALL.stream().filter(shape -> shape.toString().contains(pattern)).toList();
    if (shapes.isEmpty()) {
      throw new UsageException(
          "no matrix shape has \"%s\" in its name; there are %s"
              .formatted(pattern, String.join(", ", MatrixShape.names().toList())));
    }
    Products products = new Products(results);
    products.load(natives);
    products.measure(shapes);
  }

  private void load(Path natives) throws IOException {
    Peers.join("EJML", all, EjmlProduct::new);
    Peers.join("OpenBLAS", all, () -> new OpenBlasProduct(Natives.of("openblas", natives)));
    Peers.join("MKL", all, () -> new MklProduct(Natives.of("mkl", natives)));
    Peers.join("oneDNN", all, () -> new OneDnnProduct(Natives.of("dnnl", natives)));
  }

  private void measure(List<MatrixShape> shapes) throws IOException {
    Steady.await();
    all.forEach(product -> {
      results.fact(product.name(), product.version());
      System.out.printf("%-10s %s%n", product.name(), product.version());
    });
    overhead();
    Peers.requireOneOpenMp();
    header();
    int most = Peers.mostThreads();
    for (MatrixShape shape : shapes) {
      try (Operands operands = new Operands(shape)) {
        for (int threads = 1; threads <= most; threads++) {
          duel(shape, threads, operands);
        }
      }
    }
    summary();
  }

  /** What a call costs that has next to nothing to do: a product of 1 x 1 matrices. */
  private void overhead() {
    MatrixShape one = new MatrixShape(MatrixShape.Form.NN, 1, 1, 1, 1);
    Duel duel = new Duel().rounds(15).turnMillis(2).warmUpMillis(300);
    try (Operands operands = new Operands(one)) {
      for (Product product : all) {
        product.setThreads(1);
        duel.add(product.name(), product.prepare(one, operands));
      }
      System.out.print("a call for 1x1x1, one thread:");
      duel.run()
          .forEach((name, times) -> {
            System.out.printf(Locale.ROOT, "  %s %.0f ns", name, times.median());
            results.add("call 1x1x1", times, Map.of("threads", 1));
          });
      System.out.println();
    }
  }

  private void header() {
    System.out.printf("%n%-24s %3s %9s", "GFLOP/s (ours / theirs)", "thr", ours.name());
    all.stream()
        .filter(product -> !product.equals(ours))
        .forEach(product -> System.out.printf(" %18s", product.name()));
    System.out.println("   error");
  }

  private void duel(MatrixShape shape, int threads, Operands operands) {
    boolean isLong = shape.flops() > 1_000_000_000;
    Duel duel =
        new Duel()
            .rounds(isLong ? 7 : 15)
            .turnMillis(isLong ? 20 : 8)
            .warmUpMillis(isLong ? 20 : 300)
            .restMillis(REST_MILLIS);
    Map<String, Runnable> calls = new LinkedHashMap<>();
    for (Product product : all) {
      product.setThreads(threads);
      if (product.takes(shape)) {
        calls.put(product.name(), product.prepare(shape, operands));
      }
    }
    double error = largestError(shape, operands, calls);
    calls.forEach(duel::add);
    Map<String, Duel.Times> times = duel.run();
    report(shape, threads, times, error);
  }

  /** Returns the largest deviation of any peer from ours, as a share of the largest value. */
  private double largestError(MatrixShape shape, Operands operands, Map<String, Runnable> calls) {
    float[] expected = {};
    double worst = 0;
    for (Product product : all) {
      Runnable call = calls.get(product.name());
      if (call == null) {
        continue;
      }
      call.run();
      float[] result = product.result(shape, operands);
      if (product.equals(ours)) {
        expected = result;
        continue;
      }
      double error = error(expected, result);
      if (!(error < TOLERANCE)) {
        throw new IllegalStateException(
            "%s: the product of %s deviates from ours by %.1e of the largest value"
                .formatted(shape, product.name(), error));
      }
      worst = Math.max(worst, error);
    }
    return worst;
  }

  private static double error(float[] expected, float[] actual) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
    }
    return difference / largest;
  }

  private void report(MatrixShape shape, int threads, Map<String, Duel.Times> times, double error) {
    Duel.Times own = Objects.requireNonNull(times.get(ours.name()));
    double flops = shape.flops();
    System.out.printf(Locale.ROOT, "%-24s %3d %9.1f", shape, threads, flops / own.median());
    double best = Double.POSITIVE_INFINITY;
    for (Product product : all) {
      if (product.equals(ours)) {
        continue;
      }
      Duel.Times other = times.get(product.name());
      if (other == null) {
        System.out.printf(" %18s", "-");
        continue;
      }
      double ratio = own.speedup(other);
      System.out.printf(Locale.ROOT, " %10.1f %6.2fx", flops / other.median(), ratio);
      String group = (shape.isLarge() ? "large" : "small") + " " + threads + " " + product.name();
      ratios.computeIfAbsent(group, key -> new ArrayList<>()).add(ratio);
      if (product.name().equals("OpenBLAS") || product.name().equals("MKL")) {
        best = Math.min(best, ratio);
      }
    }
    System.out.printf(Locale.ROOT, " %7.0e%n", error);
    if (Double.isFinite(best)) {
      againstBest
          .computeIfAbsent(threads, key -> new LinkedHashMap<>())
          .put(shape.toString(), best);
    }
    times
        .values()
        .forEach(each ->
            results.add(
                shape.toString(),
                each,
                Map.of("threads", threads, "gflops", flops / each.median())));
  }

  private void summary() {
    System.out.printf("%nours / theirs, geometric means (large: m k n from 8 million)%n");
    ratios.forEach((group, values) -> {
      double mean = Duel.geometricMean(values.stream().mapToDouble(Double::doubleValue).toArray());
      String[] words = group.split(" ");
      System.out.printf(
          Locale.ROOT,
          "  %s shapes, %s thread%s, %-9s %5.2fx of %d%n",
          words[0],
          words[1],
          words[1].equals("1") ? " " : "s",
          words[2],
          mean,
          values.size());
      results.fact("geometric mean " + group, mean);
    });
    againstBest.forEach((threads, shapes) ->
        shapes.entrySet().stream()
            .min(Map.Entry.comparingByValue())
            .ifPresent(worst -> {
              System.out.printf(
                  Locale.ROOT,
                  "  worst shape against the best of OpenBLAS and MKL, %d thread%s: %s %.2fx%n",
                  threads,
                  threads == 1 ? "" : "s",
                  worst.getKey(),
                  worst.getValue());
              results.fact("worst " + threads, worst.getKey() + " " + worst.getValue());
            }));
  }
}
