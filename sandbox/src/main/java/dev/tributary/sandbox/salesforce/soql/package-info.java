/** SOQL as text to a syntax tree: words, grammar, and the errors that tell where. */
@NullMarked
package dev.tributary.sandbox.salesforce.soql;

import org.jspecify.annotations.NullMarked;
