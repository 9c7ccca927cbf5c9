/** The server beside its peers, over real HTTP: what it adds to a call, and how many it carries. */
package dev.tributary.bench.http;
