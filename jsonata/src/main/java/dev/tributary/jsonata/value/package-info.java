/** What expressions compute with: undefined, lists, objects, functions, numbers, text, limits. */
@NullMarked
package dev.tributary.jsonata.value;

import org.jspecify.annotations.NullMarked;
