/** The emulated Gusto App Integrations API: OAuth with rotation, employees and payrolls. */
@NullMarked
package dev.tributary.sandbox.gusto;

import org.jspecify.annotations.NullMarked;
