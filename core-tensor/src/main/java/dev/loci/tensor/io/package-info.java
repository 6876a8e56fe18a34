/** Reading and writing tensors as files. */
@NullMarked
package dev.loci.tensor.io;

import org.jspecify.annotations.NullMarked;
