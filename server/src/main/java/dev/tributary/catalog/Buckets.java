package dev.tributary.catalog;

/**
 * Deals integrated accounts out to a hundred buckets, for each override in another way and for the
 * same one always in the same: a percentage that grows only adds accounts.
 */
final class Buckets {
    private static final int COUNT = 100;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Buckets() {}

    /** From 0 to 99. */
    static int of(String overrideId, String integratedAccountId) {
        long hash = mixed(mixed(FNV_OFFSET, overrideId), integratedAccountId);
        // The last characters of an id must reach every bit.
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return (int) Math.floorMod(hash ^ (hash >>> 33), COUNT);
    }

    private static long mixed(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
