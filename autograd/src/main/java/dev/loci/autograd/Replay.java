package dev.loci.autograd;

import java.util.List;

/**
 * Code that computes the same at every round on values that change: run as it is written in the
 * first two rounds, and from then on replayed. A replay runs the very computations that were
 * prepared for fixed arrays, without looking at a shape, recording or allocating anything; so it
 * gives the same bits, sooner.
 *
 * <p>The code is given in sections, so that other things may happen between one and the next, such
 * as looking at a loss. What it may depend on from round to round are the elements of tensors that
 * are changed in place; what it decides otherwise, and what it computes beside the tape, is decided
 * when it is recorded. Tensors that it computes are overwritten by later computations unless it
 * {@linkplain Recorder#keep keeps} them.
 *
 * <pre>{@code
 * Replay replay = new Replay(recorder -> {
 *   Variable loss = loss(recorder.tape());
 *   recorder.keep(loss.tensor());
 *   result = loss.tensor();
 * });
 * for (int i = 0; i < 1000; i++) {
 *   batch.copyFrom(next());
 *   replay.run(0);
 *   System.out.println(result.item());
 * }
 * }</pre>
 *
 * <p>A replay belongs to one thread.
 */
public final class Replay {
  private static final Recorder.Instruction[] NONE = {};

  /** A part of the code. */
  @FunctionalInterface
  public interface Section {
    void run(Recorder recorder);
  }

  private final List<Section> sections;
  private final Recorder.Instruction[][] recorded;
  private final int[] begins;
  private final Recorder recorder;
  private TapeListener listener = TapeListener.SILENCE;
  private final boolean records;
  private int round;
  private int next;

  /**
   * @param sections run in this order in every round
   */
  public Replay(Section... sections) {
    this(true, sections);
  }

  /** What only looks like a replay: it runs the code as it is written in every round. */
  public static Replay eager(Section... sections) {
    return new Replay(false, sections);
  }

  private Replay(boolean records, Section... sections) {
    this.records = records;
    this.sections = List.of(sections);
    recorder = new Recorder(records);
    recorded = new Recorder.Instruction[sections.length][0];
    begins = new int[sections.length + 1];
  }

  /** Lets a listener, besides those there are, know of everything computed from now on. */
  public void listen(TapeListener other) {
    listener = TapeListener.both(listener, other);
    recorder.listen(other);
  }

  /**
   * Runs a section, the one after that of the last call.
   *
   * @throws IllegalStateException if it is another's turn, or if the code did not compute the same
   *     in both rounds that were recorded
   */
  public void run(int section) {
    if (section != next) {
      throw new IllegalStateException(
          "replay: section " + section + " is run where it is the turn of " + next);
    }
    next = (section + 1) % sections.size();
    if (!records) {
      sections.get(section).run(recorder);
    } else if (round < 2) {
      record(section);
    } else {
      replay(recorded[section]);
    }
  }

  private void replay(Recorder.Instruction[] instructions) {
    for (Recorder.Instruction instruction : instructions) {
      listener.before(instruction.op(), instruction.backward());
      instruction.step().run();
      listener.after(instruction.op(), instruction.backward());
    }
  }

  private void record(int section) {
    sections.get(section).run(recorder);
    begins[section + 1] = recorder.position();
    if (next != 0) {
      return;
    }
    round++;
    if (round == 1) {
      recorder.again();
    } else {
      List<Recorder.Instruction> all = recorder.instructions();
      for (int i = 0; i < recorded.length; i++) {
        recorded[i] = all.subList(begins[i], begins[i + 1]).toArray(NONE);
      }
    }
  }
}
