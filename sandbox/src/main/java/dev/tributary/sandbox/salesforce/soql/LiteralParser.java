package dev.tributary.sandbox.salesforce.soql;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;

/** Reads one value. */
final class LiteralParser {
    private final Words words;

    LiteralParser(Words words) {
        this.words = words;
    }

    Literal literal() {
        Token token = words.take();
        return switch (token.kind()) {
            case TEXT -> new Literal.Text(Quoted.value(token));
            case NUMBER -> new Literal.Number(new BigDecimal(token.text()));
            case DATE -> date(token);
            case MOMENT -> moment(token);
            case WORD -> word(token);
            case SYMBOL -> {
                if (token.is(":")) {
                    throw SoqlProblem.malformed(
                            token.position(), "Bind variables only allowed in Apex code");
                }
                throw SoqlProblem.unexpected(token);
            }
            case END -> throw SoqlProblem.unexpected(token);
        };
    }

    Literal.Like like() {
        Token token = words.take();
        if (token.kind() != Token.Kind.TEXT) {
            throw SoqlProblem.unexpected(token);
        }
        return new Literal.Like(Quoted.pattern(token));
    }

    String text() {
        Token token = words.take();
        if (token.kind() != Token.Kind.TEXT) {
            throw SoqlProblem.unexpected(token);
        }
        return Quoted.value(token);
    }

    private static Literal date(Token token) {
        try {
            return new Literal.Date(LocalDate.parse(token.text()));
        } catch (DateTimeException impossible) {
            throw SoqlProblem.malformed(token.position(), "Invalid date: " + token.text());
        }
    }

    private static Literal moment(Token token) {
        String text = token.text().toUpperCase(Locale.ROOT);
        if (text.matches(".*[+-]\\d{4}")) {
            text = text.substring(0, text.length() - 2) + ":" + text.substring(text.length() - 2);
        }
        try {
            return new Literal.Moment(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException impossible) {
            throw SoqlProblem.malformed(token.position(), "Invalid datetime: " + token.text());
        }
    }

    private Literal word(Token token) {
        if (token.is("NULL")) {
            return new Literal.Null();
        }
        if (token.is("TRUE") || token.is("FALSE")) {
            return new Literal.Flag(token.is("TRUE"));
        }
        for (Literal.Range range : Literal.Range.values()) {
            if (token.is(range.name())) {
                if (range.counted()) {
                    words.expect(":");
                    return new Literal.Named(range, words.wholeNumber());
                }
                return new Literal.Named(range, 1);
            }
        }
        throw SoqlProblem.unexpected(token);
    }
}
