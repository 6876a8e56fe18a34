package dev.loci.tasks.experiment;

/** What a run found: a record that becomes {@code summary.json}, or a tree that is one. */
public interface Summary {
  /** The summary in a few lines, for a terminal. */
  String toText();
}
