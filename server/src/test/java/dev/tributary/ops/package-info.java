/** Tests of counting. */
@NullMarked
package dev.tributary.ops;

import org.jspecify.annotations.NullMarked;
