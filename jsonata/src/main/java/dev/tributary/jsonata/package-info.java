/** JSONata for the JVM: compile an expression once, evaluate it anywhere, within limits. */
@NullMarked
package dev.tributary.jsonata;

import org.jspecify.annotations.NullMarked;
