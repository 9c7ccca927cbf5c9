/** Providers emulated on real HTTP, strict and stateful, with fault dials that a seed decides. */
@NullMarked
package dev.tributary.sandbox;

import org.jspecify.annotations.NullMarked;
