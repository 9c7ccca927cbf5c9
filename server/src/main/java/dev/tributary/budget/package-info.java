/** API budgets: rolling windows, lanes, back-off, what is left. */
@NullMarked
package dev.tributary.budget;

import org.jspecify.annotations.NullMarked;
