package dev.loci.tasks.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DataSetBuilderTest {
  @TempDir Path root;

  /** The published digests of one data set's three files. */
  record Published(DataSetOptions options, int lines, int train, int test, String... digests) {
    @Override
    public String toString() {
      return options.family().stem();
    }
  }

  static Stream<Published> published() {
    return Stream.of(
        new Published(
            seeded(Star.of(4, 1, 5), 7),
            32,
            3,
            1,
            "26c19f413ff1593759bac6819149697f",
            "56cf7995f46deef1b3200e3ce239dc80",
            "153e472f4d78848bcb76255ebdbe9e4d"),
        new Published(
            seeded(new Grid(4, 4, 5), 7),
            48,
            12,
            4,
            "f4813de206914c50d3a35efbed094f1a",
            "4643b98c37d2905b96cdf9cb8549e457",
            "80907c751cfa230eab5ca7a8df58510e"),
        new Published(
            seeded(new Cycle(15, 5), 7),
            30,
            11,
            4,
            "1864d4789c6f7f6174bc717066f7ecee",
            "ef15f79f64245b2091162fca75b73040",
            "176c31341b336e32ee218dc8bdfa7f3d"),
        new Published(
            seeded(new Irregular(5), 7),
            40,
            12,
            4,
            "a85fbf7f396c657d5b0350e2500ae68f",
            "e7084678d76370b194527564e2bc72e0",
            "2ec8fc6661a1865f67444b3531d842fc"),
        new Published(
            seeded(Star.of(5000, 1, 5), 0),
            40_000,
            3750,
            1250,
            "ba750014bf3f3ed721a61efe106eb20d",
            "957ed8a71b03c1dfdfd8cee21e96cf9a",
            "7af529f3707dd7c79f02887dc19e0d9b"),
        new Published(
            seeded(Star.of(10_000, 1, 6), 0),
            100_000,
            7500,
            2500,
            "cdbc4f4c157fc91b6c64c6b67b3a591c",
            "09ad054613dd18c959028e3aaa3cb05e",
            "2c779f6cbac42c3b93cd30d9d27090c5"),
        new Published(
            seeded(Star.of(10_000, 1, 10), 0),
            180_000,
            7500,
            2500,
            "5f67be759323339f1854110210260a7d",
            "5aaf714dd90364f74ec739dd09dc6dd9",
            "ccaa34fef66de1deb9a1d86b2a52886d"),
        new Published(
            seeded(Star.of(3, 2, 4), 0).withSplit(0.75, true).withDirections(true, false),
            21,
            8,
            4,
            "5272c5a4770cd7da20a03b74b5431ded",
            "2dc62bd402a9b53cc4618cdabe4065ec",
            "e97b17bd700f5a9a0fc5d882ce2847f1"));
  }

  @ParameterizedTest
  @MethodSource("published")
  void buildsThePublishedFiles(Published published) throws IOException {
    DataSetOptions options = at(published.options(), root);
    List<Path> files =
        Assertions.assertTimeout(Duration.ofSeconds(10), () -> DataSetBuilder.build(options));

    assertThat(Files.readAllLines(files.get(0))).hasSize(published.lines());
    assertThat(files.get(1).toString()).endsWith("_train_" + published.train() + ".txt");
    assertThat(files.get(2).toString()).endsWith("_test_" + published.test() + ".txt");
    assertThat(files.subList(0, 3).stream().map(DataSetBuilderTest::md5))
        .containsExactly(published.digests());
  }

  @Test
  void namesItsFilesAfterGraphAndOptions() {
    List<Path> files = DataSetBuilder.build(at(seeded(Star.of(4, 1, 5), 7), root));
    Path folder = root.resolve("star_graphs_randomized");
    String stem = "star_deg_4_deg_tree_1_path_5_nodes_17_sd_00_fb_11_selfedge_";
    assertThat(files)
        .containsExactly(
            folder.resolve(stem + "0_pretrain.txt"),
            folder.resolve(stem + "0_train_3.txt"),
            folder.resolve(stem + "0_test_1.txt"),
            folder.resolve(stem + "1_pretrain.txt"),
            folder.resolve(stem + "1_train_3.txt"),
            folder.resolve(stem + "1_test_1.txt"));
    assertThat(new Grid(4, 5, 5).stem()).isEqualTo("grid_rows_4_cols_5_nodes_20");
    assertThat(new Cycle(15, 5).stem()).isEqualTo("cycle_N_15");
    assertThat(new Irregular(5).stem()).isEqualTo("irregular_graph_nodes_16_edges_20");
  }

  @Test
  void theSelfEdgeVariantEndsWithEveryNode() throws IOException {
    List<Path> files = DataSetBuilder.build(at(seeded(new Cycle(15, 5), 7), root));
    List<String> plain = Files.readAllLines(files.get(0));
    List<String> self = Files.readAllLines(files.get(3));
    assertThat(self).hasSize(45).startsWith(plain.toArray(String[]::new)).endsWith("14=14");
  }

  @Test
  void theStartNodeLeadsThePrefix() throws IOException {
    DataSetOptions options = at(seeded(Star.of(4, 1, 5), 7).withStartNode(true), root);
    List<Path> files = DataSetBuilder.build(options);
    assertThat(files.get(1).toString()).contains("_sd_10_");
    assertThat(Files.readAllLines(files.get(1))).contains("3,5=3,9,15,12,5");
  }

  @Test
  void refusesToReplaceUnlessAsked() throws IOException {
    DataSetOptions options = at(seeded(Star.of(4, 1, 5), 7), root);
    Path file = DataSetBuilder.build(options).getFirst();
    Files.writeString(file, "precious");
    assertThatThrownBy(() -> DataSetBuilder.build(options))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("exists already")
        .hasMessageContaining("overwrite");
    assertThat(file).hasContent("precious");

    DataSetBuilder.build(options.withOverwrite(true));
    assertThat(md5(file)).isEqualTo("26c19f413ff1593759bac6819149697f");
  }

  @Test
  void replacingWithAnotherSplitLeavesNoStaleFiles() throws IOException {
    DataSetOptions options = at(seeded(Star.of(4, 1, 5), 7), root);
    DataSetBuilder.build(options);
    DataSetOptions halves = options.withSplit(0.5, false);
    assertThatThrownBy(() -> DataSetBuilder.build(halves)).isInstanceOf(DataException.class);
    List<Path> files = DataSetBuilder.build(halves.withOverwrite(true));
    try (var found = Files.list(options.folder())) {
      assertThat(found).containsExactlyInAnyOrderElementsOf(files);
    }
  }

  @Test
  void leavesNothingBehindWhenItFails() throws IOException {
    DataSetOptions options = at(seeded(Star.of(4, 1, 5), 7), root).withOverwrite(true);
    Path blocked = DataSetBuilder.build(options).get(5);
    Files.delete(blocked);
    Files.createDirectory(blocked);
    DataSetOptions other = options.withRandomSeed(8);
    assertThatThrownBy(() -> DataSetBuilder.build(other))
        .isInstanceOf(DataException.class)
        .hasMessage("can't write " + blocked + ": it is a folder");
    try (var found = Files.list(options.folder())) {
      assertThat(found).hasSize(6);
    }
    assertThat(
            options
                .folder()
                .resolve(options.family().stem() + "_sd_00_fb_11_selfedge_0_pretrain.txt"))
        .satisfies(file -> assertThat(md5(file)).isEqualTo("26c19f413ff1593759bac6819149697f"));
  }

  @Test
  void aRootThatIsAFileIsReported() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> DataSetBuilder.build(at(seeded(new Cycle(3, 2), 0), file)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("can't write the data set into " + file);
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> seeded(new Cycle(5, 2), 0).withSplit(1.5, false))
        .hasMessage("train_split_ratio: 1.5 is not between 0 and 1");
    assertThatThrownBy(() -> seeded(new Cycle(5, 2), 0).withSplit(Double.NaN, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> seeded(Star.of(4, 1, 5), 0).withSplit(0.75, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("split_subtree_holdout: only a star with a subtree degree of 2");
  }

  private static DataSetOptions seeded(GraphFamily family, long seed) {
    return DataSetOptions.of(family, Path.of("unused")).withRandomSeed(seed);
  }

  private static DataSetOptions at(DataSetOptions o, Path root) {
    return new DataSetOptions(
        o.family(),
        o.trainSplitRatio(),
        o.splitSubtreeHoldout(),
        o.addForwardEdges(),
        o.addBackwardEdges(),
        o.includeStartNodeInPathFinetuning(),
        o.useDirectionalEdgePretraining(),
        o.randomSeed(),
        o.randomizeNodeIds(),
        root,
        o.overwrite());
  }

  private static String md5(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
