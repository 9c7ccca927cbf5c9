/** Webhooks in: verify the signature, append, answer; nothing else happens on that path. */
@NullMarked
package dev.tributary.inbound;

import org.jspecify.annotations.NullMarked;
