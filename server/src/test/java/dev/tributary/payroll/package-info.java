/** Tests of payout runs on a real database. */
@NullMarked
package dev.tributary.payroll;

import org.jspecify.annotations.NullMarked;
