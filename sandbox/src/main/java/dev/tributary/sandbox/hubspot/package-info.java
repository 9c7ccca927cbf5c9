/** The emulated HubSpot: OAuth, CRM objects, search, owners, pipelines and signed webhooks. */
@NullMarked
package dev.tributary.sandbox.hubspot;

import org.jspecify.annotations.NullMarked;
