package dev.loci.bench.peers;

import dev.loci.bench.Duel;
import dev.loci.bench.cases.Node2VecCase;
import dev.loci.bench.cases.Node2VecRun;
import dev.loci.bench.cases.StarCase;
import dev.loci.bench.cases.StarRun;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Training steps of ours against those of libtorch, which has several ways to write the same.
 *
 * @param name of the case
 * @param ours begins from the initial weights
 * @param theirs the same, by the name of the way
 */
record Contest(String name, Supplier<Learner> ours, Map<String, Supplier<Learner>> theirs) {
  /** What makes steps. */
  interface Learner {
    /** Makes a step and returns its loss, which is that before its update. */
    double step();
  }

  private static final int COMPARED = 20;
  private static final double TOLERANCE = 1e-3;
  private static final String OURS = "loci";

  static final List<Contest> ALL =
      List.of(node2vec(Node2VecCase.USUAL), star(StarCase.STAR_500), star(StarCase.STAR_5000));

  private static Contest node2vec(Node2VecCase size) {
    Map<String, Supplier<Learner>> theirs = new TreeMap<>();
    for (TorchNode2Vec.Loss form : TorchNode2Vec.Loss.values()) {
      theirs.put(
          form.toString(),
          () -> new TorchNode2Vec(size, new Node2VecRun(size).model(), form)::step);
    }
    return new Contest(size.name(), () -> new Node2VecRun(size)::step, theirs);
  }

  private static Contest star(StarCase size) {
    Map<String, Supplier<Learner>> theirs = new TreeMap<>();
    for (TorchStar.Loss form : TorchStar.Loss.values()) {
      for (TorchAdamW optimizer : TorchAdamW.values()) {
        theirs.put(
            form + " " + optimizer,
            () -> new TorchStar(size, new StarRun(size).model(), form, optimizer)::step);
      }
    }
    return new Contest(size.name(), () -> new StarRun(size)::step, theirs);
  }

  /** Those with a text in their name. */
  static List<Contest> named(String pattern) {
    return ALL.stream()
        .filter(
            each -> each.name.toLowerCase(Locale.ROOT).contains(pattern.toLowerCase(Locale.ROOT)))
        .toList();
  }

  void hold(int threads, Results results) {
    double apart = requireSameCurves();
    Learner own = ours.get();
    long begin = System.nanoTime();
    own.step();
    boolean isLong = System.nanoTime() - begin > 200_000_000L;
    Duel duel =
        new Duel()
            .rounds(isLong ? 7 : 21)
            .turnMillis(30)
            .warmUpMillis(isLong ? 1 : 2000)
            .restMillis(12)
            .add(OURS, own::step);
    theirs.forEach((way, maker) -> {
      Learner learner = maker.get();
      for (int each = 1; each <= threads; each++) {
        int count = each;
        duel.add(
            "libtorch %d %s".formatted(count, way),
            () -> {
              TorchRun.setThreads(count);
              learner.step();
            });
      }
    });
    report(duel.run(), apart, results);
  }

  /** Makes sure that the losses agree, and returns how far they are apart, relatively. */
  private double requireSameCurves() {
    double worst = 0;
    double[] own = curve(ours);
    for (Supplier<Learner> each : theirs.values()) {
      double[] other = curve(each);
      for (int i = 0; i < COMPARED; i++) {
        double error = Math.abs(own[i] - other[i]) / Math.abs(other[i]);
        if (!(error <= TOLERANCE)) {
          throw new IllegalStateException(
              "%s: at step %d the loss of loci is %.9f and that of libtorch %.9f: they don't compute"
                      .formatted(name, i, own[i], other[i])
                  + " the same");
        }
        worst = Math.max(worst, error);
      }
    }
    return worst;
  }

  private static double[] curve(Supplier<Learner> maker) {
    Learner learner = maker.get();
    return Stream.generate(learner::step).limit(COMPARED).mapToDouble(x -> x).toArray();
  }

  private void report(Map<String, Duel.Times> times, double apart, Results results) {
    double own = Objects.requireNonNull(times.get(OURS)).median();
    double best = Double.POSITIVE_INFINITY;
    System.out.printf("%n%s, ms/step:%n", name);
    for (Duel.Times each : times.values()) {
      results.add(name, each, Map.of());
      System.out.printf(Locale.ROOT, "  %-32s %8.3f%n", each.name(), each.median() / 1e6);
      if (!each.name().equals(OURS)) {
        best = Math.min(best, each.median());
      }
    }
    results.fact("libtorch / " + OURS + " " + name, best / own);
    System.out.printf(
        Locale.ROOT,
        "  the fastest libtorch / loci: %.2fx; %d losses at most %.0e apart%n",
        best / own,
        COMPARED,
        apart);
  }
}
