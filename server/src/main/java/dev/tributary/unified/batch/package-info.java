/** Several unified requests in one: a bounded graph, each answered as if it had come alone. */
@NullMarked
package dev.tributary.unified.batch;

import org.jspecify.annotations.NullMarked;
