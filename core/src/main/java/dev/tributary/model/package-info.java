/** Unified resources and their fields; validates records; emits JSON Schema. */
@NullMarked
package dev.tributary.model;

import org.jspecify.annotations.NullMarked;
