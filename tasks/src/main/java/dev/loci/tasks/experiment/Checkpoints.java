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

/**
 * The last two checkpoints of a run. A new one takes its place only when it is whole on the disk,
 * so a full disk or a killed process loses nothing that was there.
 */
public final class Checkpoints {
  private static final System.Logger LOG = System.getLogger(Checkpoints.class.getName());

  private final Path last;
  private final Path before;

  public Checkpoints(RunFolder folder) {
    last = folder.file(RunFolder.CHECKPOINT);
    before = folder.file(RunFolder.CHECKPOINT_BEFORE);
  }

  /** Whether there is one. */
  public boolean exist() {
    return Files.exists(last) || Files.exists(before);
  }

  /** Writes a checkpoint and keeps the one before. */
  public void save(Checkpoint checkpoint, Module model, Optimizer optimizer) throws IOException {
    Path next = last.resolveSibling(last.getFileName() + ".partial");
    checkpoint.save(next, model, optimizer);
    if (Files.exists(last)) {
      move(last, before);
    }
    move(next, last);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads the last checkpoint, or if that is damaged or missing the one before, and says so.
   *
   * @throws MalformedFileException if there is none to go on from; model and optimiser are not
   *     changed then
   */
  public Checkpoint load(Module model, Optimizer optimizer) throws IOException {
    if (!Files.exists(last)) {
      return Checkpoint.load(before, model, optimizer);
    }
    try {
      return Checkpoint.load(last, model, optimizer);
    } catch (MalformedFileException e) {
      if (!Files.exists(before)) {
        throw e;
      }
      LOG.log(Level.WARNING, e.getMessage() + "; going on from " + before);
      return Checkpoint.load(before, model, optimizer);
    }
  }
}
