package dev.loci.bench.cases;

import dev.loci.models.SequenceModel;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.models.mamba.Mamba;
import dev.loci.models.mamba.MambaConfig;
import dev.loci.models.mamba.MambaInitializer;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A training step of a model: forward, cross-entropy at all positions over the whole vocabulary,
 * backward, AdamW, in float32. {@link TrainingRun} makes the steps.
 *
 * @param family what is trained
 * @param name short
 * @param vocabulary V
 * @param context T; sequences are as long
 * @param layers L
 * @param width D
 * @param heads H; 0 for a model without attention
 * @param batch sequences in a step, B
 */
public record TrainingCase(
    Family family,
    String name,
    int vocabulary,
    int context,
    int layers,
    int width,
    int heads,
    int batch) {

  /** The models that are timed. */
  public enum Family {
    GPT,
    MAMBA
  }

  /** A case of a GPT. */
  public TrainingCase(
      String name, int vocabulary, int context, int layers, int width, int heads, int batch) {
    this(Family.GPT, name, vocabulary, context, layers, width, heads, batch);
  }

  /** Tiny, as {@code tiny-transformer}. */
  public static final TrainingCase T1_32 = new TrainingCase("T1_32", 20, 4, 1, 32, 1, 32);

  /** Tiny, with a larger batch. */
  public static final TrainingCase T1_128 = new TrainingCase("T1_128", 20, 4, 1, 32, 1, 128);

  public static final TrainingCase T2 = new TrainingCase("T2", 520, 8, 2, 128, 4, 256);

  public static final TrainingCase T3 = new TrainingCase("T3", 5000, 8, 6, 256, 8, 256);

  public static final TrainingCase T4 = new TrainingCase("T4", 20_000, 8, 12, 384, 8, 128);

  /** A Mamba of one block. */
  public static final TrainingCase MAMBA_64 = mamba(64);

  /** The same, of longer sequences. */
  public static final TrainingCase MAMBA_256 = mamba(256);

  /** Smallest first, then those of another family. */
  public static final List<TrainingCase> ALL =
      List.of(T1_32, T1_128, T2, T3, T4, MAMBA_64, MAMBA_256);

  private static TrainingCase mamba(int context) {
    return new TrainingCase(Family.MAMBA, "MAMBA_" + context, 520, context, 1, 64, 0, 16);
  }

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

  /** The ordinary tied Mamba of this size. */
  public MambaConfig mamba() {
    return MambaConfig.of(vocabulary, layers, width);
  }

  /** Makes the model, with the same weights each time. */
  SequenceModel model() {
    RandomStream random = RandomStream.of(SEED).split("weights");
    return switch (family) {
      case GPT -> {
        Gpt gpt = new Gpt(config());
        GptInitializer.normal(random, INITIAL_STD, INITIAL_STD).initialize(gpt);
        yield gpt;
      }
      case MAMBA -> {
        Mamba mamba = new Mamba(mamba());
        MambaInitializer.of(random, INITIAL_STD).initialize(mamba);
        yield mamba;
      }
    };
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
    if (family == Family.MAMBA) {
      long channels = mamba().channels();
      long vectors = 2L * width + channels * (mamba().kernel() + 3L + mamba().states());
      return (long) vocabulary * width + layers * (mambaMatrices() + vectors) + 2L * width;
    }
    long layer = 12L * width * width + 13L * width;
    return ((long) vocabulary + context) * width + layers * layer + 2L * width;
  }

  /** Elements of the matrices of one block of Mamba. */
  private long mambaMatrices() {
    MambaConfig c = mamba();
    return (long) c.channels() * (3L * width + 2L * c.rank() + 2L * c.states());
  }

  /**
   * Floating-point operations of a step's matrix products, 2 for a multiplication and addition: for
   * each token and weight of a matrix 2 forward and 4 backward, and the same for the pairs of
   * positions that attention looks at. What is not a product is not counted, such as a scan.
   */
  public long flops() {
    if (family == Family.MAMBA) {
      return 6 * (layers * mambaMatrices() + (long) vocabulary * width) * tokensPerStep();
    }
    long matrices = 12L * layers * width * width + (long) vocabulary * width;
    long pairs = (long) batch * context * (context + 1) / 2;
    return 6 * (matrices * tokensPerStep() + 2 * pairs * width * layers);
  }

  /** The case with another value on one axis, for example a width. */
  public TrainingCase with(Axis axis, int value) {
    String changed = axis.name().toLowerCase(Locale.ROOT) + " " + value;
    return switch (axis) {
      case MAMBA_SEQUENCE ->
          new TrainingCase(Family.MAMBA, changed, vocabulary, value, 1, 64, 0, 4);
      case WIDTH ->
          new TrainingCase(family, changed, vocabulary, context, layers, value, heads, batch);
      case LAYERS ->
          new TrainingCase(family, changed, vocabulary, context, value, width, heads, batch);
      case VOCABULARY ->
          new TrainingCase(family, changed, value, context, layers, width, heads, batch);
      case BATCH ->
          new TrainingCase(family, changed, vocabulary, context, layers, width, heads, value);
      case SEQUENCE ->
          new TrainingCase(family, changed, vocabulary, value, layers, width, heads, batch);
    };
  }

  /** What a case can be made larger in. */
  public enum Axis {
    WIDTH,
    LAYERS,
    VOCABULARY,
    BATCH,
    SEQUENCE,
    /** The sequence of a small Mamba, whatever the case: one block of width 64, a batch of 4. */
    MAMBA_SEQUENCE
  }
}
