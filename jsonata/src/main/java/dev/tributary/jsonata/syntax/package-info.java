/** Text to tree: lexer, Pratt parser, and the resolver that turns syntax into paths and steps. */
@NullMarked
package dev.tributary.jsonata.syntax;

import org.jspecify.annotations.NullMarked;
