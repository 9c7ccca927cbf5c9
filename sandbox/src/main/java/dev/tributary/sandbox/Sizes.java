package dev.tributary.sandbox;

/**
 * The largest requests that an emulator reads.
 *
 * @param bodyBytesMax of a body; larger ones are refused before anybody sees them
 * @param uriBytesMax of path and query as sent; longer ones are answered 414
 */
public record Sizes(int bodyBytesMax, int uriBytesMax) {
    public static final Sizes USUAL = new Sizes(8 * 1024 * 1024, 16_384);
}
