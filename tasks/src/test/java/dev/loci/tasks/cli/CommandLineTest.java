package dev.loci.tasks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.Compute;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final String CONFIG = "config.json";
  private static final int THREADS = Compute.threads();

  @TempDir private Path temp;
  private Path out = Path.of("");

  @BeforeEach
  void nameTheFolder() {
    out = temp.resolve("out");
  }

  @AfterAll
  static void restoreThreads() {
    Compute.setThreads(THREADS);
    Compute.select(Compute.Mode.AUTO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run nothing                                | there is no experiment \"nothing\"",
        "run                                        | which experiment? loci list names them",
        "reproduce                                  | which paper? There are geometric-memory",
        "reproduce another                          | there is no paper \"another\"; there are geo",
        "reproduce geometric-memory --seeds 1..3    | has seeds of its own, by --seed and --seed-count",
        "reproduce geometric-memory --graphs moon   | \"moon\" is none of star, grid, cycle",
        "run tiny-transformer --bogus               | Unknown option: '--bogus'",
        "plan                                       | plan: which experiment?",
        "plan tiny-transformer                      | does not tell beforehand what a run takes",
        "run tiny-transformer --graph tree          | \"tree\" is none of star, grid, cycle",
        "run tiny-transformer --data nowhere        | nowhere",
        "run tiny-transformer --set steps=2 --set steps=3 | setting steps is given twice",
        "run tiny-transformer --threads 0           | --threads: 0 is not between 1 and 1024",
        "run tiny-transformer --threads many        | '--threads': 'many' is not an int",
        "run tiny-transformer --kernels foo         | expected one of [auto, scalar, simd]",
        "run tiny-transformer --seed pi             | setting seed: expected a whole number, got \"pi\"",
        "run tiny-transformer --resume              | holds no run to resume",
        "run tiny-transformer --seeds 5..1          | 5..1 is not a range of 1 to 100 seeds",
        "run tiny-transformer --seeds 1,x           | \"x\" is neither a seed nor a range",
        "run tiny-transformer --seeds 1,1           | --seeds: 1 is given twice",
        "run tiny-transformer --steps 2 --set steps=3 | setting steps is given twice",
        "run tiny-transformer --resume --seed 1     | takes --out, and everything else from",
        "run tiny-transformer --resume --set steps=9 | takes --out, and everything else from",
        "run tiny-transformer --resume --overwrite  | takes --out, and everything else from",
      })
  void badRunsAreRefused(String command, String sentence) {
    refuse(sentence, (command + " --out " + out).split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bogus=1             | there is no setting \"bogus\"; there are attention, ",
        "steps               | setting \"steps\" does not have the form key=value",
        "steps=              | setting steps: expected a whole number, got \"\"",
        "steps=abc           | setting steps: expected a whole number, got \"abc\"",
        "steps=1.5           | setting steps: expected a whole number, got \"1.5\"",
        "steps=99999999999   | setting steps: expected a whole number",
        "attention=maybe     | setting attention: expected true or false, got \"maybe\"",
        "learning_rate=fast  | setting learning_rate: expected a number, got \"fast\"",
        "learning_rate=NaN   | setting learning_rate: NaN is not between 1.0E-9 and 1000",
        "learning_rate=0     | setting learning_rate: 0 is not between",
        "weight_decay=-1     | setting weight_decay: -1 is not between",
        "dropout=1           | setting dropout: 1 is not between 0 and 0.999",
        "steps=0             | setting steps: 0 is not between 1 and",
        "steps=10000000      | snapshots of 17 nodes in 32 dimensions are more than",
        "width=0             | setting width: 0 is not between",
        "width=3             | setting width: 3 is not between 4 and",
        "width=9984          | 1 layers of width 9984 have more than the 20000000 weights",
        "layers=-1           | setting layers: -1 is not between 0 and 100",
        "heads=5             | setting heads: a width of 32 does not divide into 5 heads",
        "warmup_steps=500    | setting warmup_steps: 500 is not between 0 and 499",
        "checkpoint_every=0  | setting checkpoint_every: 0 is not between",
        "decay=exponential   | setting decay: \"exponential\" is none of cosine, constant",
        "init=zeros          | setting init: \"zeros\" is none of framework",
        "graph=tree          | \"tree\" is none of star, grid, cycle",
        "data=               | setting data: neither a folder nor \"generated\" is given",
        "path_length=1       | setting path_length: 1 is not between 2 and 1000",
        "degree=0            | star: degree 0 and subtree degree 1 must be 1 or more",
        "degree=1000000000   | star: more than the 10000000 nodes allowed",
        "degree=300          | a star of 1201 nodes is not tiny; this experiment takes up to 1000",
      })
  void badSettingsAreRefused(String assignment, String sentence) {
    refuse(sentence, run("--set", assignment));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data                                           | which data? one of star, grid",
        "data tree                                      | Unmatched argument",
        "data star --path-length 1                      | a path has at least 2 nodes, not 1",
        "data star --train-ratio 2                      | 2.0 is not between 0 and 1",
        "data star --train-ratio NaN                    | NaN is not between 0 and 1",
        "data star --split-subtrees                     | only a star with a subtree degree of 2",
        "data star --degree 0                           | degree 0 and subtree degree 1 must be 1",
        "data star --degree 250000000                   | more than the 10000000 nodes allowed",
        "data star --degree 9 --subtree-degree 9 --path-length 99 | more than the 10000000 nodes",
        "data star --total-nodes 3                      | 3 nodes are too few, the tree has 17",
        "data star --seed now                           | 'now' is not a long",
        "data grid --rows 0                             | 0 x 4 has no edge",
        "data grid --rows 100000 --cols 100000          | more than the 10000000 nodes allowed",
        "data cycle --nodes 2                           | it takes 3 nodes or more, not 2",
        "data cycle --nodes 1000000000                  | more than the 10000000 nodes allowed",
        "data irregular --path-length 99999999          | more than the 20000000 node ids",
      })
  void badDataSetsAreRefused(String command, String sentence) {
    boolean complete = command.split(" ").length > 2;
    refuse(sentence, (complete ? command + " --out " + out : command).split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0=1\nx=2\n", "0=1\n1=", "0=1\n1=99999999999\n", "0=1\n1=-2\n", "", "0=1,2"})
  void badDataFilesAreRefused(String edges) throws IOException {
    write("mine_pretrain.txt", edges);
    write("mine_train.txt", "1=0,1\n");
    write("mine_test.txt", "1=0,1\n");
    refuse("mine_pretrain.txt", run("--data", temp + "/mine"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "edges.txt     | Ann Bob\\nCem                                       | edges.txt",
        "edges.txt     | ''                                                 | edges.txt",
        "entity.graphml | <!DOCTYPE g [<!ENTITY x SYSTEM 'file:/etc/passwd'>]><graphml><graph><node id='a'/><data>&x;</data></graph></graphml> | entity.graphml",
        "laughs.graphml | <!DOCTYPE g [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><graphml><graph><node id='&b;'/></graph></graphml> | laughs.graphml",
        "node.graphml  | <graphml><graph edgedefault='undirected'><node id='a'/><edge source='a' target='b'/></graph></graphml> | \"b\"",
        "count.graphml | <graphml><graph edgedefault='undirected' parse.nodes='3'><node id='a'/><node id='b'/><edge source='a' target='b'/></graph></graphml> | 3",
      },
      quoteCharacter = '`')
  void badGraphFilesAreRefused(String name, String text, String sentence) throws IOException {
    Path file =
        write(name, text.replace("\\n", "\n").equals("''") ? "" : text.replace("\\n", "\n"));
    refuse(sentence, run("--data", file.toString()));
    refuse(
        sentence, "run", "real-graphs", "--graph", "none", "--data", "" + file, "--out", "" + out);
  }

  @Test
  void graphFilesAreRead() throws IOException {
    Path file = write("friends.csv", "Ann,Bob\nBob,Cem\n");
    succeed(run("--set", "steps=2", "--data", file.toString()));
    assertThat(out.resolve("summary.json")).content().contains("friends_nodes_3_edges_2");
    succeed(run("--set", "steps=2", "--graph", "florentine", "--overwrite"));
    assertThat(out.resolve("summary.json")).content().contains("\"florentine\"");
  }

  @Test
  void incompleteDataIsRefused() throws IOException {
    refuse("holds no data set", run("--data", temp.toString()));
    write("mine_pretrain.txt", "0=1\n");
    refuse("there is no file mine_train_<count>.txt", run("--data", temp + "/mine"));
  }

  @Test
  void dataThatContradictsTheSettingsIsRefused() {
    succeed("data", "grid", "--forward", "--no-self-edges", "--out", temp.toString());
    refuse("is a grid, but the settings say graph=star", run("--data", temp.toString()));
    refuse("has forward_only=true", run("--graph", "grid", "--data", temp.toString()));
    succeed("data", "cycle", "--out", temp.toString());
    refuse("holds several folders of data sets", run("--data", temp.toString()));
  }

  @Test
  void filesInTheWayAreRefused() throws IOException {
    Path file = write("file", "");
    refuse(file + " is a file, not a folder", "run", "tiny-transformer", "--out", "" + file);
    refuse(
        file + " is a file, not a folder",
        "run",
        "tiny-transformer",
        "--out",
        file + "/sub/folder");
    refuse("can't write the data set into", "data", "star", "--out", "" + file);
  }

  @Test
  void folderThatHoldsARunIsRefused() throws IOException {
    succeed(run("--set", "steps=2"));
    String before = Files.readString(out.resolve("metrics.csv"));
    Output output = execute(run("--set", "steps=3"));
    requireSentence(output, "holds a run; --overwrite replaces it, --resume goes on with it");
    requireSentence(
        execute("run", "tiny-transformer", "--out", "" + out, "--resume"),
        "holds a run that is complete");
    assertThat(out.resolve("metrics.csv")).hasContent(before);

    succeed(run("--set", "steps=3", "--overwrite"));
    assertThat(out.resolve("metrics.csv")).content().hasLineCount(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                      | config.json: the text is not JSON from line 1",
        "[]                     | config.json: the text is no JSON object",
        "null                   | config.json: the text is no JSON object",
        "{\"graph\" : \"star\"} | config.json: settings: no experiment is named",
        "{\"experiment\" : \"tiny-transformer\"} | config.json: setting model: there is no value",
        "steps:\"many\"         | setting steps: expected a whole number, got \"many\"",
        "steps:2.5              | setting steps: expected a whole number, got \"2.5\"",
        "steps:null             | setting steps: expected a whole number, got \"null\"",
        "steps:99999999999      | setting steps: expected a whole number",
        "steps:0                | setting steps: 0 is not between 1 and",
        "steps:1, \"more\": 1   | there is no setting \"more\"",
      })
  void damagedConfigIsRefused(String text, String sentence) throws IOException {
    succeed(run("--set", "steps=2"));
    Files.delete(out.resolve("summary.json"));
    Path config = out.resolve(CONFIG);
    boolean isValue = text.startsWith("steps:");
    Files.writeString(
        config,
        isValue
            ? Files.readString(config).replace("\"steps\" : 2", "\"steps\" : " + text.substring(6))
            : text);
    requireSentence(execute("run", "tiny-transformer", "--out", "" + out, "--resume"), sentence);
  }

  @Test
  void damagedCheckpointIsRefused() throws IOException {
    succeed(run("--set", "steps=2"));
    Files.delete(out.resolve("summary.json"));
    Files.writeString(out.resolve("checkpoint.safetensors"), "no such thing");
    requireSentence(
        execute("run", "tiny-transformer", "--out", "" + out, "--resume"),
        "checkpoint.safetensors");
  }

  @ParameterizedTest
  @CsvSource({
    "star, star_deg_4_deg_tree_1_path_5_nodes_17, 3, 1",
    "grid, grid_rows_4_cols_4_nodes_16, 12, 4",
    "cycle, cycle_N_15, 11, 4",
    "irregular, irregular_graph_nodes_16_edges_20, 12, 4"
  })
  void dataThatIsWrittenReadsBack(String graph, String stem, int train, int test)
      throws IOException {
    succeed("data", graph, "--seed", "7", "--out", "" + temp);
    Path folder = temp.resolve(graph + "_graphs_randomized");
    List<String> names = new ArrayList<>();
    for (int self = 0; self <= 1; self++) {
      for (String kind : List.of("pretrain", "train_" + train, "test_" + test)) {
        names.add(stem + "_sd_00_fb_11_selfedge_" + self + "_" + kind + ".txt");
      }
    }
    assertThat(folder.toFile().list()).containsExactlyInAnyOrderElementsOf(names);

    // The run on the files is the run on generated data, wherever the user points to.
    succeed(run("--graph", graph, "--set", "steps=2"));
    String expected = Files.readString(out.resolve("metrics.csv"));
    String named = folder.resolve(stem + "_sd_00_fb_11_selfedge_0").toString();
    for (String place : List.of(folder.toString(), temp.toString(), named)) {
      succeed(run("--graph", graph, "--set", "steps=2", "--data", place, "--overwrite"));
      assertThat(out.resolve("metrics.csv")).hasContent(expected);
    }
  }

  @Test
  void dataOfForeignNamesIsRead() throws IOException {
    write("mine_pretrain.txt", "0=1\n1=0\n1=2\n2=1\n");
    write("mine_train.txt", "2=0,1,2\n");
    write("mine_test.txt", "0=2,1,0\n");
    refuse("choose one of: mine", run("--data", temp.toString())); // it may have self edges
    succeed(run("--set", "steps=2", "--data", temp + "/mine"));
  }

  @Test
  void existingDataIsReplacedOnlyIfAskedTo() {
    succeed("data", "star", "--out", "" + temp);
    requireSentence(execute("data", "star", "--out", "" + temp), "exists already");
    succeed("data", "star", "--out", "" + temp, "--overwrite");
  }

  @Test
  void configIsTheSameHoweverItIsComputed() throws IOException {
    succeed(run("--set", "steps=2", "--threads", "1", "--kernels", "scalar"));
    String config = Files.readString(out.resolve(CONFIG));
    assertThat(out.resolve("provenance.json")).content().contains("\"threads\" : \"1\"");
    succeed(run("--set", "steps=2", "--threads", "3", "--kernels", "auto", "--overwrite"));
    assertThat(out.resolve(CONFIG)).hasContent(config);
    assertThat(out.resolve("provenance.json")).content().contains("\"threads\" : \"3\"");
  }

  @Test
  void listAndHelpAndVersion() {
    assertThat(succeed("list"))
        .contains("tiny-transformer", "run EXPERIMENT --help", "geometric-memory");
    assertThat(succeed("help")).contains("run", "data", "list");
    assertThat(succeed("help", "run")).contains("tiny-transformer");
    assertThat(succeed("run", "tiny-transformer", "--help"))
        .contains("--graph", "--set", "--resume", "--kernels", "arms of a star");
    assertThat(succeed("data", "star", "--help")).contains("--degree", "--split-subtrees");
    assertThat(succeed("--version")).startsWith("loci ");
  }

  @Test
  void errorsAreOneSentenceToo() {
    requireSentence(new Output(2, "", fault(new ExceptionInInitializerError(bad()))), "no number");
    assertThat(fault(new OutOfMemoryError())).startsWith("loci: there is not enough memory");
    assertThat(fault(new NullPointerException())).startsWith("loci: a fault in loci itself");
  }

  private static IllegalArgumentException bad() {
    return new IllegalArgumentException("no number");
  }

  private static String fault(Throwable thrown) {
    StringWriter err = new StringWriter();
    Failure.report(thrown, new PrintWriter(err, true));
    return err.toString();
  }

  @Test
  void overwritingSparesWhatNoRunWrote() throws IOException {
    Files.createDirectories(out.resolve("figures"));
    Path config = Files.writeString(out.resolve("config.json"), "mine");
    Path figure = Files.writeString(out.resolve("figures").resolve("mine.txt"), "mine");
    requireSentence(execute(run("--overwrite")), "no run wrote; nothing is overwritten");
    assertThat(config).hasContent("mine");
    Files.delete(config);
    Files.writeString(config, "{\"seed\": 1}");
    succeed(run("--set", "steps=2", "--overwrite"));
    assertThat(figure).hasContent("mine");
  }

  @Test
  void aRunThatDivergesLeavesNothingBehind() {
    Output output =
        execute(
            run("--set", "learning_rate=1000", "--set", "layer_norm=false", "--set", "layers=8"));
    assertThat(output.err()).startsWith("loci: training: the loss is ").hasLineCount(1);
    assertThat(output.code()).isEqualTo(1);
    assertThat(out).isEmptyDirectory();
  }

  private record Output(int code, String out, String err) {}

  private static Output execute(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Output(code, out.toString(), err.toString());
  }

  private static String succeed(String... arguments) {
    Output output = execute(arguments);
    assertThat(output.code()).as(output.err()).isZero();
    assertThat(output.err()).isEmpty();
    return output.out();
  }

  private void refuse(String sentence, String... arguments) {
    requireSentence(execute(arguments), sentence);
    assertThat(out).doesNotExist();
  }

  private static void requireSentence(Output output, String sentence) {
    assertThat(output.err()).startsWith("loci: ").contains(sentence).hasLineCount(1);
    assertThat(output.err()).doesNotContain("Exception", "\tat ", "fault in loci", "null)");
    assertThat(output.code()).isEqualTo(2);
    assertThat(output.out()).isEmpty();
  }

  private String[] run(String... options) {
    return Stream.concat(
            Stream.of("run", "tiny-transformer", "--out", out.toString()), Stream.of(options))
        .toArray(String[]::new);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(temp.resolve(name), text, StandardCharsets.UTF_8);
  }
}
