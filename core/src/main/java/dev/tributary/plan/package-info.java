/** Comp plans and the calculator: (plan, quotas, people, deals) → earnings with explanations. */
@NullMarked
package dev.tributary.plan;

import org.jspecify.annotations.NullMarked;
