package dev.loci.bench.cases;

import dev.loci.models.gpt.GptConfig;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A training step of a GPT: forward, cross-entropy at all positions over the whole vocabulary,
 * backward, AdamW, in float32. {@link TrainingRun} makes the steps.
 *
 * @param name short
 * @param vocabulary V
 * @param context T; sequences are as long
 * @param layers L
 * @param width D
 * @param heads H
 * @param batch sequences in a step, B
 */
public record TrainingCase(
    String name, int vocabulary, int context, int layers, int width, int heads, int batch) {

  /** Tiny, as {@code tiny-transformer}. */
  public static final TrainingCase T1_32 = new TrainingCase("T1_32", 20, 4, 1, 32, 1, 32);

  /** Tiny, with a larger batch. */
  public static final TrainingCase T1_128 = new TrainingCase("T1_128", 20, 4, 1, 32, 1, 128);

  public static final TrainingCase T2 = new TrainingCase("T2", 520, 8, 2, 128, 4, 256);

  public static final TrainingCase T3 = new TrainingCase("T3", 5000, 8, 6, 256, 8, 256);

  public static final TrainingCase T4 = new TrainingCase("T4", 20_000, 8, 12, 384, 8, 128);

  /** Smallest first. */
  public static final List<TrainingCase> ALL = List.of(T1_32, T1_128, T2, T3, T4);

  /** The learning rate of AdamW, always the same. */
  public static final double LEARNING_RATE = 1e-3;

  /** The decay of AdamW, on all parameters. */
  public static final double WEIGHT_DECAY = 0.01;

  /** The standard deviation of initial weights, embeddings and positions. */
  public static final double INITIAL_STD = 0.02;

  static final int SEED = 1;

  /**
   * Returns the one of {@link #ALL} with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TrainingCase of(String name) {
    return ALL.stream()
        .filter(each -> each.name.equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "training case: there is no \"%s\"; there are %s"
                    .formatted(
                        name,
                        ALL.stream().map(TrainingCase::name).collect(Collectors.joining(", ")))));
  }

  /** The ordinary tied Transformer of this size. */
  public GptConfig config() {
    return GptConfig.of(vocabulary, context, layers, width, heads);
  }

  /** The inputs {@code (B, T)}, the same for every step. */
  public Tensor tokens() {
    return windows(0);
  }

  /** The labels {@code (B, T)}: the token after each one; none is left out. */
  public Tensor labels() {
    return windows(1);
  }

  /** B sequences of T + 1 tokens are drawn; these are T of them from one on. */
  private Tensor windows(int from) {
    RandomStream random = RandomStream.of(SEED).split("tokens");
    int[] ids = new int[batch * context];
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t <= context; t++) {
        int token = random.below(vocabulary);
        if (t >= from && t - from < context) {
          ids[b * context + t - from] = token;
        }
      }
    }
    return Tensor.wrap(ids, batch, context);
  }

  /** Tokens in a step. */
  public int tokensPerStep() {
    return batch * context;
  }

  /** Values that are trained. */
  public long parameters() {
    long layer = 12L * width * width + 13L * width;
    return ((long) vocabulary + context) * width + layers * layer + 2L * width;
  }

  /**
   * Floating-point operations of a step's matrix products, 2 for a multiplication and addition: for
   * each token and weight of a matrix 2 forward and 4 backward, and the same for the pairs of
   * positions that attention looks at. What is not a product is not counted.
   */
  public long flops() {
    long matrices = 12L * layers * width * width + (long) vocabulary * width;
    long pairs = (long) batch * context * (context + 1) / 2;
    return 6 * (matrices * tokensPerStep() + 2 * pairs * width * layers);
  }

  /** The case with another value on one axis, for example a width. */
  public TrainingCase with(Axis axis, int value) {
    String changed = axis.name().toLowerCase(Locale.ROOT) + " " + value;
    return switch (axis) {
      case WIDTH -> new TrainingCase(changed, vocabulary, context, layers, value, heads, batch);
      case LAYERS -> new TrainingCase(changed, vocabulary, context, value, width, heads, batch);
      case VOCABULARY -> new TrainingCase(changed, value, context, layers, width, heads, batch);
      case BATCH -> new TrainingCase(changed, vocabulary, context, layers, width, heads, value);
      case SEQUENCE -> new TrainingCase(changed, vocabulary, value, layers, width, heads, batch);
    };
  }

  /** What a case can be made larger in. */
  public enum Axis {
    WIDTH,
    LAYERS,
    VOCABULARY,
    BATCH,
    SEQUENCE
  }
}
