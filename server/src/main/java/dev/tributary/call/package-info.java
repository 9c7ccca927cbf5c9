/**
 * One upstream call: URL, auth applied, budget, send, decode, errors, paging, named steps, write
 * modes.
 */
@NullMarked
package dev.tributary.call;

import org.jspecify.annotations.NullMarked;
