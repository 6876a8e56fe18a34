package dev.loci.bench.peers;

import dev.loci.bench.Duel;
import dev.loci.bench.cases.TrainingCase;
import dev.loci.bench.cases.TrainingRun;
import dev.loci.bench.machine.Steady;
import dev.loci.models.SequenceModel;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Training steps of ours against those of libtorch. */
final class Steps {
  /** Steps over which both losses must agree, and how well. */
  private static final int COMPARED = 20;

  private static final double TOLERANCE = 1e-3;
  private static final String OURS = "loci";
  private static final String EAGER = "loci eager";

  private Steps() {}

  /** A trainer that remembers its losses. */
  private record Curve(String name, DoubleSupplier trainer, List<Double> losses) {
    Curve(String name, DoubleSupplier trainer) {
      this(name, trainer, new ArrayList<>());
    }

    void step() {
      losses.add(trainer.getAsDouble());
    }

    void until(int count) {
      while (losses.size() < count) {
        step();
      }
    }
  }

  static void run(Path natives, String pattern, Results results) throws IOException {
    List<TrainingCase> cases =
        TrainingCase.ALL.stream()
            .filter(each ->
                each.name().toLowerCase(Locale.ROOT).contains(pattern.toLowerCase(Locale.ROOT)))
            .toList();
    List<Contest> contests = Contest.named(pattern);
    if (cases.isEmpty() && contests.isEmpty()) {
      throw new UsageException(
          "no training step has \"%s\" in its name; there are %s and %s"
              .formatted(
                  pattern,
                  TrainingCase.ALL.stream().map(TrainingCase::name).toList(),
                  Contest.ALL.stream().map(Contest::name).toList()));
    }
    try {
      load(natives);
    } catch (PeerMissingException | LinkageError e) {
      Peers.leftOut("libtorch", e);
      return;
    }
    int threads = Peers.mostThreads();
    Steady.await();
    overhead(results);
    Peers.requireOneOpenMp();
    if (!cases.isEmpty()) {
      compare(cases, threads, results);
    }
    contests.forEach(each -> each.hold(threads, results));
  }

  private static void compare(List<TrainingCase> cases, int threads, Results results) {
    System.out.printf("%n%-8s %10s %10s", "ms/step", "loci", "eager");
    for (int count = 1; count <= threads; count++) {
      System.out.printf(" %10s", "libtorch " + count);
    }
    System.out.printf(" %8s %8s  AdamW of libtorch%n", "ratio", "eager");
    for (TrainingCase each : cases) {
      compare(each, threads, results);
    }
  }

  static void load(Path natives) throws IOException, PeerMissingException {
    Natives.of("pytorch", natives);
    Natives.load(natives, "libjnitorch.so");
  }

  /** What JavaCPP itself costs: a call, and a call that returns a tensor. */
  private static void overhead(Results results) {
    Tensor x = torch.zeros(1);
    Duel duel =
        new Duel()
            .turnMillis(2)
            .add("call", x::dim)
            .add(
                "call that returns a tensor",
                () -> {
                  try (PointerScope scope = new PointerScope()) {
                    x.alias();
                  }
                })
            .add(
                "empty scope",
                () -> {
                  try (PointerScope scope = new PointerScope()) {
                    Reference.reachabilityFence(scope);
                  }
                });
    duel.run()
        .forEach((name, times) -> {
          System.out.printf(Locale.ROOT, "JavaCPP: %-28s %6.0f ns%n", name, times.median());
          results.add("JavaCPP", times, Map.of());
        });
  }

