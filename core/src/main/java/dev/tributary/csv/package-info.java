/** Tables as text (RFC 4180): read as they come in, within bounds, and written. */
@NullMarked
package dev.tributary.csv;

import org.jspecify.annotations.NullMarked;
