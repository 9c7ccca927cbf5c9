/** Public API: /unified and /proxy. */
@NullMarked
package dev.tributary.unified;

import org.jspecify.annotations.NullMarked;
