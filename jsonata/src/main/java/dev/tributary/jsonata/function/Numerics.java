package dev.tributary.jsonata.function;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Decimals;
import dev.tributary.jsonata.value.Numbers;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Functions on numbers. */
final class Numerics {
    private static final Pattern DECIMAL =
            Pattern.compile("-?[0-9]+(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");
    private static final Pattern SOME_RADIX =
            Pattern.compile("^0[xX][0-9A-Fa-f]+|0[oO][0-7]+|0[bB][01]+$");
    private static final Pattern RADIX =
            Pattern.compile("0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)");
    private static final int LONGEST = 1_000;
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14
    };

    private Numerics() {}

    static @Nullable Object number(@Nullable Object value, Run run) {
        if (value == UNDEFINED || value instanceof Number) return value;
        if (value instanceof Boolean bool) return bool ? 1L : 0L;
        String text = (String) value;
        run.steps(text.length());
        if (text.length() <= LONGEST) {
            Number simple = simple(text, run.exact());
            if (simple != null) return simple;
            if (DECIMAL.matcher(text).matches()) {
                double number = Double.parseDouble(text);
                if (run.exact() && !Double.isInfinite(number)) return new BigDecimal(text);
                if (!Double.isInfinite(number)) return Numbers.of(number);
            } else if (SOME_RADIX.matcher(text).find()) {
                return radix(text.strip());
            }
        }
        throw new JsonataException("D3030", value);
    }

    /**
     * The commonest numbers: a few digits, perhaps a point among them. Dividing a whole double by a
     * power of ten is correctly rounded as long as both are exact, so the digits need not be parsed
     * the slow way.
     */
    private static @Nullable Number simple(String text, boolean exact) {
        int length = text.length();
        if (length == 0 || length > 15 || text.charAt(length - 1) == '.') return null;
        long digits = 0;
        int point = -1;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
            } else if (digit == '.' - '0' && point < 0 && i > 0) {
                point = i;
            } else {
                return null;
            }
        }
        if (point < 0) return digits;
        int decimals = length - point - 1;
        return exact ? BigDecimal.valueOf(digits, decimals) : Numbers.of(digits / POWERS[decimals]);
    }

    private static Number radix(String text) {
        if (!RADIX.matcher(text).matches()) return Double.NaN;
        int radix =
                switch (text.charAt(1)) {
                    case 'x', 'X' -> 16;
                    case 'o', 'O' -> 8;
                    default -> 2;
                };
        return Numbers.of(new BigInteger(text.substring(2), radix).doubleValue());
    }

    static @Nullable Object floor(@Nullable Object value, Run run) {
        return toInteger(value, RoundingMode.FLOOR, run);
    }

    static @Nullable Object ceil(@Nullable Object value, Run run) {
        return toInteger(value, RoundingMode.CEILING, run);
    }

    private static @Nullable Object toInteger(@Nullable Object value, RoundingMode mode, Run run) {
        if (value == UNDEFINED || Numbers.isInteger((Number) value)) return value;
        if (run.exact()) return Decimals.round((Number) value, 0, mode);
        double number = ((Number) value).doubleValue();
        return Numbers.of(mode == RoundingMode.FLOOR ? Math.floor(number) : Math.ceil(number));
    }

    static @Nullable Object round(@Nullable Object value, @Nullable Object precision, Run run) {
        if (value == UNDEFINED) return value;
        Number number = (Number) value;
        double decimals = precision == UNDEFINED ? 0 : ((Number) precision).doubleValue();
        boolean whole = decimals == Math.rint(decimals);
        if (whole && decimals >= 0 && Numbers.isInteger(number)) return number;
        if (run.exact()) return Decimals.round(number, (long) decimals, RoundingMode.HALF_EVEN);
        if (decimals == 0) return Numbers.of(Math.rint(number.doubleValue()));
        if (!whole || Math.abs(decimals) > LONGEST) return Double.NaN;
        double shifted = shift(Numbers.finite(number), (int) decimals);
        return Numbers.of(shift(Math.rint(shifted), (int) -decimals));
    }

    /** Times a power of ten by way of the digits, which multiplication would not get right. */
    private static double shift(double value, int places) {
        if (Double.isInfinite(value)) return Double.NaN; // it has no digits
        return new BigDecimal(Numbers.javascript(value)).scaleByPowerOfTen(places).doubleValue();
    }

    static @Nullable Object abs(@Nullable Object value, Run run) {
        if (value == UNDEFINED) return value;
        if (value instanceof BigDecimal decimal) return decimal.abs();
        if (value instanceof BigInteger integer) return integer.abs();
        Number number = (Number) value;
        return number.doubleValue() >= 0 ? number : negated(number, run);
    }

    private static Number negated(Number number, Run run) {
        if (number instanceof Long big && big != Long.MIN_VALUE) return -big;
        return run.exact() ? Numbers.decimal(number).negate() : Numbers.of(-number.doubleValue());
    }

    static @Nullable Object sqrt(@Nullable Object value, Run run) {
        if (value == UNDEFINED) return value;
        Number number = (Number) value;
        if (number.doubleValue() < 0) throw new JsonataException("D3060", value);
        return run.exact() ? Decimals.sqrt(number) : Numbers.of(Math.sqrt(number.doubleValue()));
    }

    static @Nullable Object power(@Nullable Object value, @Nullable Object exponent, Run run) {
        if (value == UNDEFINED) return value;
        if (exponent == UNDEFINED) throw new JsonataException("D3061", value, exponent);
        if (run.exact()) return Decimals.power((Number) value, (Number) exponent);
        double power =
                StrictMath.pow(((Number) value).doubleValue(), ((Number) exponent).doubleValue());
        if (Double.isNaN(power) || Double.isInfinite(power))
            throw new JsonataException("D3061", value, exponent);
        return Numbers.of(power);
    }

    static @Nullable Object formatBase(@Nullable Object value, @Nullable Object radix, Run run) {
        if (value == UNDEFINED) return value;
        double base = radix == UNDEFINED ? 10 : Math.rint(((Number) radix).doubleValue());
        if (base < 2 || base > 36) throw new JsonataException("D3100", Numbers.of(base));
        Number whole = (Number) round(value, UNDEFINED, run);
        if (whole instanceof Double number && (base == 10 || !Double.isFinite(number)))
            return Numbers.javascript(number);
        Numbers.finite(whole);
        return Numbers.decimal(whole).toBigInteger().toString((int) base);
    }
}
