package dev.loci.bench.peers;

import dev.loci.bench.Duel;
import dev.loci.bench.cases.Node2VecCase;
import dev.loci.bench.cases.Node2VecRun;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Training steps of our Node2Vec against those of libtorch. */
final class Node2VecSteps {
  private static final int COMPARED = 20;
  private static final double TOLERANCE = 1e-3;
  private static final String OURS = "loci";

  private Node2VecSteps() {}

  static void compare(Node2VecCase size, int threads, Results results) {
    double apart = requireSameCurves(size);
    Duel duel = new Duel().rounds(21).turnMillis(30).warmUpMillis(2000).restMillis(12);
    duel.add(OURS, new Node2VecRun(size)::step);
    for (TorchNode2Vec.Loss form : TorchNode2Vec.Loss.values()) {
      TorchNode2Vec peer = new TorchNode2Vec(size, new Node2VecRun(size).model(), form);
      for (int each = 1; each <= threads; each++) {
        int count = each;
        duel.add(
            "libtorch %d %s".formatted(count, form),
            () -> {
              TorchRun.setThreads(count);
              peer.step();
            });
      }
    }
    report(size, duel.run(), apart, results);
  }

  /** Makes sure that the losses agree, and returns how far they are apart, relatively. */
  private static double requireSameCurves(Node2VecCase size) {
    double worst = 0;
    for (TorchNode2Vec.Loss form : TorchNode2Vec.Loss.values()) {
      Node2VecRun ours = new Node2VecRun(size);
      TorchNode2Vec theirs = new TorchNode2Vec(size, ours.model(), form);
      for (int i = 0; i < COMPARED; i++) {
        double a = ours.step();
        double b = theirs.step();
        double error = Math.abs(a - b) / Math.abs(b);
        if (!(error <= TOLERANCE)) {
          throw new IllegalStateException(
              "%s: at step %d the loss of loci is %.9f and that of libtorch %.9f: they don't compute"
                      .formatted(size.name(), i, a, b)
                  + " the same");
        }
        worst = Math.max(worst, error);
      }
    }
    return worst;
  }

  private static void report(
      Node2VecCase size, Map<String, Duel.Times> times, double apart, Results results) {
    double ours = Objects.requireNonNull(times.get(OURS)).median();
    double best = Double.POSITIVE_INFINITY;
    System.out.printf("%n%s, ms/step:%n", size.name());
    for (Duel.Times each : times.values()) {
      results.add(size.name(), each, Map.of());
      System.out.printf(Locale.ROOT, "  %-24s %8.3f%n", each.name(), each.median() / 1e6);
      if (!each.name().equals(OURS)) {
        best = Math.min(best, each.median());
      }
    }
    results.fact("libtorch / " + OURS + " " + size.name(), best / ours);
    System.out.printf(
        Locale.ROOT,
        "  the fastest libtorch / loci: %.2fx; %d losses at most %.0e apart%n",
        best / ours,
        COMPARED,
        apart);
  }
}
