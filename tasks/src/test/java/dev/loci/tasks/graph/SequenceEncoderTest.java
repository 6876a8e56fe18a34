package dev.loci.tasks.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Sequences over the nodes 0..9, so that a sign's token is 10 and more. */
class SequenceEncoderTest {
  private static final int PAUSE = 11;
  private static final int FILLER = 13;
  private static final int PAD = 16;
  private static final int EDGE = 17;
  private static final int PATH = 18;
  private static final Vocabulary VOCABULARY = new Vocabulary(10);
  private static final int[] ROUTE = {3, 9, 5, 2}; // root, two hops, leaf

  @Test
  void theVocabularyPutsNineSignsAfterTheNodes() {
    assertThat(VOCABULARY.size()).isEqualTo(19);
    assertThat(
            List.of(
                VOCABULARY.bar(),
                VOCABULARY.pause(),
                VOCABULARY.slash(),
                VOCABULARY.filler(),
                VOCABULARY.greater(),
                VOCABULARY.less(),
                VOCABULARY.pad(),
                VOCABULARY.edge(),
                VOCABULARY.path()))
        .containsExactly(10, PAUSE, 12, FILLER, 14, 15, PAD, EDGE, PATH)
        .extracting(VOCABULARY::name)
        .containsExactly("|", "[PAUSE]", "/", "$", ">", "<", "[PAD]", "[EDGE]", "[PATH]");
    assertThat(VOCABULARY.name(9)).isEqualTo("9");
    assertThatThrownBy(() -> VOCABULARY.name(19))
        .hasMessage("Vocabulary: token 19 is not one of 19");
    assertThatThrownBy(() -> new Vocabulary(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void edges() {
    assertSequence(plain().edge(4, 7), tokens(EDGE, 4), tokens(-1, 7));
    SequenceOptions pause = new SequenceOptions(1, true, false, PathTarget.FULL, false);
    assertSequence(encoder(pause).edge(4, 7), tokens(EDGE, 4, PAUSE), tokens(-1, -1, 7));
    SequenceOptions untagged = new SequenceOptions(1, false, true, PathTarget.FULL, false);
    assertSequence(encoder(untagged).edge(4, 7), tokens(4), tokens(7));
    SequenceOptions both = new SequenceOptions(1, true, true, PathTarget.FULL, false);
    assertSequence(encoder(both).edge(4, 7), tokens(4, PAUSE), tokens(-1, 7));
    assertThat(plain().edgePrefix(4)).containsExactly(EDGE, 4);
  }

  @Test
  void fullPaths() {
    assertSequence(
        plain().path(ROUTE), tokens(PATH, 2, PAUSE, 3, 9, 5), tokens(-1, -1, 3, 9, 5, 2));
    assertSequence(
        encoder(new SequenceOptions(3, false, false, PathTarget.FULL, false)).path(ROUTE),
        tokens(PATH, 2, PAUSE, PAUSE, PAUSE, 3, 9, 5),
        tokens(-1, -1, -1, -1, 3, 9, 5, 2));
    assertSequence(
        encoder(new SequenceOptions(0, false, false, PathTarget.FULL, false)).path(ROUTE),
        tokens(PATH, 2, 3, 9, 5),
        tokens(-1, 3, 9, 5, 2));
    SequenceOptions bare = new SequenceOptions(0, false, true, PathTarget.FULL, false);
    assertSequence(encoder(bare).path(ROUTE), tokens(2, 3, 9, 5), tokens(3, 9, 5, 2));
    assertThat(plain().pathPrefix(ROUTE)).containsExactly(PATH, 2, PAUSE);
  }

  @Test
  void pathsWithTheirStartNode() {
    assertSequence(
        new SequenceEncoder(VOCABULARY, true, SequenceOptions.DEFAULT).path(ROUTE),
        tokens(PATH, 3, 2, PAUSE, 3, 9, 5),
        tokens(-1, -1, -1, 3, 9, 5, 2));
  }

  @Test
  void theHardestToken() {
    SequenceEncoder hardest =
        encoder(new SequenceOptions(1, false, false, PathTarget.HARDEST_TOKEN, false));
    assertSequence(hardest.path(ROUTE), tokens(PATH, 2, PAUSE), tokens(-1, -1, 9));
  }

  @Test
  void reversedPaths() {
    SequenceEncoder reversed =
        encoder(new SequenceOptions(1, false, false, PathTarget.REVERSED, false));
    assertSequence(
        reversed.path(ROUTE), tokens(PATH, 2, PAUSE, 2, 5, 9), tokens(-1, -1, 2, 5, 9, 3));
  }

  @Test
  void teacherlessInputsHideTheTargets() {
    SequenceOptions teacherless = new SequenceOptions(1, false, false, PathTarget.FULL, true);
    assertSequence(
        encoder(teacherless).path(ROUTE),
        tokens(PATH, 2, PAUSE, FILLER, FILLER, FILLER),
        tokens(-1, -1, 3, 9, 5, 2));
    assertSequence(encoder(teacherless).edge(4, 7), tokens(EDGE, 4), tokens(-1, 7));
  }

  @Test
  void batchesFillUpOnTheRight() {
    List<Sequence> sequences =
        List.of(plain().edge(4, 7), plain().path(new int[] {3, 2}), plain().edge(0, 1));
    Batch batch = Batch.of(sequences, VOCABULARY.pad());
    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.length()).isEqualTo(4);
    assertThat(batch.lengths()).containsExactly(2, 4, 2);
    assertThat(batch.inputs())
        .containsExactly(EDGE, 4, PAD, PAD, PATH, 2, PAUSE, 3, EDGE, 0, PAD, PAD);
    assertThat(batch.labels()).containsExactly(-1, 7, -1, -1, -1, -1, 3, 2, -1, 1, -1, -1);
    assertThat(batch.labelledPositions()).containsExactly(1, 6, 7, 9);
    assertThat(Batch.of(List.of(), VOCABULARY.pad()).inputs()).isEmpty();
  }

  @Test
  void aDataSetDecidesTheNodesAndThePrefixes() {
    EdgeList edges = EdgeList.of(new int[] {4, 0}, new int[] {7, 1});
    DataSet data = new DataSet("x", 10, edges, new int[][] {ROUTE}, new int[0][], true);
    SequenceEncoder encoder = SequenceEncoder.of(data, SequenceOptions.DEFAULT);
    assertThat(encoder.vocabulary()).isEqualTo(VOCABULARY);
    assertThat(encoder.edges(data.edges())).hasSize(2);
    assertThat(encoder.paths(data.train()).getFirst().input())
        .containsExactly(PATH, 3, 2, PAUSE, 3, 9, 5);
  }

  @Test
  void blocksHoldThreePathsAndAtLeast64Positions() {
    assertThat(SequenceEncoder.blockSize(5)).isEqualTo(64);
    assertThat(SequenceEncoder.blockSize(22)).isEqualTo(66);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new SequenceOptions(-1, false, false, PathTarget.FULL, false))
        .hasMessage("path_prefix_pause_token_count: -1 is negative");
    assertThatThrownBy(() -> new Sequence(new int[2], new int[3]))
        .hasMessage("Sequence: 2 inputs, but 3 labels");
  }

  private static SequenceEncoder plain() {
    return encoder(SequenceOptions.DEFAULT);
  }

  private static SequenceEncoder encoder(SequenceOptions options) {
    return new SequenceEncoder(VOCABULARY, false, options);
  }

  private static int[] tokens(int... tokens) {
    return tokens;
  }

  private static void assertSequence(Sequence sequence, int[] input, int[] labels) {
    assertThat(sequence.input()).containsExactly(input);
    assertThat(sequence.labels()).containsExactly(labels);
  }
}
