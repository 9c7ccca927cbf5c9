package dev.tributary.tool;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Pattern;

/** Kinds of data that a fixture must not carry, told by the names of members. */
enum PersonalData {
    SECRET(
            "secret",
            "token|secret|password|passwd|api ?key|authorization|cookie|session|jwt|iban|ssn|tax"
                    + " id|social security"),
    EMAIL("e-mail address", "e ?mail"),
    PHONE("phone number", "phone|mobile|fax|telephone|cell"),
    FIRST_NAME(
            "first name", "first ?name|given ?name|fname|middle ?name|nick ?name|preferred name"),
    LAST_NAME("last name", "last ?name|family ?name|sur ?name|lname|maiden name"),
    NAME("name", "full ?name|display ?name|person name|contact name|owner name|user ?name|login"),
    STREET("street", "street|address|address ?1|address ?2|line ?1|line ?2"),
    POSTAL_CODE("postal code", "zip|zip ?code|postal ?code|postcode"),
    BIRTHDAY("birthday", "birth.*|date of birth|dob"),
    SITE("web site", "website|homepage|linked ?in.*|twitter.*|facebook.*|domain"),
    TEXT("free text", "description|notes?|comments?|bio|about|summary");

    private final String caption;
    private final Pattern words;

    PersonalData(String caption, String words) {
        this.caption = caption;
        this.words = Pattern.compile("(.* )?(" + words + ")( .*)?");
    }

    String caption() {
        return caption;
    }

    /**
     * What a member of this name holds; null: nothing of these.
     *
     * @param people whether a plain {@code name} is a person's
     */
    static @Nullable PersonalData of(String member, boolean people) {
        String words =
                member.replaceAll("(?<=[a-z0-9])(?=[A-Z])|[_.\\-/]+", " ").toLowerCase(Locale.ROOT);
        // Where a list goes on is called a token too, and it is needed as it is.
        if (words.matches(".*\\b(page|next|cursor|sync|continuation)\\b.*")) {
            return null;
        }
        for (PersonalData kind : values()) {
            if (kind.words.matcher(words).matches()) {
                return kind;
            }
        }
        return people && words.equals("name") ? NAME : null;
    }

    boolean fits(String text) {
        return switch (this) {
            case PHONE -> text.chars().filter(Character::isDigit).count() >= 5;
            case SITE -> text.contains(".");
            case FIRST_NAME, LAST_NAME, NAME -> text.chars().anyMatch(Character::isLetter);
            case SECRET, EMAIL, STREET, POSTAL_CODE, BIRTHDAY, TEXT -> true;
        };
    }

    String placeholder(int number) {
        return switch (this) {
            case SECRET -> "redacted-" + number;
            case EMAIL -> "person" + number + "@example.com";
            case PHONE -> "+1 555 %04d".formatted(100 + number);
            case FIRST_NAME -> "First" + number;
            case LAST_NAME -> "Last" + number;
            case NAME -> "Person " + number;
            case STREET -> number + " Example Street";
            case POSTAL_CODE -> "%05d".formatted(10_000 + number);
            case BIRTHDAY -> "1970-01-01";
            case SITE -> "site" + number + ".example";
            case TEXT -> "Text " + number + ".";
        };
    }
}
