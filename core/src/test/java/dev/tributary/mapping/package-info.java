/** Tests of the package of this name. */
@NullMarked
package dev.tributary.mapping;

import org.jspecify.annotations.NullMarked;
