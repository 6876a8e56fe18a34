/** The kit's generators as jqwik's. */
@NullMarked
package dev.loci.autograd.testkit.jqwik;

import org.jspecify.annotations.NullMarked;
