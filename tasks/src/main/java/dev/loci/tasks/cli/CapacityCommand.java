package dev.loci.tasks.cli;

import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.theory.Capacity;
import dev.loci.tasks.recall.theory.Construction;
import dev.loci.tasks.recall.theory.Scheme;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code loci capacity}. */
@Command(
    name = "capacity",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Tells what each hand-written scheme takes to recall facts, and what is needed.")
final class CapacityCommand implements Runnable {
  private static final Pattern BUDGET = Pattern.compile("([0-9]{1,15})( ?bits)?");
  private static final int MOST = 1_000_000_000;

  @Spec private CommandSpec spec;

  @Mixin private FactSizes sizes;

  @Option(
      names = "--precision",
      defaultValue = "32",
      description =
          "Bits of the floats that parameters are kept in: 32, of which 24 are significant, or 64"
              + " with 53; default 32.")
  private int precision;

  @Option(
      names = "--budget",
      paramLabel = "SIZE",
      description = "Parameters (50000) or bits (50000bits) that a scheme may take.")
  private @Nullable String budget;

  @Override
  public void run() {
    int n = sizes.subjects();
    int r = sizes.relations();
    int k = sizes.hops();
    if (n < 2 || n > MOST || r < 1 || r > 1_000_000 || k < 1 || k > 10_000) {
      throw new IllegalArgumentException(
          "capacity: %d subjects, %d relations and %d hops, expected 2 to %d, 1 to 1000000 and 1 to 10000"
              .formatted(n, r, k, MOST));
    }
    if (precision != 32 && precision != 64) {
      throw new IllegalArgumentException(
          "--precision: floats of %d bits, expected 32 or 64".formatted(precision));
    }
    long mostBits = budgetBits();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d facts of %d subjects and %d relations: %.0f bits of information, %.1f for each token if"
            + " the embedding is to hold all of it%n",
        (long) n * r,
        n,
        r,
        Capacity.information(n, r),
        Capacity.embeddingBits(n, r, 0));
    out.printf(
        "%-17s %4s %6s %9s %9s %14s %16s %16s  %s%n",
        "scheme",
        "hops",
        "layers",
        "width",
        "MLP",
        "parameters",
        "bits",
        "bits needed",
        "facts in");
    String best = "";
    long fewest = Long.MAX_VALUE;
    for (Scheme scheme : Scheme.values()) {
      int hops = scheme.answersHops() ? k : 1;
      try {
        long bits = print(out, scheme, scheme.of(n, r, hops, n), mostBits);
        if (hops == k && !scheme.isDisjoint() && bits < fewest) {
          best = scheme.word();
          fewest = bits;
        }
      } catch (IllegalArgumentException | ArithmeticException e) {
        out.printf("%-17s %4d too large: %s%n", scheme.word(), hops, e.getMessage());
      }
    }
    if (budget != null) {
      out.println(verdict(k, best, fewest <= mostBits));
    }
    out.println(
        "bits needed: in all weights but the embedding, whose width is as given, without a chain of"
            + " thought (a lower bound)");
    out.flush();
  }

  /** The budget in bits, or all that there are. */
  private long budgetBits() {
    if (budget == null) {
      return Long.MAX_VALUE;
    }
    Matcher matcher = BUDGET.matcher(budget);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "--budget: expected parameters such as 50000 or bits such as 50000bits, got \"%s\""
              .formatted(budget));
    }
    long number = Long.parseLong(matcher.group(1));
    return matcher.group(2) == null ? Math.multiplyExact(number, precision) : number;
  }

  /** Which scheme for the given hops is smallest, and whether it fits the budget. */
  private String verdict(int hops, String best, boolean fits) {
    if (fits && !best.isEmpty()) {
      return "%s fits a budget of %s with the fewest parameters".formatted(best, budget);
    }
    return "no scheme for shared answers and %d %s fits a budget of %s; %s"
        .formatted(
            hops,
            hops == 1 ? "hop" : "hops",
            budget,
            best.isEmpty() ? "all are too large to be told" : "the smallest is " + best);
  }

  /**
   * Prints a scheme's line.
   *
   * @return its bits, or the most that there are if it doesn't work with such floats
   */
  private long print(PrintWriter out, Scheme scheme, Construction made, long mostBits) {
    GptConfig config = made.config();
    long parameters = config.parameterCount();
    long bits = Math.multiplyExact(parameters, precision);
    double perToken = (double) config.width() * precision;
    double needed =
        made.form() != Form.DIRECT || scheme.isDisjoint()
            ? Double.NaN
            : Capacity.weightBits(made.subjects(), made.relations(), made.hops(), perToken);
    String place = made.factsInEmbedding() ? "embedding" : "MLP";
    int significant = precision == 32 ? 24 : 53;
    boolean works = made.significantBits() <= significant;
    String fits = budget == null ? "" : bits <= mostBits ? "  fits" : "  does not fit";
    if (!works) {
      fits = "  needs %d significant bits, not %d".formatted(made.significantBits(), significant);
    }
    out.printf(
        Locale.ROOT,
        "%-17s %4d %6d %9d %9d %14d %16d %16s  %s%s%n",
        scheme.word(),
        made.hops(),
        config.layers(),
        config.width(),
        ConstructCommand.mlpWidth(config.blocks()),
        parameters,
        bits,
        Double.isNaN(needed) ? "-" : String.format(Locale.ROOT, "%.0f", needed),
        place,
        fits);
    return works ? bits : Long.MAX_VALUE;
  }
}
