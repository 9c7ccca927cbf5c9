package dev.tributary.jsonata.picture;

import dev.tributary.jsonata.JsonataException;

import org.jspecify.annotations.Nullable;

/** A marker of a date-time picture, such as {@code [M01]}, {@code [FNn]} or {@code [Y,2-2]}. */
final class Marker implements DateTimePicture.Part {
    /** How a month, day or half of the day is named. */
    enum Names {
        UPPER,
        LOWER,
        TITLE
    }

    private static final String INTEGERS = "YMDdFWwXxHhmsf";

    private final char component;
    private final char modifier;
    private final @Nullable Names names;
    private final @Nullable IntegerPicture integer;
    private final int mostWidth;
    private final int yearDigits;

    /**
     * {@code previous} is the part before it; two integers in a row are told apart by their widths.
     */
    Marker(String text, DateTimePicture.@Nullable Part previous) {
        this.component = text.isEmpty() ? 0 : text.charAt(0);
        int comma = text.lastIndexOf(',');
        String presentation =
                text.isEmpty()
                        ? ""
                        : comma < 0 ? text.substring(1) : text.substring(1, Math.max(1, comma));
        String width = comma < 0 ? "" : text.substring(comma + 1);
        int dash = width.indexOf('-');
        int least = width(dash < 0 ? width : width.substring(0, dash), -1);
        this.mostWidth =
                dash < 0 ? Integer.MAX_VALUE : width(width.substring(dash + 1), Integer.MAX_VALUE);
        boolean modified =
                presentation.length() > 1
                        && "atco".indexOf(presentation.charAt(presentation.length() - 1)) >= 0;
        String first = presentation.isEmpty() ? standard() : presentation;
        if (presentation.isEmpty()) modified = false;
        this.modifier = modified ? first.charAt(first.length() - 1) : 0;
        if (modified) first = first.substring(0, first.length() - 1);
        this.names = names(first);
        boolean zone = component == 'Z' || component == 'z';
        if (zone) {
            this.integer = new IntegerPicture(first);
        } else if (names == null && INTEGERS.indexOf(component) >= 0) {
            this.integer = new IntegerPicture(modified ? first + ";" + modifier : first);
            if (integer.mandatoryDigits() < least && integer.form() == IntegerPicture.Form.DECIMAL)
                integer.requireDigits(least);
        } else {
            this.integer = null;
        }
        this.yearDigits = component == 'Y' && integer != null ? yearDigits() : -1;
        if (!zone
                && integer != null
                && previous instanceof Marker before
                && before.integer != null) {
            before.integer.fixParseWidth();
        }
    }

    private static int width(String text, int absent) {
        if (text.equals("*")) return absent;
        double width = LeadingInteger.of(text);
        return Double.isNaN(width) ? absent : (int) Math.min(width, 1_000);
    }

    private String standard() {
        return switch (component) {
            case 'Y', 'M', 'D', 'd', 'W', 'w', 'X', 'x', 'H', 'h', 'f' -> "1";
            case 'F', 'P', 'C', 'E' -> "n";
            case 'm', 's' -> "01";
            case 'Z', 'z' -> "01:01";
            default ->
                    throw new JsonataException(
                            "D3132", component == 0 ? "" : String.valueOf(component));
        };
    }

    private static @Nullable Names names(String presentation) {
        if (presentation.startsWith("n")) return Names.LOWER;
        if (presentation.startsWith("Nn")) return Names.TITLE;
        return presentation.startsWith("N") ? Names.UPPER : null;
    }

    private int yearDigits() {
        if (mostWidth != Integer.MAX_VALUE) {
            integer.requireDigits(mostWidth);
            return mostWidth;
        }
        return integer.digits() >= 2 ? integer.digits() : -1;
    }

    char component() {
        return component;
    }

    /** The second presentation modifier, or 0. */
    char modifier() {
        return modifier;
    }

    @Nullable Names names() {
        return names;
    }

    IntegerPicture integer() {
        if (integer == null) throw new JsonataException("D3132", String.valueOf(component));
        return integer;
    }

    boolean isInteger() {
        return integer != null;
    }

    int mostWidth() {
        return mostWidth;
    }

    int shownYearDigits() {
        return yearDigits;
    }
}
