/** YAML and JSON trees that know where they stand: read, layer, check by shape. */
@NullMarked
package dev.tributary.document;

import org.jspecify.annotations.NullMarked;
