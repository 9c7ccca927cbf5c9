/** The pages on which a customer connects a provider, and the way back from the provider. */
@NullMarked
package dev.tributary.connect;

import org.jspecify.annotations.NullMarked;
