/** What the emulators promise, over real HTTP. */
@NullMarked
package dev.tributary.sandbox.gusto;

import org.jspecify.annotations.NullMarked;
