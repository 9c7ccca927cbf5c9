package dev.tributary.jsonata.picture;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads an instant from a text by a date-time picture. */
final class DateTimeReader {
    private final DateTimePicture picture;

    DateTimeReader(String picture) {
        this.picture = new DateTimePicture(picture);
    }

    /** The milliseconds, or undefined if the text does not fit the picture. */
    @Nullable Object read(String text, long now, Run run) {
        StringBuilder regex = new StringBuilder("(?i)^");
        for (DateTimePicture.Part part : picture.parts())
            regex.append('(').append(regex(part)).append(')');
        Matcher matcher;
        try {
            Pattern pattern = Pattern.compile(regex.append('$').toString());
            run.regex((long) text.length() * (1 + pattern.programSize() / 16));
            matcher = pattern.matcher(text);
        } catch (PatternSyntaxException tooWide) {
            return UNDEFINED;
        }
        if (!matcher.find()) return UNDEFINED;
        Map<Character, Double> found = new HashMap<>();
        int group = 0;
        boolean isEmpty = true;
        for (DateTimePicture.Part part : picture.parts()) {
            group++;
            if (!(part instanceof Marker marker)) continue;
            isEmpty = false;
            Double value = parse(marker, matcher.group(group));
            if (value == null) found.remove(marker.component());
            else found.put(marker.component(), value);
        }
        return isEmpty ? UNDEFINED : new Assembly(found, now).millis();
    }

    private static String regex(DateTimePicture.Part part) {
        return switch (part) {
            case DateTimePicture.Text text -> Pattern.quote(text.text());
            case Marker marker ->
                    switch (marker.component()) {
                        case 'Z', 'z' -> {
                            String zone = (marker.component() == 'z' ? "GMT" : "") + "[-+][0-9]+";
                            yield marker.integer().isRegular()
                                    ? zone + Pattern.quote(marker.integer().separator()) + "[0-9]+"
                                    : zone;
                        }
                        case 'f' -> "[0-9]+";
                        default -> marker.isInteger() ? marker.integer().regex() : names(marker);
                    };
        };
    }

    private static String names(Marker marker) {
        return switch (marker.component()) {
            case 'M', 'x', 'F', 'P' -> "[a-zA-Z]+";
            default -> throw new JsonataException("D3133", String.valueOf(marker.component()));
        };
    }

    /** The value of a component, or null for a name that is none. */
    private static @Nullable Double parse(Marker marker, String text) {
        return switch (marker.component()) {
            case 'Z', 'z' ->
                    (Double) zone(marker, marker.component() == 'z' ? text.substring(3) : text);
            case 'f' -> Double.valueOf("0." + text.substring(0, Math.min(3, text.length()))) * 1000;
            default -> {
                if (marker.isInteger()) yield marker.integer().parse(text);
                yield name(marker, text);
            }
        };
    }

    private static double zone(Marker marker, String text) {
        if (marker.integer().isRegular()) {
            int at = text.indexOf(marker.integer().separator());
            return LeadingInteger.of(text.substring(0, at)) * 60
                    + LeadingInteger.of(text.substring(at + 1));
        }
        if (text.length() <= 3) return LeadingInteger.of(text) * 60;
        return LeadingInteger.of(text.substring(0, 3)) * 60 + LeadingInteger.of(text.substring(3));
    }

    private static @Nullable Double name(Marker marker, String text) {
        if (marker.component() == 'P') {
            if (text.equals("am") || text.equals("AM")) return 0.0;
            return text.equals("pm") || text.equals("PM") ? 1.0 : null;
        }
        List<String> names =
                marker.component() == 'F' ? DateTimePicture.DAYS : DateTimePicture.MONTHS;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (text.equals(name.substring(0, Math.min(name.length(), marker.mostWidth()))))
                return i + 1.0;
        }
        return null;
    }

    /** Makes an instant of the components found, filling in what may be missing. */
    private static final class Assembly {
        private static final int DATE_BY_MONTH = 0b10100001;
        private static final int DATE_BY_DAY_OF_YEAR = 0b10000010;
        private static final int DATE_BY_WEEK_OF_MONTH = 0b01010100;
        private static final int DATE_BY_WEEK = 0b01001000;
        private static final int TIME_OF_HALF_DAY = 0b101111;
        private static final int TIME_OF_DAY = 0b010111;

        private final Map<Character, Double> found;
        private final long now;

        Assembly(Map<Character, Double> found, long now) {
            this.found = found;
            this.now = now;
        }

        Number millis() {
            int date = mask("YXMxWwdD");
            int time = mask("PHhmsf");
            boolean byMonth = fits(DATE_BY_MONTH, date);
            boolean byDayOfYear = !byMonth && fits(DATE_BY_DAY_OF_YEAR, date);
            boolean byWeekOfMonth = fits(DATE_BY_WEEK_OF_MONTH, date);
            boolean byWeek = !byWeekOfMonth && fits(DATE_BY_WEEK, date);
            boolean halfDay = !fits(TIME_OF_DAY, time) && fits(TIME_OF_HALF_DAY, time);
            String dateParts = byDayOfYear ? "YD" : byWeekOfMonth ? "XxwF" : byWeek ? "XWF" : "YMD";
            fill(dateParts + (halfDay ? "Phmsf" : "Hmsf"));
            if (byWeekOfMonth || byWeek) throw new JsonataException("D3136");
            double day =
                    byDayOfYear
                            ? Instants.dayOfYear(value('Y'), value('d'))
                            : Instants.utc(
                                    value('Y'), value('M') > 0 ? value('M') - 1 : 0, value('D'));
            double hour =
                    halfDay
                            ? (value('h') == 12 ? 0 : value('h')) + (value('P') == 1 ? 12 : 0)
                            : value('H');
            double millis =
                    day + hour * 3_600_000 + value('m') * 60_000 + value('s') * 1_000 + value('f');
            double offset =
                    found.getOrDefault('Z', 0.0) != 0 ? value('Z') : found.getOrDefault('z', 0.0);
            return Instants.within(millis - offset * 60_000);
        }

        private double value(char component) {
            return found.getOrDefault(component, 0.0);
        }

        private int mask(String components) {
            int mask = 0;
            for (char component : components.toCharArray()) {
                double value = value(component);
                mask = mask << 1 | (value != 0 && !Double.isNaN(value) ? 1 : 0);
            }
            return mask;
        }

        private static boolean fits(int type, int mask) {
            return (~type & mask) == 0 && (type & mask) != 0;
        }

        /**
         * Before the first component given it is now, after the last one zero; none may be missing
         * between.
         */
        private void fill(String components) {
            boolean started = false;
            boolean ended = false;
            for (char component : components.toCharArray()) {
                if (found.containsKey(component)) {
                    started = true;
                    if (ended) throw new JsonataException("D3136");
                } else if (started) {
                    found.put(
                            component,
                            component == 'M' || component == 'D' || component == 'd' ? 1.0 : 0.0);
                    ended = true;
                } else {
                    boolean half = component == 'P'; // in the reference it is always the first one
                    found.put(component, half ? 0 : (double) Instants.component(now, component));
                }
            }
        }
    }
}
