package dev.tributary.sandbox.salesforce.soql;

/**
 * One word of a statement.
 *
 * @param text as it stands there; a quoted text without its quotes and with its escapes
 * @param position of its first character
 */
record Token(Kind kind, String text, int position) {
    enum Kind {
        WORD,
        TEXT,
        NUMBER,
        DATE,
        MOMENT,
        SYMBOL,
        END
    }

    boolean is(String keywordOrSymbol) {
        return switch (kind) {
            case WORD -> text.equalsIgnoreCase(keywordOrSymbol);
            case SYMBOL -> text.equals(keywordOrSymbol);
            case TEXT, NUMBER, DATE, MOMENT, END -> false;
        };
    }
}
