/** Tests of comp plans and the calculator. */
@NullMarked
package dev.tributary.plan;

import org.jspecify.annotations.NullMarked;
