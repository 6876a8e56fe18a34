/**
 * What a run leaves for people: figures as PNG and SVG, and one self-contained HTML page. It is fed
 * plain Java data ({@link dev.loci.tasks.report.RunReport}) and knows neither tensors nor training.
 */
@NullMarked
package dev.loci.tasks.report;

import org.jspecify.annotations.NullMarked;
