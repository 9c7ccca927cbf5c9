package dev.tributary.jsonata.picture;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Numbers;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions on instants: $now, $toMillis, $fromMillis. */
public final class DateTimes {
    private static final Pattern ISO =
            Pattern.compile(
                    "([0-9]{4})(?:-([01][0-9])(?:-([0-3][0-9]))?)?"
                        + "(?:T([0-2][0-9]):([0-5][0-9]):([0-5][0-9]))?(?:\\.([0-9]+))?(?:([+-])([0-2][0-9]):?([0-5][0-9])|Z)?");
    private static final DateTimePicture STANDARD =
            new DateTimePicture("[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]");

    private DateTimes() {}

    public static @Nullable Object now(
            @Nullable Object picture, @Nullable Object timezone, Run run) {
        return fromMillis(run.timestamp(), picture, timezone, run);
    }

    public static @Nullable Object fromMillis(
            @Nullable Object millis, @Nullable Object picture, @Nullable Object timezone, Run run) {
        if (millis == UNDEFINED) return millis;
        DateTimePicture format = STANDARD;
        if (picture != UNDEFINED) {
            format = new DateTimePicture(ShortText.of(picture, run));
        }
        String zone = timezone == UNDEFINED ? "0" : ShortText.of(timezone, run);
        run.chars(64);
        return format.format(Instants.checked((Number) millis), zone);
    }

    public static @Nullable Object toMillis(
            @Nullable Object text, @Nullable Object picture, Run run) {
        if (text == UNDEFINED) return text;
        String timestamp = ShortText.of(text, run);
        if (picture == UNDEFINED) return parseIso(timestamp);
        return new DateTimeReader(ShortText.of(picture, run)).read(timestamp, run.timestamp(), run);
    }

    private static Number parseIso(String text) {
        Matcher matcher = ISO.matcher(text);
        if (!matcher.matches()) throw new JsonataException("D3110", text);
        int month = number(matcher, 2, 1);
        int day = number(matcher, 3, 1);
        int hour = number(matcher, 4, 0);
        if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24)
            throw new JsonataException("D3110", text);
        double millis =
                Instants.midnight(number(matcher, 1, 0), month - 1, day)
                        + hour * 3_600_000.0
                        + number(matcher, 5, 0) * 60_000.0
                        + number(matcher, 6, 0) * 1_000.0
                        + fraction(matcher.group(7));
        double offset = number(matcher, 9, 0) * 60.0 + number(matcher, 10, 0);
        return Numbers.of(millis - ("-".equals(matcher.group(8)) ? -offset : offset) * 60_000);
    }

    private static int number(Matcher matcher, int group, int absent) {
        return matcher.group(group) == null ? absent : Integer.parseInt(matcher.group(group));
    }

    private static int fraction(String digits) {
        return digits == null ? 0 : Integer.parseInt((digits + "00").substring(0, 3));
    }
}
