package dev.tributary.jsonata.picture;

import dev.tributary.jsonata.JsonataException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A picture of a date and time, such as {@code [Y0001]-[M01]-[D01]}: text and markers in brackets.
 */
final class DateTimePicture {
    static final List<String> MONTHS =
            List.of(
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December");
    static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    /** Text, or a marker. */
    sealed interface Part permits Text, Marker {}

    record Text(String text) implements Part {}

    private final List<Part> parts = new ArrayList<>();

    DateTimePicture(String picture) {
        int start = 0;
        int at = 0;
        while (at < picture.length()) {
            if (picture.charAt(at) != '[') {
                at++;
            } else if (picture.startsWith("[[", at)) {
                text(picture.substring(start, at));
                parts.add(new Text("["));
                at += 2;
                start = at;
            } else {
                text(picture.substring(start, at));
                int end = picture.indexOf(']', at);
                if (end < 0) throw new JsonataException("D3135");
                parts.add(new Marker(withoutSpace(picture.substring(at + 1, end)), last()));
                at = end + 1;
                start = at;
            }
        }
        text(picture.substring(start));
    }

    private static String withoutSpace(String text) {
        StringBuilder marker = new StringBuilder(text.length());
        text.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> marker.append((char) c));
        return marker.toString();
    }

    private void text(String text) {
        if (!text.isEmpty()) parts.add(new Text(text.replace("]]", "]")));
    }

    private @Nullable Part last() {
        return parts.isEmpty() ? null : parts.getLast();
    }

    List<Part> parts() {
        return parts;
    }

    /** The instant in that zone; the zone is {@code ±hhmm}. */
    String format(double millis, String timezone) {
        double offset = LeadingInteger.of(timezone);
        if (Double.isNaN(offset)) offset = 0;
        int hours = (int) Math.floor(offset / 100);
        int minutes = (int) (offset % 100);
        long local = (long) (millis + (60L * hours + minutes) * 60_000);
        StringBuilder formatted = new StringBuilder();
        for (Part part : parts) {
            formatted.append(
                    switch (part) {
                        case Text text -> text.text;
                        case Marker marker -> format(marker, local, hours, minutes);
                    });
        }
        return formatted.toString();
    }

    private static String format(Marker marker, long millis, int hours, int minutes) {
        return switch (marker.component()) {
            case 'Z', 'z' -> zone(marker, hours, minutes);
            case 'P' -> {
                String half = Instants.component(millis, 'P') == 1 ? "pm" : "am";
                yield marker.names() == Marker.Names.UPPER ? half.toUpperCase(Locale.ROOT) : half;
            }
            case 'C', 'E' -> "ISO";
            default -> number(marker, Instants.component(millis, marker.component()));
        };
    }

    private static String number(Marker marker, int value) {
        int shown =
                marker.component() == 'Y' && marker.shownYearDigits() >= 0
                        ? (int) (value % Math.pow(10, marker.shownYearDigits()))
                        : value;
        return marker.names() == null || marker.component() == 'f'
                ? marker.integer().format(shown)
                : name(marker, shown);
    }

    private static String name(Marker marker, int value) {
        String name =
                switch (marker.component()) {
                    case 'M', 'x' -> MONTHS.get(value - 1);
                    case 'F' -> DAYS.get(value - 1);
                    default ->
                            throw new JsonataException("D3133", String.valueOf(marker.component()));
                };
        if (marker.names() == Marker.Names.UPPER) name = name.toUpperCase(Locale.ROOT);
        if (marker.names() == Marker.Names.LOWER) name = name.toLowerCase(Locale.ROOT);
        return name.substring(0, Math.min(name.length(), marker.mostWidth()));
    }

    private static String zone(Marker marker, int hours, int minutes) {
        IntegerPicture picture = marker.integer();
        int offset = hours * 100 + minutes;
        int digits = picture.mandatoryDigits();
        String text;
        if (picture.isRegular() || digits == 3 || digits == 4) {
            text = picture.format(offset);
        } else if (digits == 1 || digits == 2) {
            text =
                    picture.format(hours)
                            + (minutes == 0 ? "" : ":" + new IntegerPicture("00").format(minutes));
        } else {
            throw new JsonataException("D3134", digits);
        }
        if (offset == 0 && marker.modifier() == 't') return "Z";
        return (marker.component() == 'z' ? "GMT" : "") + (offset >= 0 ? "+" : "") + text;
    }
}
