/**
 * The linear networks on the tiny graphs, against what the reference of arXiv 2510.26745 prints.
 */
@NullMarked
package dev.loci.tasks.network;

import org.jspecify.annotations.NullMarked;
