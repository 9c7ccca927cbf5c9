/** Postgres: pool, transactions, migrations, group commit, and a real server of our own. */
@NullMarked
package dev.tributary.db;

import org.jspecify.annotations.NullMarked;
