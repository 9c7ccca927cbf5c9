/** Pictures of numbers, integers, dates and times, formatted and parsed. */
@NullMarked
package dev.tributary.jsonata.picture;

import org.jspecify.annotations.NullMarked;
