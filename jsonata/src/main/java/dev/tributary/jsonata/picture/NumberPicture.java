package dev.tributary.jsonata.picture;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Numbers;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** The $formatNumber function: a number by a picture such as {@code #,##0.00;(#)}. */
public final class NumberPicture {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final double TOO_LARGE = 1e21;
    private static final int LONGEST = 400;

    private final DecimalSymbols symbols;
    private final SubPicture positive;
    private final SubPicture negative;

    private NumberPicture(String picture, DecimalSymbols symbols) {
        this.symbols = symbols;
        String separator = symbols.patternSeparator();
        int end = picture.indexOf(separator);
        int second = end + separator.length();
        if (end >= 0 && picture.indexOf(separator, second) >= 0)
            throw new JsonataException("D3080");
        this.positive = new SubPicture(end < 0 ? picture : picture.substring(0, end), symbols);
        this.negative =
                end < 0
                        ? positive.withPrefix(symbols.minusSign())
                        : new SubPicture(picture.substring(second), symbols);
    }

    public static @Nullable Object formatNumber(
            @Nullable Object value, @Nullable Object picture, @Nullable Object options, Run run) {
        if (value == UNDEFINED) return value;
        String text = ShortText.of(picture, run);
        Map<?, ?> overrides = options instanceof Map<?, ?> map ? map : Map.of();
        return new NumberPicture(text, DecimalSymbols.of(overrides))
                .format((Number) value, run.exact());
    }

    private String format(Number value, boolean exact) {
        SubPicture picture = value.doubleValue() >= 0 ? positive : negative;
        BigDecimal number = writable(scaled(value, picture, exact));
        if (picture.exponentDigits() == 0)
            return picture.prefix() + mantissa(number, picture, exact) + picture.suffix();
        int exponent = 0;
        BigDecimal most = BigDecimal.ONE.scaleByPowerOfTen(picture.scalingFactor());
        BigDecimal least = BigDecimal.ONE.scaleByPowerOfTen(picture.scalingFactor() - 1);
        if (!exact) {
            double mantissa = number.abs().doubleValue();
            for (; mantissa != 0 && mantissa < least.doubleValue(); mantissa *= 10) exponent--;
            for (; mantissa > most.doubleValue(); mantissa /= 10) exponent++;
            number = new BigDecimal(Numbers.javascript(mantissa));
        } else if (number.signum() != 0) {
            while (number.abs().compareTo(least) < 0) {
                number = number.scaleByPowerOfTen(1);
                exponent--;
            }
            while (number.abs().compareTo(most) > 0) {
                number = number.scaleByPowerOfTen(-1);
                exponent++;
            }
        }
        return picture.prefix()
                + mantissa(number, picture, exact)
                + exponent(exponent, picture)
                + picture.suffix();
    }

    /** The number without an exponent that would take pages to write out. */
    private static BigDecimal writable(BigDecimal number) {
        long magnitude = (long) number.precision() - number.scale();
        if (number.signum() == 0 || magnitude < -LONGEST) return BigDecimal.ZERO;
        if (magnitude > LONGEST) throw new JsonataException("D1001", "too large to format");
        return number;
    }

    private BigDecimal scaled(Number value, SubPicture picture, boolean exact) {
        BigDecimal number =
                exact
                        ? Numbers.decimal(value)
                        : new BigDecimal(Numbers.javascript(Numbers.finite(value)));
        BigDecimal factor =
                picture.contains(symbols.percent())
                        ? HUNDRED
                        : picture.contains(symbols.perMille()) ? THOUSAND : null;
        if (factor == null) return number;
        if (exact) return number.multiply(factor);
        return new BigDecimal(
                Numbers.javascript(Numbers.finite(value.doubleValue() * factor.doubleValue())));
    }

    private String exponent(int exponent, SubPicture picture) {
        String digits = String.valueOf(Math.abs(exponent));
        String padded =
                "0".repeat(Math.max(0, picture.exponentDigits() - digits.length())) + digits;
        return symbols.exponentSeparator()
                + (exponent < 0 ? symbols.minusSign() : "")
                + symbols.localize(padded);
    }

    private String mantissa(BigDecimal number, SubPicture picture, boolean exact) {
        String digits = fixed(number, picture.mostFraction(), exact);
        int dot = digits.indexOf('.');
        int from = 0;
        int wholeEnd = dot < 0 ? digits.length() : dot;
        while (from < wholeEnd && digits.charAt(from) == '0') from++;
        int to = digits.length();
        while (dot >= 0 && digits.charAt(to - 1) == '0') to--;
        String whole = digits.substring(from, wholeEnd);
        String fraction = dot < 0 ? "" : digits.substring(dot + 1, to);
        whole = "0".repeat(Math.max(0, picture.leastInteger() - whole.length())) + whole;
        fraction = fraction + "0".repeat(Math.max(0, picture.leastFraction() - fraction.length()));
        String point = symbols.decimalSeparator();
        String value =
                group(
                        symbols.localize(whole) + point + symbols.localize(fraction),
                        whole.length(),
                        picture);
        boolean integral = !picture.contains(point) || value.endsWith(point);
        return integral ? value.substring(0, value.length() - 1) : value;
    }

    private String group(String digits, int pointAt, SubPicture picture) {
        List<Integer> positions = picture.integerGroups();
        int interval = Grouping.interval(positions);
        String value = digits;
        if (interval > 0) {
            for (int at = pointAt - interval; at > 0; at -= interval) value = insert(value, at);
        } else {
            int point = pointAt;
            for (int position : positions) value = insert(value, point++ - position);
        }
        int point = value.indexOf(symbols.decimalSeparator());
        for (int position : picture.fractionGroups()) value = insert(value, point + 1 + position);
        return value;
    }

    /**
     * A grouping separator at an index, from the end if it is negative, as the reference has it.
     */
    private String insert(String value, int index) {
        int at = index < 0 ? Math.max(0, value.length() + index) : Math.min(index, value.length());
        return value.substring(0, at) + symbols.groupingSeparator() + value.substring(at);
    }

    private static String fixed(BigDecimal number, int decimals, boolean exact) {
        if (!exact && number.abs().doubleValue() >= TOO_LARGE)
            return Numbers.javascript(number.abs().doubleValue());
        return number.abs().setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }
}
