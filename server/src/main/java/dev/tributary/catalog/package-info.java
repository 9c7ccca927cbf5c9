/**
 * The connectors as environments and integrated accounts see them: versions of layers, in force
 * everywhere.
 */
@NullMarked
package dev.tributary.catalog;

import org.jspecify.annotations.NullMarked;
