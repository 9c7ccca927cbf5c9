@NullMarked
package dev.tributary.dialect;

import org.jspecify.annotations.NullMarked;
