/** A provider as data: load, check (all problems, file:line), layer, compile. */
@NullMarked
package dev.tributary.connector;

import org.jspecify.annotations.NullMarked;
