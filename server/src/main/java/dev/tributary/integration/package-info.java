/** Environments, API keys, integrated accounts, vault, auth flows, token refresh, connect links. */
@NullMarked
package dev.tributary.integration;

import org.jspecify.annotations.NullMarked;
