package dev.loci.tasks.experiment;

import dev.loci.nn.Module;
import dev.loci.optim.Optimizer;
import dev.loci.tensor.io.MalformedFileException;
import dev.loci.train.Checkpoint;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The last two checkpoints of a run. A new one takes its place only when it is whole on the disk,
 * so a full disk or a killed process loses nothing that was there.
 */
public final class Checkpoints {
  private static final System.Logger LOG = System.getLogger(Checkpoints.class.getName());
  private static final String SETTINGS = "settings";

  private final Path last;
  private final Path before;
  private final Path config;
  private final String settings;

  /**
   * @param settings of the run, as they stand in the folder's {@link RunFolder#CONFIG}; every
   *     checkpoint holds them, and none of others is taken
   */
  public Checkpoints(RunFolder folder, String settings) {
    last = folder.file(RunFolder.CHECKPOINT);
    before = folder.file(RunFolder.CHECKPOINT_BEFORE);
    config = folder.file(RunFolder.CONFIG);
    this.settings = settings;
  }

  /** Whether there is one. */
  public boolean exist() {
    return Files.exists(last) || Files.exists(before);
  }

  /** Writes a checkpoint and keeps the one before. */
  public void save(Checkpoint checkpoint, Module model, Optimizer optimizer) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>(checkpoint.texts());
    texts.put(SETTINGS, settings);
    Path next = last.resolveSibling(last.getFileName() + ".partial");
    try {
      new Checkpoint(checkpoint.steps(), checkpoint.tensors(), texts).save(next, model, optimizer);
      if (Files.exists(last)) {
        move(last, before);
      }
      move(next, last);
    } catch (IOException e) {
      throw new IOException(
          "can't write a checkpoint to %s: %s; what the run has saved before is still there, and"
                  .formatted(last.getParent(), e.getMessage())
              + " --resume goes on from it",
          e);
    }
  }

  /**
   * A number among a checkpoint's texts.
   *
   * @throws IllegalArgumentException if it is missing or no number
   */
  public static double number(Checkpoint checkpoint, String key) {
    String text = checkpoint.texts().get(key);
    if (text == null) {
      throw new IllegalArgumentException("it has no number " + key);
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("its %s, \"%s\", is no number".formatted(key, text), e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads the last checkpoint, or if that is damaged or missing the one before, and says so.
   *
   * @param reader takes over what the checkpoint holds beside model and optimiser, or throws {@link
   *     IllegalArgumentException} if that is not what it should be
   * @throws MalformedFileException if there is none to go on from; model and optimiser are not
   *     changed then
   * @throws IllegalArgumentException naming the file, if it is of other settings or refused by the
   *     reader
   */
  public void load(Module model, Optimizer optimizer, Consumer<Checkpoint> reader)
      throws IOException {
    Path file = Files.exists(last) ? last : before;
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.load(file, model, optimizer);
    } catch (MalformedFileException e) {
      if (file.equals(before) || !Files.exists(before)) {
        throw e;
      }
      LOG.log(Level.WARNING, e.getMessage() + "; going on from " + before);
      file = before;
      checkpoint = Checkpoint.load(file, model, optimizer);
    }
    if (!settings.equals(checkpoint.texts().get(SETTINGS))) {
      throw new IllegalArgumentException(file + " is of other settings than " + config);
    }
    try {
      reader.accept(checkpoint);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + " is not a checkpoint of this experiment: " + e.getMessage(), e);
    }
  }
}
