package dev.loci.tasks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Everything the figures and the HTML page of one run show. Arrays are kept, not copied; NaN means
 * "not measured" in every curve and matrix and leaves a gap.
 *
 * @param title what was run, in a few words
 * @param summary one sentence on what was run
 * @param graph the graph that was memorised
 * @param snapshots the embeddings over training
 * @param curves what was measured at every step
 * @param similarity cosine similarities beside the adjacency, or null to leave them out (large
 *     graphs)
 * @param spectrum eigenvalues and projections, or null to leave them out
 * @param table our figures beside the reference's, in order
 * @param config settings by name, shown in the map's order
 * @param provenance where the result comes from (code version, JDK, CPU, seed), shown in the map's
 *     order
 * @param notes sentences for the reader
 */
public record RunReport(
    String title,
    String summary,
    Graph graph,
    Snapshots snapshots,
    Curves curves,
    @Nullable Similarity similarity,
    @Nullable Spectrum spectrum,
    List<Row> table,
    Map<String, String> config,
    Map<String, String> provenance,
    List<String> notes) {

  /** Checks that coordinates and matrices have one entry per node. */
  public RunReport {
    for (double[][] snapshot : snapshots.coordinates) {
      require(
          snapshot.length == graph.nodes,
          "report: a snapshot has %d nodes, the graph has %d",
          snapshot.length,
          graph.nodes);
    }
    if (similarity != null) {
      int size = similarity.cosines.length;
      require(
          size == graph.nodes,
          "report: the similarity matrix has %d rows, the graph has %d nodes",
          size,
          graph.nodes);
    }
  }

  /**
   * Writes {@code report.html} and {@code figures/*.png|svg} into a directory, which is created if
   * absent. Each file is written whole or not at all. The same report gives the same bytes on the
   * same machine (fonts are the machine's own).
   */
  public void write(Path directory) throws IOException {
    Path figures = Files.createDirectories(directory.resolve("figures"));
    try {
      Figures.of(this).parallelStream().forEach(figure -> figure.write(figures));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    String page = HtmlReport.render(this);
    Atomically.write(directory.resolve("report.html"), file -> Files.writeString(file, page));
  }

  /**
   * The graph that was memorised.
   *
   * @param nodes how many; ids are 0 to nodes - 1
   * @param edges undirected edges as pairs of ids
   * @param root the node drawn in a colour of its own, if there is one
   * @param order all ids in the order in which matrices show them
   */
  public record Graph(int nodes, int[][] edges, OptionalInt root, int[] order) {
    public Graph {
      require(
          order.length == nodes,
          "report: the display order has %d nodes, the graph has %d",
          order.length,
          nodes);
      boolean[] seen = new boolean[nodes];
      for (int node : order) {
        require(
            node >= 0 && node < nodes && !seen[node],
            "report: node %d is repeated or outside 0..%d",
            node,
            nodes - 1);
        seen[node] = true;
      }
      for (int[] edge : edges) {
        require(edge.length == 2, "report: an edge has %d ends", edge.length);
        for (int end : edge) {
          require(
              end >= 0 && end < nodes,
              "report: an edge ends at node %d, outside 0..%d",
              end,
              nodes - 1);
        }
      }
      root.ifPresent(r ->
          require(r >= 0 && r < nodes, "report: the root is node %d, outside 0..%d", r, nodes - 1));
    }
  }

  /**
   * Node positions over training, all projected onto the same three axes.
   *
   * @param steps training step of each snapshot, ascending
   * @param coordinates positions [snapshot][node][3], all finite
   * @param shown index of the snapshot that is drawn large and shown first
   */
  public record Snapshots(int[] steps, double[][][] coordinates, int shown) {
    public Snapshots {
      require(
          shown >= 0 && shown < steps.length,
          "report: snapshot %d is to be shown, there are %d",
          shown,
          steps.length);
      require(steps.length > 0, "report: %d snapshots, at least one is needed", steps.length);
      require(
          steps.length == coordinates.length,
          "report: %d steps for %d snapshots",
          steps.length,
          coordinates.length);
      requireAscending(steps);
      for (int i = 0; i < steps.length; i++) {
        for (double[] position : coordinates[i]) {
          require(position.length == 3, "report: a position has %d coordinates", position.length);
          for (double value : position) {
            require(Double.isFinite(value), "report: a position at step %d is %s", steps[i], value);
          }
        }
      }
    }

    /** Index of the last snapshot. */
    int last() {
      return steps.length - 1;
    }
  }

  /**
   * What was measured over training. All arrays are as long as {@code steps}.
   *
   * @param steps training steps, ascending
   * @param memorisation share of neighbours recovered, in percent
   * @param geometric geometric level: mean cosine similarity of neighbours
   * @param loss cross-entropy in nats
   * @param lossFloor the lowest loss that any model can reach, if known
   * @param top1 share of right first guesses, in percent
   * @param top1Ceiling the highest such share that any model can reach, if known
   */
  public record Curves(
      int[] steps,
      double[] memorisation,
      double[] geometric,
      double[] loss,
      OptionalDouble lossFloor,
      double[] top1,
      OptionalDouble top1Ceiling) {
    public Curves {
      for (double[] curve : List.of(memorisation, geometric, loss, top1)) {
        require(
            curve.length == steps.length,
            "report: a curve has %d points for %d steps",
            curve.length,
            steps.length);
      }
      requireAscending(steps);
    }
  }

  /**
   * Two matrices indexed by node id.
   *
   * @param step the training step at which the cosines were taken
   * @param cosines cosine similarity of embeddings, n x n
   * @param adjacency 1 where the row's node has an edge to the column's, n x n
   */
  public record Similarity(int step, double[][] cosines, double[][] adjacency) {
    public Similarity {
      for (double[][] matrix : List.of(cosines, adjacency)) {
        require(
            matrix.length == cosines.length,
            "report: %d rows of adjacency for %d of cosines",
            matrix.length,
            cosines.length);
        for (double[] row : matrix) {
          require(
              row.length == matrix.length,
              "report: a matrix row has %d entries for %d rows",
              row.length,
              matrix.length);
        }
      }
    }

    /** Whether some edge has no edge back. */
    boolean directed() {
      for (int row = 0; row < adjacency.length; row++) {
        for (int column = 0; column < row; column++) {
          if (adjacency[row][column] != adjacency[column][row]) {
            return true;
          }
        }
      }
      return false;
    }
  }

  /**
   * Where the final embeddings lie in the graph's spectrum. The top eigenvector, which varies least
   * over the graph and says nothing about it, is left out of the first two.
   *
   * @param eigenvalues from the second on, relative to it, descending
   * @param projections length of the embeddings' part along each eigenvector from the second on,
   *     relative to the longest
   * @param energies share of the embeddings' squared norm in each eigenspace, the top one included
   */
  public record Spectrum(double[] eigenvalues, double[] projections, List<Energy> energies) {
    public Spectrum {
      require(
          eigenvalues.length == projections.length,
          "report: %d eigenvalues for %d projections",
          eigenvalues.length,
          projections.length);
    }
  }

  /** The share (0 to 1) of the embeddings' squared norm in one eigenspace. */
  public record Energy(double eigenvalue, int multiplicity, double share) {}

  /** One line of the table of results. */
  public record Row(String quantity, String ours, String reference, String note) {}

  private static void requireAscending(int[] steps) {
    for (int i = 1; i < steps.length; i++) {
      require(
          steps[i - 1] < steps[i],
          "report: step %d is followed by step %d",
          steps[i - 1],
          steps[i]);
    }
  }

  private static void require(boolean condition, String message, Object... data) {
    if (!condition) {
      throw new IllegalArgumentException(message.formatted(data));
    }
  }
}
