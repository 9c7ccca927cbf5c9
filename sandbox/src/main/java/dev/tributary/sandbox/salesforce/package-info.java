/** An emulated Salesforce: OAuth, REST with SOQL, collections and composite, Bulk API 2.0. */
@NullMarked
package dev.tributary.sandbox.salesforce;

import org.jspecify.annotations.NullMarked;
