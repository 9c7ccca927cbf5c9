/** Tests of the package of this name. */
@NullMarked
package dev.tributary.csv;

import org.jspecify.annotations.NullMarked;
