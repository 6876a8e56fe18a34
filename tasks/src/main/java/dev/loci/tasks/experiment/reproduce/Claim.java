package dev.loci.tasks.experiment.reproduce;

/**
 * A claim and how it is put to the test.
 *
 * @param name file name of its figure
 * @param statement the claim in our words
 * @param source where the paper makes it, or that it does not
 * @param quantity what is measured of each run
 * @param shortly the same in two or three words, for the axis of a chart
 * @param threshold what the quantity must reach
 * @param reason why the threshold is where it is
 */
public record Claim(
    String name,
    String statement,
    String source,
    String quantity,
    String shortly,
    Threshold threshold,
    String reason) {}
