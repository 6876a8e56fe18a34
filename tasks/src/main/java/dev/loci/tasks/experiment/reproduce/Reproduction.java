package dev.loci.tasks.experiment.reproduce;

import dev.loci.tasks.experiment.Study;

/**
 * A study that puts every claim of a paper beside figures of our own. Its claims and their
 * thresholds stand in the code before its runs are made, and its settings name the seeds.
 *
 * @param <S> the record of its settings
 */
public interface Reproduction<S extends Record> extends Study<S> {}
