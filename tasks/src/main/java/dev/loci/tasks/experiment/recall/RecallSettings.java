package dev.loci.tasks.experiment.recall;

import dev.loci.optim.Schedule;
import dev.loci.tasks.experiment.Decay;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.SettingChecks;
import dev.loci.tasks.recall.Form;
import java.util.Arrays;
import java.util.List;

/** The settings of a run that learns facts. */
public record RecallSettings(
    @Setting("quick, standard or full: decides the other settings by default") String size,
    @Setting(
            "folder of facts and questions, which decides subjects, relations, hops and form, or"
                + " \"generated\"")
        String data,
    @Setting("subjects, N") int subjects,
    @Setting("relations, R") int relations,
    @Setting("hops of a question, k") int hops,
    @Setting("direct, or a chain of thought: chain or interleaved") String form,
    @Setting("answers that each relation has for its own; 0 for subjects that all share")
        int answers,
    @Setting("questions of k hops that there are, drawn at random; 0 for all") int sample,
    @Setting("share of them to learn from; the rest is held out") double trainShare,
    @Setting("whether all facts are learned too, as questions of one hop") boolean withFacts,
    @Setting("seed of facts, initial weights and order") int seed,
    @Setting("blocks") int layers,
    @Setting("width of the embeddings, d") int width,
    @Setting("heads of attention") int heads,
    @Setting("width of each hidden layer of the MLP; 0 for attention only") int hidden,
    @Setting("hidden layers of the MLP") int hiddenLayers,
    @Setting("whether there are normalisations") boolean norm,
    @Setting("whether there is a learned table of positions") boolean positions,
    @Setting("whether the embedding is the output matrix") boolean tied,
    @Setting("whether subjects and relations keep their random embeddings")
        boolean frozenEmbeddings,
    @Setting("whether the output matrix keeps its random values") boolean frozenOutput,
    @Setting("rank of a frozen output matrix, whose rows then have one length; 0 for full rank")
        int outputRank,
    @Setting("deviation of the subjects' initial embeddings") double embeddingDeviation,
    @Setting("deviation of the relations' initial embeddings") double relationDeviation,
    @Setting("the highest learning rate") double learningRate,
    @Setting("updates until it is reached") int warmupSteps,
    @Setting("share of it that a cosine goes down to") double rateFloor,
    @Setting("decoupled decay of all matrices") double weightDecay,
    @Setting("updates") int steps,
    @Setting("questions in an update's batch") int batch,
    @Setting("whether every token is to be predicted, not answers alone") boolean allTokens,
    @Setting("whether training stops once every question is answered") boolean stopWhenSolved,
    @Setting("updates between measurements") int measureEvery,
    @Setting("updates between checkpoints") int checkpointEvery) {

  public static final String QUICK = "quick";
  public static final String STANDARD = "standard";
  public static final String FULL = "full";

  /** The sizes there are. */
  public static final List<String> SIZES = List.of(QUICK, STANDARD, FULL);

  /** The value of {@code data} when there is no folder. */
  public static final String GENERATED = "generated";

  private static final int MOST = 10_000_000;

  public RecallSettings {
    SettingChecks.oneOf("size", size, SIZES);
    data = SettingChecks.place("data", data, "folder", GENERATED);
    SettingChecks.oneOf("form", form, Arrays.stream(Form.values()).map(Form::word).toList());
    SettingChecks.range("subjects", subjects, 2, MOST);
    SettingChecks.range("relations", relations, 1, MOST);
    SettingChecks.range("hops", hops, 1, 1000);
    SettingChecks.range("answers", answers, 0, MOST);
    SettingChecks.range("sample", sample, 0, MOST);
    SettingChecks.range("train_share", trainShare, 0, 1);
    SettingChecks.range("layers", layers, 1, 100);
    SettingChecks.range("width", width, 1, 10_000);
    SettingChecks.headsOf(width, heads);
    SettingChecks.range("hidden", hidden, 0, 1_000_000);
    SettingChecks.range("hidden_layers", hiddenLayers, 1, 10);
    SettingChecks.range("embedding_deviation", embeddingDeviation, 0, 100);
    SettingChecks.range("relation_deviation", relationDeviation, 0, 100);
    SettingChecks.range("output_rank", outputRank, 0, width);
    SettingChecks.range("learning_rate", learningRate, 1e-9, 100);
    SettingChecks.range("rate_floor", rateFloor, 0, 1);
    SettingChecks.range("weight_decay", weightDecay, 0, 1000);
    SettingChecks.range("steps", steps, 1, MOST);
    SettingChecks.range("warmup_steps", warmupSteps, 0, steps - 1);
    SettingChecks.range("batch", batch, 1, 1_000_000);
    SettingChecks.range("measure_every", measureEvery, 1, MOST);
    SettingChecks.range("checkpoint_every", checkpointEvery, 1, MOST);
    if (tied && frozenOutput) {
      throw new IllegalArgumentException(
          "setting frozen_output: with tied=true the output matrix is the embedding, which"
              + " frozen_embeddings freezes");
    }
    if (outputRank > 0 && (tied || !frozenOutput)) {
      throw new IllegalArgumentException(
          "setting output_rank: a rank of %d needs an output matrix of its own that is frozen"
              .formatted(outputRank));
    }
    if (!data.equals(GENERATED) && (answers > 0 || sample > 0 || trainShare < 1 || withFacts)) {
      throw new IllegalArgumentException(
          "setting data: the files of %s say which questions there are; answers, sample,"
                  .formatted(data)
              + " train_share and with_facts are for facts that are drawn");
    }
    if (answers == 1 || (answers > 0 && hops > 1)) {
      throw new IllegalArgumentException(
          "setting answers: %d answers for each relation and questions of %d hops; a relation needs"
                  .formatted(answers, hops)
              + " two answers or more, and only shared ones (0) can be asked about again");
    }
    if (hops == 1 && (withFacts || trainShare < 1)) {
      throw new IllegalArgumentException(
          "setting %s: questions of one hop are the facts themselves; nothing can be held out or"
                  .formatted(withFacts ? "with_facts" : "train_share")
              + " added");
    }
  }

  /** How questions are written. */
  public Form how() {
    return Form.named(form);
  }

  Schedule schedule() {
    return Decay.cosine(learningRate, rateFloor * learningRate, warmupSteps, steps);
  }
}
