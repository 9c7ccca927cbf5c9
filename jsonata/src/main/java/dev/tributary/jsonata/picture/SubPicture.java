package dev.tributary.jsonata.picture;

import dev.tributary.jsonata.JsonataException;

import java.util.ArrayList;
import java.util.List;

/** One half of a number picture: for numbers from zero up, or for those below. */
final class SubPicture {
    private final String text;
    private final DecimalSymbols symbols;
    private final String prefix;
    private final String suffix;
    private final String active;
    private final String mantissa;
    private final String exponent;
    private final String integer;
    private final String fraction;

    SubPicture(String text, DecimalSymbols symbols) {
        this.text = text;
        this.symbols = symbols;
        int first = 0;
        while (first < text.length() && !isEdge(text.charAt(first))) first++;
        int last = text.length();
        while (last > 0 && !isEdge(text.charAt(last - 1))) last--;
        boolean passive = first == text.length();
        this.prefix = passive ? "" : text.substring(0, first);
        this.suffix = passive ? "" : text.substring(last);
        this.active = text.substring(prefix.length(), text.length() - suffix.length());
        int exponentAt = text.indexOf(symbols.exponentSeparator(), prefix.length());
        boolean plain = exponentAt < 0 || exponentAt > text.length() - suffix.length();
        this.mantissa = plain ? active : active.substring(0, Math.min(exponentAt, active.length()));
        this.exponent = plain ? null : active.substring(Math.min(exponentAt + 1, active.length()));
        int point = mantissa.indexOf(symbols.decimalSeparator());
        this.integer = point < 0 ? mantissa : mantissa.substring(0, point);
        this.fraction = point < 0 ? suffix : mantissa.substring(point + 1);
        validate();
    }

    private SubPicture(SubPicture other, String prefix) {
        this.text = other.text;
        this.symbols = other.symbols;
        this.prefix = prefix;
        this.suffix = other.suffix;
        this.active = other.active;
        this.mantissa = other.mantissa;
        this.exponent = other.exponent;
        this.integer = other.integer;
        this.fraction = other.fraction;
    }

    private boolean isEdge(char c) {
        return symbols.isActive(c) && !DecimalSymbols.is(symbols.exponentSeparator(), c);
    }

    /** The same picture with more in front of it. */
    SubPicture withPrefix(String more) {
        return new SubPicture(this, more + prefix);
    }

    /** Of several faults the last one checked is named, as the reference does. */
    private void validate() {
        String fault = null;
        if (occursTwice(symbols.decimalSeparator())) fault = "D3081";
        if (occursTwice(symbols.percent())) fault = "D3082";
        if (occursTwice(symbols.perMille())) fault = "D3083";
        if (contains(symbols.percent()) && contains(symbols.perMille())) fault = "D3084";
        if (mantissa.chars().noneMatch(c -> symbols.isDigitSign((char) c))) fault = "D3085";
        if (active.chars().anyMatch(c -> !symbols.isActive((char) c))) fault = "D3086";
        String separatorFault = separatorFault();
        if (separatorFault != null) fault = separatorFault;
        int optional = integer.indexOf(symbols.digit());
        if (optional >= 0 && digits(integer.substring(0, optional)) > 0) fault = "D3090";
        optional = fraction.lastIndexOf(symbols.digit());
        if (optional >= 0 && digits(fraction.substring(optional)) > 0) fault = "D3091";
        boolean scaled = contains(symbols.percent()) || contains(symbols.perMille());
        if (exponent != null && !exponent.isEmpty() && scaled) fault = "D3092";
        if (exponent != null && (exponent.isEmpty() || digits(exponent) < exponent.length()))
            fault = "D3093";
        if (fault != null) throw new JsonataException(fault);
    }

    private String separatorFault() {
        String separator = symbols.groupingSeparator();
        String fault = null;
        int point = text.indexOf(symbols.decimalSeparator());
        if (point >= 0) {
            boolean before = point > 0 && DecimalSymbols.is(separator, text.charAt(point - 1));
            boolean after =
                    point + 1 < text.length()
                            && DecimalSymbols.is(separator, text.charAt(point + 1));
            if (before || after) fault = "D3087";
        } else if (integer.endsWith(separator)) {
            fault = "D3088";
        }
        return contains(separator + separator) ? "D3089" : fault;
    }

    private boolean occursTwice(String symbol) {
        return text.indexOf(symbol) != text.lastIndexOf(symbol);
    }

    boolean contains(String symbol) {
        return text.contains(symbol);
    }

    private int digits(String part) {
        return (int) part.chars().filter(c -> symbols.isDigit((char) c)).count();
    }

    private int digitSigns(String part) {
        return (int) part.chars().filter(c -> symbols.isDigitSign((char) c)).count();
    }

    String prefix() {
        return prefix;
    }

    String suffix() {
        return suffix;
    }

    int scalingFactor() {
        return digits(integer);
    }

    int exponentDigits() {
        return exponent == null ? 0 : digits(exponent);
    }

    int leastInteger() {
        int least = digits(integer);
        if (least > 0) return least;
        boolean optionalOnly = exponent != null && integer.contains(symbols.digit());
        boolean nothing = digitSigns(fraction) == 0 && exponent == null;
        return optionalOnly || nothing ? 1 : 0;
    }

    int leastFraction() {
        int least = digits(fraction);
        boolean exponentOnly =
                exponent != null && digits(integer) == 0 && digitSigns(fraction) == 0;
        return least == 0 && (leastInteger() == 0 || exponentOnly) ? 1 : least;
    }

    int mostFraction() {
        int most = digitSigns(fraction);
        return most == 0 && digits(integer) == 0 && exponent != null ? 1 : most;
    }

    /** How many digits stand right of each separator of the integer part. */
    List<Integer> integerGroups() {
        List<Integer> positions = new ArrayList<>();
        String separator = symbols.groupingSeparator();
        for (int at = integer.indexOf(separator);
                at >= 0;
                at = integer.indexOf(separator, at + 1)) {
            positions.add(digitSigns(integer.substring(at)));
        }
        return positions;
    }

    /**
     * How many digits stand left of the separator of the fraction. Only the first one counts; for
     * more of them the reference looks in the integer part, behind that place.
     */
    List<Integer> fractionGroups() {
        String separator = symbols.groupingSeparator();
        List<Integer> groups = new ArrayList<>();
        int at = fraction.indexOf(separator);
        while (at >= 0) {
            groups.add(digitSigns(fraction.substring(0, Math.min(at, fraction.length()))));
            at = integer.indexOf(separator, at + 1);
        }
        return groups;
    }
}
