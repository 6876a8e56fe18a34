package dev.loci.models.node2vec;

/**
 * What a {@link Node2Vec} is made of.
 *
 * @param nodes number of nodes, n
 * @param width width of the embedding, D
 * @param tied whether a node is described by one vector, as source and as target alike
 */
public record Node2VecConfig(int nodes, int width, boolean tied) {
  private static final int WIDTH = 100;

  public Node2VecConfig {
    if (nodes < 1 || width < 1) {
      throw new IllegalArgumentException(
          "node2vec: nodes %d and width %d must be positive".formatted(nodes, width));
    }
  }

  /** The model of arXiv 2510.26745: tied, of width 100. */
  public static Node2VecConfig of(int nodes) {
    return new Node2VecConfig(nodes, WIDTH, true);
  }

  /** The same with a second matrix for the targets. */
  public static Node2VecConfig untied(int nodes) {
    return new Node2VecConfig(nodes, WIDTH, false);
  }
}
