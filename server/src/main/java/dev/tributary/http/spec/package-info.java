/** What a route says of itself in the API's description: summary, parameters, bodies, answers. */
@NullMarked
package dev.tributary.http.spec;

import org.jspecify.annotations.NullMarked;
