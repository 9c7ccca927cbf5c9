/** Tests of the package of this name. */
@NullMarked
package dev.tributary.model;

import org.jspecify.annotations.NullMarked;
