/** The built-in functions by family, their signatures, and the table that names them. */
@NullMarked
package dev.tributary.jsonata.function;

import org.jspecify.annotations.NullMarked;
