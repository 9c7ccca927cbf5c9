/**
 * Query languages as data: names are checked, literals are written by their type, nothing is
 * pasted.
 */
@NullMarked
package dev.tributary.dialect;

import org.jspecify.annotations.NullMarked;
