package dev.loci.bench.cases;

import dev.loci.models.SequenceModel;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.stream.IntStream;

/**
 * A training step of {@code path-star} with its mixed recipe, on a star of arms with four nodes
 * each: the edges of some sources, each source computed once for both of its targets, and paths of
 * five nodes, logits at labelled positions only. {@link StarRun} makes the steps.
 *
 * @param name short
 * @param degree arms, d
 * @param width D
 * @param batches that an epoch is divided into
 */
public record StarCase(String name, int degree, int width, int batches) {
  /** A small star. */
  public static final StarCase STAR_500 = new StarCase("STAR_500", 500, 64, 8);

  /** The paper's first. */
  public static final StarCase STAR_5000 = new StarCase("STAR_5000", 5000, 64, 10);

  private static final int LENGTH = 5; // nodes in a path
  private static final int PREFIX = 2; // tokens of an edge; a path has as many and a pause
  private static final int PATH_TOKENS = PREFIX + LENGTH;
  private static final int SPECIAL = 3; // tokens that aren't nodes
  private static final int LAYERS = 2;
  private static final int HEADS = 4;

  /**
   * Sequences with some of their positions, each with a node that is the answer there.
   *
   * @param tokens {@code (B, T)}
   * @param positions asked, {@code (N)}: position t of sequence b is {@code b T + t}
   * @param rows of the positions asked that the labels are for, {@code (P)}
   * @param labels {@code (P)}
   */
  public record Questions(Tensor tokens, Tensor positions, Tensor rows, Tensor labels) {}

  /** Nodes and special tokens. */
  public int vocabulary() {
    return 1 + degree * (LENGTH - 1) + SPECIAL;
  }

  /** The Transformer. */
  public TrainingCase training() {
    return new TrainingCase(name, vocabulary(), PATH_TOKENS, LAYERS, width, HEADS, 1);
  }

  SequenceModel model() {
    return training().model();
  }

  /** Sources with two targets each. */
  public Questions edges() {
    int sources = Math.ceilDiv(degree * (LENGTH - 1), batches);
    RandomStream random = RandomStream.of(TrainingCase.SEED).split("edges");
    int[] tokens = tokens(random, sources, PREFIX);
    return new Questions(
        Tensor.wrap(tokens, sources, PREFIX),
        Tensor.wrap(IntStream.range(0, sources).map(i -> i * PREFIX + PREFIX - 1).toArray()),
        Tensor.wrap(IntStream.range(0, 2 * sources).map(i -> i / 2).toArray()),
        nodes(random, 2 * sources));
  }

  /** Paths with a label at each of their last positions. */
  public Questions paths() {
    int paths = Math.ceilDiv(3 * degree / 4, batches);
    RandomStream random = RandomStream.of(TrainingCase.SEED).split("paths");
    int[] tokens = tokens(random, paths, PATH_TOKENS);
    int[] asked =
        IntStream.range(0, paths * LENGTH)
            .map(i -> i / LENGTH * PATH_TOKENS + PREFIX + i % LENGTH)
            .toArray();
    return new Questions(
        Tensor.wrap(tokens, paths, PATH_TOKENS),
        Tensor.wrap(asked),
        Tensor.arange(asked.length),
        nodes(random, asked.length));
  }

  /** Sequences that begin with the same special token. */
  private int[] tokens(RandomStream random, int count, int length) {
    int first = vocabulary() - 1;
    return IntStream.range(0, count * length)
        .map(i -> i % length == 0 ? first : random.below(vocabulary() - SPECIAL))
        .toArray();
  }

  private Tensor nodes(RandomStream random, int count) {
    return Tensor.wrap(
        IntStream.range(0, count).map(i -> random.below(vocabulary() - SPECIAL)).toArray());
  }
}
