package dev.tributary.document;

/**
 * Where a value was written.
 *
 * @param document a file's path inside its folder, or the name of an overlay
 * @param line the line in the file, from 1; 0 in overlays, which have a pointer instead
 * @param pointer JSON Pointer inside an overlay
 */
public record Origin(String document, int line, String pointer) {
    public static Origin line(String document, int line) {
        return new Origin(document, line, "");
    }

    public static Origin pointer(String document, String pointer) {
        return new Origin(document, 0, pointer);
    }

    /** Some lines further down in a file; the same place in an overlay. */
    Origin plus(int lines) {
        return line == 0 ? this : new Origin(document, line + lines, pointer);
    }

    @Override
    public String toString() {
        return line > 0
                ? document + ":" + line
                : document + " " + (pointer.isEmpty() ? "/" : pointer);
    }
}
