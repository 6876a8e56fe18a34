package dev.loci.tasks.recall.probe;

import dev.loci.tasks.recall.FactSet;
import dev.loci.tensor.random.RandomStream;

/**
 * The network as it is, with new facts: subjects get the superpositions of their new answers, and
 * nothing is trained.
 *
 * @param fitted with matrices fitted to the embeddings of the facts that were learned
 * @param assigned with the matrices of a fit in which subjects may differ in which relation's
 *     matrix is whose; new ones are all alike
 * @param learned with matrices learned through the frozen network
 * @param oldEmbeddings control: the embeddings of the facts that were learned
 * @param randomEmbeddings control: embeddings of the same deviation, drawn at random
 * @param shiftedMatrices control: each relation's matrix used for another; NaN for one relation
 * @param fromSuperposition training of the embeddings alone, from the superpositions on
 * @param fromRandom the same from embeddings drawn at random
 */
public record Swap(
    double fitted,
    double assigned,
    double learned,
    double oldEmbeddings,
    double randomEmbeddings,
    double shiftedMatrices,
    EmbeddingTraining fromSuperposition,
    EmbeddingTraining fromRandom) {

  /** Draws new facts and asks a model about them. */
  public static Swap of(Recaller recaller, RandomStream random) {
    FactSet old = recaller.facts();
    FactSet fresh = FactSet.bijections(old.subjects(), old.relations(), random.split("new facts"));
    Superposition fit = recaller.fit();
    Superposition learned = LearnedMap.learn(recaller, fit, random.split("learned map"));
    double[][] noise = noise(recaller.subjects(), random.split("noise"));
    return new Swap(
        recaller.accuracy(fit.of(fresh), fresh),
        recaller.accuracy(recaller.assignments().fit().of(fresh), fresh),
        recaller.accuracy(learned.of(fresh), fresh),
        recaller.accuracy(recaller.subjects(), fresh),
        recaller.accuracy(noise, fresh),
        old.relations() == 1 ? Double.NaN : recaller.accuracy(fit.shifted().of(fresh), fresh),
        EmbeddingTraining.of(recaller, fit.of(fresh), fresh, random.split("embeddings")),
        EmbeddingTraining.of(recaller, noise, fresh, random.split("embeddings")));
  }

  /** Normal values with each coordinate's mean and deviation. */
  static double[][] noise(double[][] rows, RandomStream random) {
    double[][] noise = new double[rows.length][rows[0].length];
    for (int j = 0; j < rows[0].length; j++) {
      double sum = 0;
      double squares = 0;
      for (double[] row : rows) {
        sum += row[j];
        squares += row[j] * row[j];
      }
      double mean = sum / rows.length;
      double deviation = Math.sqrt(Math.max(0, squares / rows.length - mean * mean));
      for (double[] row : noise) {
        row[j] = mean + deviation * random.normal();
      }
    }
    return noise;
  }
}
