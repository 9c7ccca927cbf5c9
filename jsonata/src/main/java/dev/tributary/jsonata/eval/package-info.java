/** Tree to closures: the compiler and the nodes that evaluate; one class per construct. */
@NullMarked
package dev.tributary.jsonata.eval;

import org.jspecify.annotations.NullMarked;
