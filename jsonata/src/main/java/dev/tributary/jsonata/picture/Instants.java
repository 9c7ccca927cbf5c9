package dev.tributary.jsonata.picture;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Numbers;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Instants in UTC and their calendar components, as date-time pictures name them. */
final class Instants {
    private static final long DAY = 86_400_000;
    private static final double FURTHEST = 8.64e15;

    private Instants() {}

    /** The milliseconds, if the calendar of ECMAScript reaches that far. */
    static double checked(Number millis) {
        double value = millis.doubleValue();
        if (!(Math.abs(value) <= FURTHEST)) throw new JsonataException("D3110", millis);
        return value;
    }

    /** The milliseconds, or NaN if the calendar of ECMAScript does not reach that far. */
    static Number within(double millis) {
        return Math.abs(millis) <= FURTHEST ? Numbers.of(millis) : Double.NaN;
    }

    /** Midnight of a day; months count from 0 and, like days, may lie outside of their year. */
    static double utc(double year, double month, double day) {
        double years = year >= 0 && year <= 99 ? 1900 + year : year;
        return midnight(years, month, day);
    }

    /**
     * Midnight of the day with that number in its year; beyond the end of the year it is the day of
     * that month in the same year, as in the reference.
     */
    static double dayOfYear(double year, double day) {
        double millis = utc(year, 0, day);
        if (!(Math.abs(millis) <= FURTHEST)) return Double.NaN;
        LocalDate date = LocalDate.ofEpochDay((long) millis / DAY);
        return utc(year, date.getMonthValue() - 1, date.getDayOfMonth());
    }

    /**
     * The same as {@link #utc}, but the years 0 to 99 are those and not of the twentieth century.
     */
    static double midnight(double year, double month, double day) {
        double whole = year + Math.floor(month / 12);
        int monthOfYear = (int) (month - Math.floor(month / 12) * 12);
        if (!(Math.abs(whole) < 400_000)) return Double.NaN;
        return (LocalDate.of((int) whole, monthOfYear + 1, 1).toEpochDay() + day - 1) * DAY;
    }

    private static double midnight(LocalDate date) {
        return date.toEpochDay() * (double) DAY;
    }

    /** The value of an integer component. */
    static int component(long millis, char component) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(millis, 1000),
                        Math.floorMod(millis, 1000) * 1_000_000,
                        ZoneOffset.UTC);
        LocalDate date = time.toLocalDate();
        return switch (component) {
            case 'Y' -> date.getYear();
            case 'M' -> date.getMonthValue();
            case 'D' -> date.getDayOfMonth();
            case 'd' -> date.getDayOfYear();
            case 'F' -> date.getDayOfWeek().getValue();
            case 'W' ->
                    week(
                            date,
                            date.withDayOfYear(1),
                            date.withDayOfYear(1).plusYears(1),
                            date.withDayOfYear(1).minusYears(1),
                            52);
            case 'w' ->
                    week(
                            date,
                            date.withDayOfMonth(1),
                            date.withDayOfMonth(1).plusMonths(1),
                            date.withDayOfMonth(1).minusMonths(1),
                            4);
            case 'X' ->
                    home(date, date.withDayOfYear(1), date.withDayOfYear(1).plusYears(1)).getYear();
            case 'x' ->
                    home(date, date.withDayOfMonth(1), date.withDayOfMonth(1).plusMonths(1))
                            .getMonthValue();
            case 'H' -> time.getHour();
            case 'h' -> time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
            case 'P' -> time.getHour() / 12;
            case 'm' -> time.getMinute();
            case 's' -> time.getSecond();
            case 'f' -> time.getNano() / 1_000_000;
            default -> 0;
        };
    }

    /** The Monday of the week that has the first Thursday of the period beginning then. */
    private static double firstWeek(LocalDate start) {
        int day = start.getDayOfWeek().getValue();
        return midnight(day > 4 ? start.plusDays(8 - day) : start.minusDays(day - 1));
    }

    private static int week(
            LocalDate date, LocalDate period, LocalDate next, LocalDate previous, int certain) {
        double today = midnight(date);
        double week = weeks(firstWeek(period), today);
        if (week > certain && today >= firstWeek(next)) return 1;
        return (int) Math.floor(week < 1 ? weeks(firstWeek(previous), today) : week);
    }

    private static double weeks(double start, double end) {
        return (end - start) / (DAY * 7) + 1;
    }

    /** The beginning of the period that the date's week belongs to. */
    private static LocalDate home(LocalDate date, LocalDate period, LocalDate next) {
        double today = midnight(date);
        if (today < firstWeek(period)) return period.minusDays(1);
        return today >= firstWeek(next) ? next : period;
    }
}
