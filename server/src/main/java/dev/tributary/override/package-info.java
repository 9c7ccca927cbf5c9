/**
 * The API of overrides and environments' own connectors: checked, previewed, rolled out, rolled
 * back.
 */
@NullMarked
package dev.tributary.override;

import org.jspecify.annotations.NullMarked;
