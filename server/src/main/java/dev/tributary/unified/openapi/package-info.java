/**
 * The API's own description: OpenAPI generated from models and routes, and the page that shows it.
 */
@NullMarked
package dev.tributary.unified.openapi;

import org.jspecify.annotations.NullMarked;
