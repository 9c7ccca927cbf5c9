/**
 * The composition root and the few words that every feature speaks: failures, ids, secrets, JSON.
 */
@NullMarked
package dev.tributary;

import org.jspecify.annotations.NullMarked;
