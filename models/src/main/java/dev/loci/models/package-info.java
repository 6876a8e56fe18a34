/** What the models of the zoo have in common. */
@NullMarked
package dev.loci.models;

import org.jspecify.annotations.NullMarked;
