/** Tests of the package of this name. */
@NullMarked
package dev.tributary.document;

import org.jspecify.annotations.NullMarked;
