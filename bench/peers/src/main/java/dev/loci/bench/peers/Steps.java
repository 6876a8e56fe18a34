package dev.loci.bench.peers;

import dev.loci.bench.Duel;
import dev.loci.bench.cases.TrainingCase;
import dev.loci.bench.cases.TrainingRun;
import dev.loci.bench.machine.Steady;
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

  static void run(Path natives, String pattern, Results results)
      throws IOException, PeerMissingException {
    List<TrainingCase> cases =
        TrainingCase.ALL.stream()
            .filter(each ->
                each.name().toLowerCase(Locale.ROOT).contains(pattern.toLowerCase(Locale.ROOT)))
            .toList();
    if (cases.isEmpty()) {
      throw new UsageException(
          "no training step has \"%s\" in its name; there are %s"
              .formatted(pattern, TrainingCase.ALL.stream().map(TrainingCase::name).toList()));
    }
    load(natives);
    Steady.await();
    overhead(results);
    Peers.requireOneOpenMp();
    System.out.printf(
        "%n%-8s %12s %24s %24s %24s %8s%n",
        "ms/step", "loci", "libtorch, 1 thread", "libtorch, 2 threads", "AdamW", "ratio");
    for (TrainingCase each : cases) {
      compare(each, results);
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

  private static void compare(TrainingCase size, Results results) {
    TorchRun.setThreads(Peers.mostThreads());
    TorchAdamW optimizer = fasterOptimizer(size, results);
    TrainingRun own = new TrainingRun(size);
    TorchRun peer = new TorchRun(size, own.model(), optimizer);
    Curve ours = new Curve("loci", own::step);
    Curve theirs = new Curve("libtorch", peer::step);
    Duel duel = duel(size).add("loci", ours::step);
    for (int threads = 1; threads <= Peers.mostThreads(); threads++) {
      int count = threads;
      duel.add(
          "libtorch " + threads,
          () -> {
            TorchRun.setThreads(count);
            theirs.step();
          });
    }
    Map<String, Duel.Times> times = duel.run();
    report(size, times, optimizer, results);
    requireSameCurve(size, ours, theirs, results);
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
    dev.loci.models.gpt.Gpt model = new TrainingRun(size).model();
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
    Duel.Times own = Objects.requireNonNull(times.get("loci"));
    double best = Double.POSITIVE_INFINITY;
    System.out.printf(Locale.ROOT, "%-8s %12.3f", size.name(), own.median() / 1e6);
    for (Duel.Times each : times.values()) {
      results.add(size.name(), each, Map.of());
      if (!each.equals(own)) {
        System.out.printf(Locale.ROOT, " %24.3f", each.median() / 1e6);
        best = Math.min(best, each.median());
      }
    }
    double ratio = best / own.median();
    results.fact("libtorch / loci " + size.name(), ratio);
    System.out.printf(Locale.ROOT, " %24s %7.2fx%n", optimizer, ratio);
  }

  private static void requireSameCurve(
      TrainingCase size, Curve ours, Curve theirs, Results results) {
    double worst = 0;
    ours.until(COMPARED);
    theirs.until(COMPARED);
    for (int i = 0; i < COMPARED; i++) {
      double a = ours.losses.get(i);
      double b = theirs.losses.get(i);
      double error = Math.abs(a - b) / Math.abs(b);
      if (!(error <= TOLERANCE)) {
        throw new IllegalStateException(
            "%s: at step %d our loss is %.6f and libtorch's %.6f: they don't compute the same"
                .formatted(size.name(), i, a, b));
      }
      worst = Math.max(worst, error);
    }
    System.out.printf(
        Locale.ROOT,
        "         loss %.4f to %.4f in %d steps, at most %.0e apart%n",
        ours.losses.getFirst(),
        ours.losses.get(COMPARED - 1),
        COMPARED,
        worst);
    results.fact("losses " + size.name(), ours.losses.subList(0, COMPARED));
    results.fact("losses libtorch " + size.name(), theirs.losses.subList(0, COMPARED));
  }
}
