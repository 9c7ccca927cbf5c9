package dev.tributary.bench.http;

/** Who is measured, in the order of the table. */
enum Peer {
    BARE("the upstream, called directly"),
    NGINX("nginx as reverse proxy"),
    NODE_MEMORY("Node + fastify, passed on, credential in memory"),
    NODE_POSTGRES("Node + fastify, passed on, credential from Postgres"),
    PROXY("**Tributary `/proxy`**"),
    NODE_JSONATA("Node + fastify, mapped by npm jsonata"),
    NODE_BY_HAND("Node + fastify, mapped by hand"),
    UNIFIED("**Tributary `/unified`**");

    private final String title;

    Peer(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean isMapped() {
        return compareTo(NODE_JSONATA) >= 0;
    }
}
