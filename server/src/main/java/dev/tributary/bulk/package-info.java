/**
 * Bulk jobs: many records read or written by jobs of the provider's, step by step and resumable.
 */
@NullMarked
package dev.tributary.bulk;

import org.jspecify.annotations.NullMarked;
