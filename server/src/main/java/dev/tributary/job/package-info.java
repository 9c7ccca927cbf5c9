/** Durable work and the loops that do it; knows no feature. */
@NullMarked
package dev.tributary.job;

import org.jspecify.annotations.NullMarked;
