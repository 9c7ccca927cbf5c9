/** Tests of commissions on a real database. */
@NullMarked
package dev.tributary.commission;

import org.jspecify.annotations.NullMarked;
