/** The command line for people who write connectors: new, check, test, try, record. */
@NullMarked
package dev.tributary.tool;

import org.jspecify.annotations.NullMarked;
