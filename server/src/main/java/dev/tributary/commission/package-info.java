/** Plans, people, credits, the ledger, periods and statements: what deals earn, and for whom. */
@NullMarked
package dev.tributary.commission;

import org.jspecify.annotations.NullMarked;
