package dev.tributary.sandbox.salesforce.soql;

/** A statement that is refused, with the provider's code and the place where it went wrong. */
public final class SoqlProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int AROUND = 32;

    private final String code;
    private final String why;
    private final int position;

    private SoqlProblem(String code, String message, int position) {
        super(message);
        this.why = message;
        this.code = code;
        this.position = position;
    }

    /** Refused as a whole: the message shows no place. */
    public static SoqlProblem of(String code, String message) {
        return new SoqlProblem(code, message, -1);
    }

    public static SoqlProblem at(int position, String code, String message) {
        return new SoqlProblem(code, message, position);
    }

    static SoqlProblem malformed(int position, String message) {
        return at(position, "MALFORMED_QUERY", message);
    }

    static SoqlProblem unexpected(Token token) {
        return malformed(token.position(), "unexpected token: '" + token.text() + "'");
    }

    /** The message without the place. */
    public String why() {
        return why;
    }

    public String code() {
        return code;
    }

    /**
     * The message as the provider shows it: what stands around the place, an arrow, row, column.
     */
    public String shown(String source) {
        if (position < 0) {
            return why;
        }
        int at = Math.min(position, source.length());
        int row = 1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
        int rowStart = source.lastIndexOf('\n', at - 1) + 1;
        int from = wordStart(source, rowStart, at);
        int to = wordEnd(source, at);
        return "\n%s\n%s^\nERROR at Row:%d:Column:%d\n%s"
                .formatted(
                        source.substring(from, to),
                        " ".repeat(at - from),
                        row,
                        at - rowStart + 1,
                        why);
    }

    private static int wordStart(String source, int rowStart, int at) {
        int from = at - AROUND;
        if (from <= rowStart) {
            return rowStart;
        }
        while (from < at && source.charAt(from - 1) != ' ') {
            from++;
        }
        return from;
    }

    private static int wordEnd(String source, int at) {
        int to = at + AROUND;
        if (to >= source.length()) {
            return source.length();
        }
        while (to > at && source.charAt(to) != ' ') {
            to--;
        }
        return Math.max(to, Math.min(source.length(), at + 1));
    }
}
