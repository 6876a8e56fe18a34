package dev.loci.tasks.graph;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the three files of a data set, by its name.
 *
 * @param path where it is
 * @param stem the beginning that the three have in common
 * @param kind {@code pretrain}, {@code train} or {@code test}
 * @param lines the number of lines that the name states
 */
record DataSetFile(Path path, String stem, String kind, OptionalInt lines) {
  private static final Pattern NAME =
      Pattern.compile("(.+)_(?:(pretrain)|(train|test)(?:_([0-9]{1,9}))?)\\.txt");

  /** Returns the file, or null if its name is not that of a data set's file. */
  static @Nullable DataSetFile parse(Path path) {
    Path name = path.getFileName();
    Matcher matcher = NAME.matcher(name == null ? "" : name.toString());
    if (!matcher.matches()) {
      return null;
    }
    String kind = matcher.group(2) != null ? "pretrain" : matcher.group(3);
    String lines = matcher.group(4);
    return new DataSetFile(
        path,
        matcher.group(1),
        kind,
        lines == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(lines)));
  }
}
