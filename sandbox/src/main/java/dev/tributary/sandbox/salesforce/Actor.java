package dev.tributary.sandbox.salesforce;

/**
 * Who writes.
 *
 * @param admin whether what administrators set up can be written too
 */
record Actor(String userId, boolean admin) {}
