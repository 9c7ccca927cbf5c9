/** Tests of the package of this name. */
@NullMarked
package dev.tributary.connector;

import org.jspecify.annotations.NullMarked;
