/** XML as the same trees that JSON is: one fixed convention, and no more than it can say. */
@NullMarked
package dev.tributary.xml;

import org.jspecify.annotations.NullMarked;
