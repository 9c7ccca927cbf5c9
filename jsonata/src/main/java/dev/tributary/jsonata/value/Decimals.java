package dev.tributary.jsonata.value;

import dev.tributary.jsonata.JsonataException;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Arithmetic in decimals of 34 digits, half to even, where a hostile exponent costs nothing. */
public final class Decimals {
    private static final MathContext CONTEXT = MathContext.DECIMAL128;

    private Decimals() {}

    public static BigDecimal calculate(char operator, Number left, Number right) {
        BigDecimal a = Numbers.decimal(left);
        BigDecimal b = Numbers.decimal(right);
        try {
            return switch (operator) {
                case '+' -> a.add(b, CONTEXT);
                case '-' -> a.subtract(b, CONTEXT);
                case '*' -> a.multiply(b, CONTEXT);
                case '/' -> a.divide(b, CONTEXT);
                default -> a.remainder(b, CONTEXT);
            };
        } catch (ArithmeticException outOfRange) {
            throw new JsonataException("D1001", left + " " + operator + " " + right);
        }
    }

    /**
     * The value with so many decimals at most; negative counts round to tens, hundreds and so on.
     */
    public static BigDecimal round(Number value, long decimals, RoundingMode mode) {
        BigDecimal number = Numbers.decimal(value);
        if (decimals >= number.scale()) return number;
        long digits = (long) number.precision() - number.scale() + decimals;
        if (digits < 0) return towards(number, decimals, mode);
        return number.setScale((int) decimals, mode);
    }

    /**
     * Rounds a value smaller than a tenth of the last place kept, without writing out its zeros.
     */
    private static BigDecimal towards(BigDecimal number, long decimals, RoundingMode mode) {
        boolean away =
                mode == RoundingMode.FLOOR && number.signum() < 0
                        || mode == RoundingMode.CEILING && number.signum() > 0;
        if (!away || decimals < -400) return BigDecimal.ZERO;
        return BigDecimal.valueOf(number.signum()).scaleByPowerOfTen((int) -decimals);
    }

    public static BigDecimal sqrt(Number value) {
        return Numbers.decimal(value).sqrt(CONTEXT);
    }

    /** A power; whole exponents exactly, others by way of doubles. */
    public static BigDecimal power(Number base, Number exponent) {
        try {
            if (Numbers.isInteger(exponent) && Math.abs(exponent.doubleValue()) <= 999_999_999) {
                return Numbers.decimal(base).pow(exponent.intValue(), CONTEXT);
            }
            double power = Math.pow(base.doubleValue(), exponent.doubleValue());
            if (!Double.isNaN(power) && !Double.isInfinite(power)) return BigDecimal.valueOf(power);
        } catch (ArithmeticException outOfRange) {
            // reported below
        }
        throw new JsonataException("D3061", base, exponent);
    }
}
