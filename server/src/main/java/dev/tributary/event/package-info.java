/** Records and record events: coalesce hints, fetch fresh, map, version, number, publish. */
@NullMarked
package dev.tributary.event;

import org.jspecify.annotations.NullMarked;
