package dev.loci.tasks.analysis;

import java.util.List;

/**
 * Where the energy {@code ‖E‖²} of embeddings lies in a graph's spectrum, in the parts that tell
 * geometries apart. The four shares add up to 1, or are all 0 for zero embeddings.
 *
 * @param top in the trivial top eigenspace, which varies least over the graph
 * @param leading in the eigenspaces after it that draw the graph
 * @param middle in what lies between
 * @param mostNegative in the eigenspace of the lowest eigenvalue if that is negative: the part that
 *     alternates along edges and makes embeddings zig-zag
 */
public record EnergyShares(double top, double leading, double middle, double mostNegative) {
  /**
   * Sums up embeddings of a graph.
   *
   * @param embeddings n x D
   * @param k how many eigenvectors after the first lead, rounded up to whole eigenspaces, but
   *     without the one of the lowest eigenvalue. A graph of several components needs one more for
   *     each.
   */
  public static EnergyShares of(Spectrum spectrum, double[][] embeddings, int k) {
    List<Spectrum.Eigenspace> spaces = spectrum.energies(embeddings);
    boolean alternates = spaces.getLast().eigenvalue() < 0;
    int end = spaces.size() - (alternates ? 1 : 0);
    int dimensions = spaces.getFirst().multiplicity() - 1;
    double leading = 0;
    int next = 1;
    for (; next < end && dimensions < k; next++) {
      leading += spaces.get(next).share();
      dimensions += spaces.get(next).multiplicity();
    }
    double middle = 0;
    for (; next < end; next++) {
      middle += spaces.get(next).share();
    }
    return new EnergyShares(
        spaces.getFirst().share(), leading, middle, alternates ? spaces.getLast().share() : 0);
  }

  /** Returns the share outside the top and leading eigenspaces: 0 for a clean spectral geometry. */
  public double outside() {
    return middle + mostNegative;
  }
}
