/** The demo: real opportunities become payroll inputs through the public API, then are checked. */
@NullMarked
package dev.tributary.sandbox.demo;

import org.jspecify.annotations.NullMarked;
