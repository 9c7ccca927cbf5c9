/** What the emulators promise, over real HTTP. */
@NullMarked
package dev.tributary.sandbox.hubspot;

import org.jspecify.annotations.NullMarked;
