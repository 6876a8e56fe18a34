/** What the bench finds out: the suite of benchmarks, functions against gcc, growth, a profile. */
@NullMarked
package dev.loci.bench.study;

import org.jspecify.annotations.NullMarked;
