/** Server glue: routes, problem documents, bodies and limits; and our way out to others. */
@NullMarked
package dev.tributary.http;

import org.jspecify.annotations.NullMarked;
