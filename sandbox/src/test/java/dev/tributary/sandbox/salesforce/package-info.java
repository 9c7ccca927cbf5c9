/** What the emulators promise, over real HTTP. */
@NullMarked
package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.NullMarked;
