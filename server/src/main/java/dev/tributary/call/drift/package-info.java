/** Notices when a provider drops a field that a mapping reads, or gives it another type. */
@NullMarked
package dev.tributary.call.drift;

import org.jspecify.annotations.NullMarked;
