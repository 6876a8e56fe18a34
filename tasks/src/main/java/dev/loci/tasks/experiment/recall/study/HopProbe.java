package dev.loci.tasks.experiment.recall.study;

import dev.loci.models.gpt.Gpt;
import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.recall.Questions;
import dev.loci.tasks.experiment.recall.RecallModel;
import dev.loci.tasks.experiment.recall.RecallSettings;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.Queries;
import dev.loci.tasks.recall.Query;
import dev.loci.tasks.recall.probe.AnswerVectors;
import dev.loci.tasks.recall.probe.Readout;
import dev.loci.tasks.recall.probe.Split;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a model without a chain of thought has the subjects on the way from question to answer: a
 * linear readout of each hop's answer from the last position after each layer, fitted to the
 * questions of four fifths of the subjects and tested with those of the others.
 */
final class HopProbe {
  /** So many questions are looked at, drawn at random. */
  private static final int MOST = 4096;

  private HopProbe() {}

  /** The share of held-out questions whose answer is read, by layer (0 for none) and hop. */
  static double[][] of(Result result) throws IOException {
    RecallSettings settings = (RecallSettings) result.settings();
    Questions questions = Questions.of(settings);
    FactSet facts = questions.facts();
    Gpt model = new Gpt(RecallModel.config(settings, facts.vocabulary(), questions.context()));
    model.load(result.folder().file(RunFolder.MODEL));
    RandomStream random = RandomStream.of(settings.seed()).split("probe of hops");
    List<Query> asked = Queries.some(questions.learned(), MOST, random.split("questions"));
    double[][] vectors = AnswerVectors.of(model, IntStream.range(0, facts.subjects()).toArray());
    int[][] chains = asked.stream().map(facts::chain).toArray(int[][]::new);
    boolean[] isKnown = new boolean[facts.subjects()];
    for (int subject : Split.of(facts.subjects(), random.split("subjects")).fitted()) {
      isKnown[subject] = true;
    }
    int[] fitted =
        IntStream.range(0, chains.length).filter(i -> isKnown[asked.get(i).subject()]).toArray();
    int[] heldOut =
        IntStream.range(0, chains.length).filter(i -> !isKnown[asked.get(i).subject()]).toArray();
    List<Tensor> states = model.states(tokens(facts, asked));
    double[][] read = new double[states.size()][settings.hops()];
    for (int layer = 0; layer < read.length; layer++) {
      Tensor state = states.get(layer); // (B, T, D)
      double[][] last = Vectors.rows(state.select(1, state.shape().dim(1) - 1));
      for (int hop = 0; hop < settings.hops(); hop++) {
        int t = hop;
        int[] answers = Arrays.stream(chains).mapToInt(chain -> chain[t]).toArray();
        read[layer][hop] = Readout.accuracy(vectors, answers, last, fitted, heldOut);
      }
    }
    return read;
  }

  /** The questions without their answers. */
  private static Tensor tokens(FactSet facts, List<Query> queries) {
    int[][] rows =
        queries.stream()
            .map(query -> Form.DIRECT.tokens(facts, query))
            .map(row -> Arrays.copyOf(row, row.length - 1))
            .toArray(int[][]::new);
    int[] all = Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
    return Tensor.wrap(all, rows.length, rows[0].length);
  }
}
