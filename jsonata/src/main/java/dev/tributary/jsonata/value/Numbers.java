package dev.tributary.jsonata.value;

import dev.tributary.jsonata.JsonataException;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers of any Java type: as IEEE doubles for arithmetic, as they are for everything else. */
public final class Numbers {
    private static final double EXACT_INTEGERS = 1L << 53;
    private static final MathContext FIFTEEN_DIGITS = new MathContext(15, RoundingMode.HALF_UP);

    private Numbers() {}

    /** The number for the result of a calculation: integral values are longs. */
    public static Number of(double value) {
        long integral = (long) value;
        if (integral == value && Math.abs(value) <= EXACT_INTEGERS) return integral;
        return value;
    }

    /**
     * Whether the value is a number to calculate with: infinity is an error, NaN is not a number.
     */
    public static boolean isNumeric(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long) return true;
        if (!(value instanceof Double number)) return value instanceof Number;
        if (number.isInfinite()) throw new JsonataException("D1001", number);
        return !number.isNaN();
    }

    public static boolean isInteger(Number value) {
        if (value instanceof Integer || value instanceof Long || value instanceof BigInteger)
            return true;
        if (value instanceof BigDecimal decimal) return isIntegral(decimal);
        double number = value.doubleValue();
        return number == Math.rint(number) && !Double.isInfinite(number);
    }

    public static boolean isIntegral(BigDecimal decimal) {
        if (decimal.signum() == 0 || decimal.scale() <= 0) return true;
        return decimal.precision() > decimal.scale() && decimal.stripTrailingZeros().scale() <= 0;
    }

    public static boolean equal(Number left, Number right, boolean exact) {
        if (left instanceof Double a && right instanceof Double b && !exact)
            return a.doubleValue() == b.doubleValue();
        return isNumber(left) && isNumber(right) && compare(left, right, exact) == 0;
    }

    private static boolean isNumber(Number value) {
        return !(value instanceof Double number && number.isNaN());
    }

    /**
     * Order by value. Integers and decimals are compared as they are, anything with a double as
     * doubles.
     */
    public static int compare(Number left, Number right, boolean exact) {
        if (isLong(left) && isLong(right)) return Long.compare(left.longValue(), right.longValue());
        if (exact
                || (isBig(left) || isBig(right))
                        && !(left instanceof Double)
                        && !(right instanceof Double)) {
            return decimal(left).compareTo(decimal(right));
        }
        double a = left.doubleValue();
        double b = right.doubleValue();
        return a < b ? -1 : a > b ? 1 : 0;
    }

    private static boolean isLong(Number value) {
        return value instanceof Long || value instanceof Integer;
    }

    private static boolean isBig(Number value) {
        return value instanceof BigDecimal || value instanceof BigInteger;
    }

    /** The number as a decimal; a double by its shortest digits. */
    public static BigDecimal decimal(Number value) {
        if (value instanceof BigDecimal decimal) return decimal;
        if (value instanceof BigInteger integer) return new BigDecimal(integer);
        if (isLong(value) || value instanceof Short || value instanceof Byte)
            return BigDecimal.valueOf(value.longValue());
        double number = value.doubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number))
            throw new JsonataException("D1001", value);
        return value instanceof Float
                ? new BigDecimal(value.toString())
                : BigDecimal.valueOf(number);
    }

    /** The number as a finite double. */
    public static double finite(Number value) {
        double number = value.doubleValue();
        if (Double.isInfinite(number) || Double.isNaN(number))
            throw new JsonataException("D1001", "a number beyond doubles");
        return number;
    }

    /** The integer as a long; positions and counts beyond it are as good as infinite. */
    public static long floor(Number value) {
        return isLong(value) ? value.longValue() : (long) Math.floor(value.doubleValue());
    }

    /**
     * How the language writes the number: as JSON, fractions rounded to 15 digits unless decimals
     * are exact.
     */
    public static String text(Number value, boolean exact) {
        if (isLong(value) || value instanceof Short || value instanceof Byte)
            return value.toString();
        if (value instanceof BigInteger integer) return bigText(new BigDecimal(integer));
        if (value instanceof BigDecimal decimal && (exact || isIntegral(decimal))) {
            return bigText(exact ? decimal : integral(decimal));
        }
        double number = value.doubleValue();
        if (!isNumeric(number)) return "null";
        if (number == Math.rint(number)) return javascript(number);
        return javascript(Double.toString(number).length() <= 16 ? number : fifteenDigits(number));
    }

    private static double fifteenDigits(double number) {
        return new BigDecimal(number).round(FIFTEEN_DIGITS).doubleValue();
    }

    private static BigDecimal integral(BigDecimal decimal) {
        return decimal.scale() > 0 ? decimal.setScale(0, RoundingMode.UNNECESSARY) : decimal;
    }

    private static String bigText(BigDecimal decimal) {
        return decimal.scale() < -40 || decimal.scale() - decimal.precision() > 20
                ? decimal.toString().replace("E", "e")
                : decimal.toPlainString();
    }

    /** The shortest digits that read back as the same double, laid out as ECMAScript does. */
    public static String javascript(double number) {
        if (number == 0) return "0";
        if (Double.isNaN(number)) return "NaN";
        if (Double.isInfinite(number)) return number > 0 ? "Infinity" : "-Infinity";
        if (number == (long) number && Math.abs(number) < 1e15) return Long.toString((long) number);
        String sign = number < 0 ? "-" : "";
        BigDecimal shortest = shortest(Math.abs(number));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        return sign + layout(digits, point);
    }

    private static BigDecimal shortest(double positive) {
        BigDecimal decimal = new BigDecimal(Double.toString(positive)).stripTrailingZeros();
        if (decimal.precision() != 2) return decimal;
        BigDecimal shorter = decimal.round(new MathContext(1));
        return shorter.doubleValue() == positive ? shorter.stripTrailingZeros() : decimal;
    }

    private static String layout(String digits, int point) {
        int length = digits.length();
        if (point > 21 || point < -5) {
            int exponent = point - 1;
            String fraction = length == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0)
                    + fraction
                    + "e"
                    + (exponent < 0 ? "-" : "+")
                    + Math.abs(exponent);
        }
        if (point >= length) return digits + "0".repeat(point - length);
        if (point > 0) return digits.substring(0, point) + "." + digits.substring(point);
        return "0." + "0".repeat(-point) + digits;
    }
}
