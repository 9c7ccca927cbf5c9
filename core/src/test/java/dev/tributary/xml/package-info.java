/** Tests of the package of this name. */
@NullMarked
package dev.tributary.xml;

import org.jspecify.annotations.NullMarked;
