package dev.tributary.document;

/**
 * Where a value was written.
 *
 * @param document a file's path inside its folder, or the name of an overlay
 * @param line the line in the file, from 1; 0 in overlays, which have a pointer instead
 * @param pointer JSON Pointer inside an overlay
 * @param layer what lays the document over others: an overlay's name; empty for a file
 */
public record Origin(String document, int line, String pointer, String layer) {
    public static Origin line(String document, int line) {
        return new Origin(document, line, "", "");
    }

    public static Origin pointer(String document, String pointer) {
        return new Origin(document, 0, pointer, document);
    }

    /** The same place, as a part of a layer. */
    Origin in(String other) {
        return new Origin(document, line, pointer, other);
    }

    /** Where in its document: the file and line, or the pointer. */
    public String place() {
        return line > 0 ? document + ":" + line : pointer.isEmpty() ? "/" : pointer;
    }

    /** The line of a character of a text that begins here; the same place in an overlay. */
    public Origin at(String text, int offset) {
        String before = text.substring(0, Math.clamp(offset, 0, text.length()));
        return plus((int) before.chars().filter(c -> c == '\n').count());
    }

    /** Some lines further down in a file; the same place in an overlay. */
    Origin plus(int lines) {
        return line == 0 ? this : new Origin(document, line + lines, pointer, layer);
    }

    @Override
    public String toString() {
        return line > 0 ? place() : document + " " + place();
    }
}
