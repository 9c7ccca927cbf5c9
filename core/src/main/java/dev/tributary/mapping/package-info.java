/** Fields tables and JSONata, in and out: null, money, time and id rules; layers; explain. */
@NullMarked
package dev.tributary.mapping;

import org.jspecify.annotations.NullMarked;
