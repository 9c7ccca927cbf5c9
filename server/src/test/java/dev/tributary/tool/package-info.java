/** Tests of the package of this name. */
@NullMarked
package dev.tributary.tool;

import org.jspecify.annotations.NullMarked;
