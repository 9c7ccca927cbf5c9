/** How fast the JSONata engine is, beside its peers and beside Java written by hand. */
@NullMarked
package dev.tributary.bench;

import org.jspecify.annotations.NullMarked;
