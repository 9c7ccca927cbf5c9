/** Walks over a provider's records: the initial load that fills the store, and reconciliation. */
@NullMarked
package dev.tributary.sync;

import org.jspecify.annotations.NullMarked;
