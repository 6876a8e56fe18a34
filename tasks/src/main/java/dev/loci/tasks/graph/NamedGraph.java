package dev.loci.tasks.graph;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A graph from outside: nodes with names, edges between their numbers, and perhaps the community
 * that each node is known to belong to. Edges from a node to itself and repeated edges are left
 * out.
 *
 * @param title what the graph is called, for people and file names
 * @param names the name of each node 0..n-1
 * @param forward each edge once, ascending: as directed, or from the smaller to the larger node
 * @param directed whether the direction of an edge has a meaning
 * @param communities the communities of the nodes, if they are known
 */
public record NamedGraph(
    String title,
    List<String> names,
    EdgeList forward,
    boolean directed,
    Optional<Communities> communities) {

  /**
   * What is known about the nodes' communities.
   *
   * @param names the name of each community
   * @param of the community of each node; not copied, not to be changed
   */
  public record Communities(List<String> names, int[] of) {
    /** Checks that every node's community has a name. */
    public Communities {
      names = List.copyOf(names);
      for (int community : of) {
        if (community < 0 || community >= names.size()) {
          throw new IllegalArgumentException(
              "Communities: community %d is not one of %d".formatted(community, names.size()));
        }
      }
    }

    /** Numbers the communities in the order in which the nodes name them. */
    static Communities ofLabels(List<String> labels) {
      Map<String, Integer> numbers = new LinkedHashMap<>();
      labels.forEach(label -> numbers.putIfAbsent(label, numbers.size()));
      return new Communities(
          List.copyOf(numbers.keySet()),
          labels.stream().mapToInt(label -> numbers.getOrDefault(label, -1)).toArray());
    }
  }

  /** Brings the edges into order, and checks that all ends and communities exist. */
  public NamedGraph {
    names = List.copyOf(names);
    forward = simple(forward, directed, names.size());
    int nodes = names.size();
    communities.ifPresent(known -> {
      if (known.of.length != nodes) {
        throw new IllegalArgumentException(
            "NamedGraph: communities of %d nodes for a graph of %d"
                .formatted(known.of.length, nodes));
      }
    });
  }

  private static EdgeList simple(EdgeList edges, boolean directed, int nodes) {
    long[] kept = new long[edges.size()];
    int count = 0;
    for (int i = 0; i < edges.size(); i++) {
      int u = edges.source(i);
      int v = edges.target(i);
      if (u >= nodes || v >= nodes) {
        throw new IllegalArgumentException(
            "NamedGraph: edge %d=%d leaves the %d nodes".formatted(u, v, nodes));
      }
      if (u != v) {
        boolean asListed = directed || u < v;
        kept[count++] = asListed ? EdgeList.pack(u, v) : EdgeList.pack(v, u);
      }
    }
    return EdgeList.ofPacked(Arrays.copyOf(kept, count)).sortedDistinct();
  }

  /** Returns the number of nodes, isolated ones included. */
  public int nodeCount() {
    return names.size();
  }

  /** Returns the undirected graph. */
  public Graph graph() {
    return Graph.of(nodeCount(), forward, OptionalInt.empty());
  }

  /**
   * Returns the edges to memorise, without paths. Both directions are listed of a directed graph,
   * too, unless the options ask for one.
   */
  public DataSet dataSet(EdgeOptions options) {
    String stem =
        "%s_nodes_%d_edges_%d"
            .formatted(title.replaceAll("[^A-Za-z0-9-]+", "_"), nodeCount(), forward.size());
    EdgeList edges = options.apply(forward, nodeCount());
    return new DataSet(stem, nodeCount(), edges, new int[0][], new int[0][], false);
  }

  /** Returns this graph with communities. */
  public NamedGraph withCommunities(Communities known) {
    return new NamedGraph(title, names, forward, directed, Optional.of(known));
  }
}
