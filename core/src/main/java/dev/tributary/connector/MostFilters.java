package dev.tributary.connector;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many filters a provider takes in one question.
 *
 * @param each most that must hold together; 0: any number
 * @param groups most groups of such filters, of which one must hold; 1: it knows no groups
 * @param all most filters of all groups together; 0: any number
 */
public record MostFilters(int each, int groups, int all) {
    static final String FORM = "a number such as 6, or 6 in each of 5 groups, 18 in all";

    private static final MostFilters ANY = new MostFilters(0, 1, 0);
    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,3})( in each of (\\d{1,3}) groups(, (\\d{1,4}) in all)?)?");

    /** Empty when it is none. */
    static Optional<MostFilters> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        MostFilters most =
                new MostFilters(
                        Integer.parseInt(matcher.group(1)),
                        matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(3)),
                        matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(5)));
        boolean none =
                most.each == 0 || most.groups == 0 || (matcher.group(4) != null && most.all == 0);
        return none ? Optional.empty() : Optional.of(most);
    }

    /** Of what a connector says; any number when it says nothing. */
    static MostFilters of(Optional<String> text) {
        return text.flatMap(MostFilters::parse).orElse(ANY);
    }

    /** Whether a question can be made of groups, of which one must hold. */
    public boolean inGroups() {
        return groups > 1;
    }
}
