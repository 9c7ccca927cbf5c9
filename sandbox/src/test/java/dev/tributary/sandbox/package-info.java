/** What the emulators promise, over real HTTP. */
@NullMarked
package dev.tributary.sandbox;

import org.jspecify.annotations.NullMarked;
