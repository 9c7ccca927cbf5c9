/** What the emulator promises, over real HTTP. */
@NullMarked
package dev.tributary.sandbox.pipedrive;

import org.jspecify.annotations.NullMarked;
