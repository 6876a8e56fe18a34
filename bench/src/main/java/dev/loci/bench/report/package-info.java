/** What a run of the bench leaves behind: results.json and a page. */
@NullMarked
package dev.loci.bench.report;

import org.jspecify.annotations.NullMarked;