  private static void compare(TrainingCase size, int threads, Results results) {
    TorchRun.setThreads(threads);
    TorchAdamW optimizer = fasterOptimizer(size, results);
    TrainingRun own = new TrainingRun(size);
    TorchRun peer = new TorchRun(size, own.model(), optimizer);
    Curve ours = new Curve(OURS, own::step);
    Curve eager = new Curve(EAGER, new TrainingRun(size, TrainingRun.Mode.EAGER)::step);
    Curve theirs = new Curve("libtorch", peer::step);
    Duel duel = duel(size).add(OURS, ours::step).add(EAGER, eager::step);
    for (int each = 1; each <= threads; each++) {
      int count = each;
      duel.add(
          "libtorch " + count,
          () -> {
            TorchRun.setThreads(count);
            theirs.step();
          });
    }
    report(size, duel.run(), optimizer, results);
    requireSameCurve(size, ours, eager, 0);
    double apart = requireSameCurve(size, ours, theirs, TOLERANCE);
    System.out.printf(
        Locale.ROOT,
        "         loss %.4f to %.4f in %d steps, at most %.0e apart%n",
        ours.losses.getFirst(),
        ours.losses.get(COMPARED - 1),
        COMPARED,
        apart);
    results.fact("losses " + size.name(), ours.losses.subList(0, COMPARED));
    results.fact("losses libtorch " + size.name(), theirs.losses.subList(0, COMPARED));
  }

  private static Duel duel(TrainingCase size) {
    return new Duel()
        .rounds(isLong(size) ? 7 : 21)
        .turnMillis(30)
        .warmUpMillis(isLong(size) ? 1 : 2000)
        .restMillis(12);
  }

  private static boolean isLong(TrainingCase size) {
    return size.flops() > 10_000_000_000L;
  }

  /** Some steps with each of libtorch's optimisers; the curves of losses are not looked at. */
  private static TorchAdamW fasterOptimizer(TrainingCase size, Results results) {
    Duel duel = new Duel().rounds(5).turnMillis(10).warmUpMillis(isLong(size) ? 1 : 300);
    SequenceModel model = new TrainingRun(size).model();
    for (TorchAdamW optimizer : TorchAdamW.values()) {
      TorchRun run = new TorchRun(size, model, optimizer);
      duel.add(optimizer.name(), run::step);
    }
    TorchAdamW best = TorchAdamW.PLAIN;
    double shortest = Double.POSITIVE_INFINITY;
    for (Duel.Times times : duel.run().values()) {
      results.add(size.name() + " AdamW", times, Map.of());
      if (times.median() < shortest) {
        shortest = times.median();
        best = TorchAdamW.valueOf(times.name());
      }
    }
    return best;
  }

  private static void report(
      TrainingCase size, Map<String, Duel.Times> times, TorchAdamW optimizer, Results results) {
    double best = Double.POSITIVE_INFINITY;
    System.out.printf("%-8s", size.name());
    for (Duel.Times each : times.values()) {
      results.add(size.name(), each, Map.of());
      System.out.printf(Locale.ROOT, " %10.3f", each.median() / 1e6);
      if (each.name().startsWith("libtorch")) {
        best = Math.min(best, each.median());
      }
    }
    for (String own : List.of(OURS, EAGER)) {
      double ratio = best / Objects.requireNonNull(times.get(own)).median();
      results.fact("libtorch / " + own + " " + size.name(), ratio);
      System.out.printf(Locale.ROOT, " %7.2fx", ratio);
    }
    System.out.printf("  %s%n", optimizer);
  }

  /** Makes sure that two curves agree, and returns how far they are apart, relatively. */
  private static double requireSameCurve(
      TrainingCase size, Curve ours, Curve other, double tolerance) {
    double worst = 0;
    ours.until(COMPARED);
    other.until(COMPARED);
    for (int i = 0; i < COMPARED; i++) {
      double a = ours.losses.get(i);
      double b = other.losses.get(i);
      double error = Math.abs(a - b) / Math.abs(b);
      if (!(error <= tolerance)) {
        throw new IllegalStateException(
            "%s: at step %d the loss of %s is %.9f and that of %s %.9f: they don't compute the same"
                .formatted(size.name(), i, ours.name, a, other.name, b));
      }
      worst = Math.max(worst, error);
    }
    return worst;
  }
}
