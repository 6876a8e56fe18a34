/** Paths over a large star, found from memorised edges (arXiv 2510.26745). */
@NullMarked
package dev.loci.tasks.experiment.pathstar;

import org.jspecify.annotations.NullMarked;
