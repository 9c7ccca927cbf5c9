/** An emulated Pipedrive: OAuth and tokens, API v2, what is left of v1, and webhooks. */
@NullMarked
package dev.tributary.sandbox.pipedrive;

import org.jspecify.annotations.NullMarked;
