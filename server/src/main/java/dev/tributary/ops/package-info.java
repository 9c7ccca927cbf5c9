/** What operators see: counters, latencies, health. */
@NullMarked
package dev.tributary.ops;

import org.jspecify.annotations.NullMarked;
