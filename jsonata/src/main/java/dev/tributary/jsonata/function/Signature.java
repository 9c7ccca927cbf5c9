package dev.tributary.jsonata.function;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import dev.tributary.jsonata.JsonataException;
import dev.tributary.jsonata.value.Items;
import dev.tributary.jsonata.value.Run;
import dev.tributary.jsonata.value.Values;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The types of a function's parameters, such as {@code <s-nn?:s>}: checks arguments, fills in the
 * context value and makes lists of single values where lists are wanted. The result type is not
 * looked at.
 */
public final class Signature {
    private static final String ANY = "asnblfom";

    private final List<Parameter> parameters;
    private final int required;
    private final boolean repeats;

    private static final class Parameter {
        String kinds = "";
        char type;
        String items = "";
        boolean context;
        boolean optional;
        boolean repeated;

        boolean accepts(char kind) {
            return kinds.indexOf(kind) >= 0;
        }
    }

    private Signature(List<Parameter> parameters) {
        this.parameters = parameters;
        this.required = (int) parameters.stream().filter(p -> !p.optional).count();
        this.repeats = parameters.stream().anyMatch(p -> p.repeated);
    }

    /**
     * The signature written so.
     *
     * @throws JsonataException S0401 or S0402
     */
    public static Signature parse(String text) {
        List<Parameter> parameters = new ArrayList<>();
        for (int at = 1; at < text.length() && text.charAt(at) != ':'; at++) {
            char symbol = text.charAt(at);
            switch (symbol) {
                case 's', 'n', 'b', 'l', 'o' -> parameters.add(parameter(symbol, symbol + "m"));
                case 'a', 'x' -> parameters.add(parameter(symbol, ANY));
                case 'f' -> parameters.add(parameter(symbol, "f"));
                case 'j' -> parameters.add(parameter(symbol, "asnblom"));
                case '(' -> {
                    int end = close(text, at, '(', ')');
                    String choice = text.substring(at + 1, end);
                    if (choice.contains("<"))
                        throw new JsonataException("S0402", choice).at(at, null);
                    parameters.add(parameter('(', choice + "m"));
                    at = end;
                }
                case '<' -> at = itemType(text, at, parameters);
                case '-', '?', '+' -> modify(symbol, parameters);
                default -> {} // the reference takes no offence either
            }
        }
        return new Signature(parameters);
    }

    private static Parameter parameter(char type, String kinds) {
        Parameter parameter = new Parameter();
        parameter.type = type;
        parameter.kinds = kinds;
        return parameter;
    }

    private static void modify(char symbol, List<Parameter> parameters) {
        if (parameters.isEmpty()) return;
        Parameter last = parameters.getLast();
        if (symbol == '-') last.context = true;
        if (symbol == '?') last.optional = true;
        if (symbol == '+') last.repeated = true;
    }

    private static int itemType(String text, int at, List<Parameter> parameters) {
        char type = parameters.isEmpty() ? ' ' : parameters.getLast().type;
        if (type != 'a' && type != 'f')
            throw new JsonataException("S0401", String.valueOf(type)).at(at, null);
        int end = close(text, at, '<', '>');
        parameters.getLast().items = text.substring(at + 1, end);
        return end;
    }

    private static int close(String text, int at, char open, char close) {
        int depth = 1;
        int end = at;
        while (depth > 0 && ++end < text.length()) {
            if (text.charAt(end) == close) depth--;
            if (text.charAt(end) == open) depth++;
        }
        return Math.min(end, text.length());
    }

    public int size() {
        return parameters.size();
    }

    /** Whether, given so many arguments, a parameter may take the context value. */
    public boolean usesContext(int arguments) {
        return arguments < required && parameters.stream().anyMatch(p -> p.context);
    }

    /** Whether so many arguments fit the parameters one to one. */
    boolean fits(int arguments) {
        return !repeats && arguments >= required && arguments <= parameters.size();
    }

    /**
     * The kinds of argument, as bits of {@link Values#kindBit}, that the parameter takes as they
     * are, with nothing to check inside; beyond the last parameter, only a missing one.
     */
    int plainKinds(int parameter) {
        if (parameter >= parameters.size()) return Values.bit('m');
        Parameter wanted = parameters.get(parameter);
        if (wanted.type == 'a')
            return Values.bit('m') | (wanted.items.isEmpty() ? Values.bit('a') : 0);
        return wanted.kinds.chars().map(kind -> Values.bit((char) kind)).reduce(0, (x, y) -> x | y);
    }

    /**
     * The arguments as the function shall get them.
     *
     * @param context the context value, for parameters that fall back to it
     * @throws JsonataException T0410, T0411 or T0412
     */
    public Object[] check(Object[] arguments, @Nullable Object context, Run run) {
        char[] kinds = new char[arguments.length];
        for (int i = 0; i < kinds.length; i++) kinds[i] = Values.kind(arguments[i]);
        int[] taken = new int[parameters.size()];
        if (!match(kinds, 0, 0, taken)) throw mismatch(arguments, kinds);
        List<Object> checked = new ArrayList<>(parameters.size());
        int at = 0;
        int matched = 0;
        for (int i = 0; i < taken.length; i++) {
            Parameter parameter = parameters.get(i);
            if (taken[i] == 0 && parameter.context) {
                checked.add(context(parameter, context, at));
            } else if (taken[i] == 0) {
                checked.add(
                        at(
                                arguments,
                                at++)); // the reference hands on what the parameter did not take
            }
            for (int j = 0; j < taken[i]; j++, at++) {
                Object value = at(arguments, at);
                checked.add(argument(parameter, value, kinds[matched++], taken[i], at, run));
            }
        }
        return checked.toArray();
    }

    /** Gives each parameter as many arguments as it can take, but leaves enough for the rest. */
    private boolean match(char[] kinds, int at, int parameter, int[] taken) {
        if (parameter == parameters.size()) return at == kinds.length;
        Parameter wanted = parameters.get(parameter);
        int most = 0;
        int limit = wanted.repeated ? kinds.length - at : Math.min(1, kinds.length - at);
        while (most < limit && wanted.accepts(kinds[at + most])) most++;
        int least = wanted.context || wanted.optional ? 0 : 1;
        for (int count = most; count >= least; count--) {
            taken[parameter] = count;
            if (match(kinds, at + count, parameter + 1, taken)) return true;
        }
        return false;
    }

    private static @Nullable Object at(Object[] arguments, int index) {
        return index < arguments.length ? arguments[index] : UNDEFINED;
    }

    private static @Nullable Object context(Parameter parameter, @Nullable Object context, int at) {
        if (parameter.accepts(Values.kind(context))) return context;
        throw new JsonataException("T0411", at + 1, context);
    }

    private static @Nullable Object argument(
            Parameter parameter, @Nullable Object value, char kind, int taken, int at, Run run) {
        if (parameter.type != 'a' || kind == 'm') return value;
        if (!itemsFit(parameter, value, kind, taken, run))
            throw new JsonataException("T0412", at + 1, plural(parameter.items));
        return kind == 'a' ? value : Items.owning(new Object[] {value});
    }

    private static boolean itemsFit(
            Parameter parameter, @Nullable Object value, char kind, int taken, Run run) {
        if (parameter.items.isEmpty()) return true;
        if (kind != 'a') return taken == 1 && parameter.items.equals(String.valueOf(kind));
        if (!(value instanceof List<?> list)) return true;
        char wanted = parameter.items.charAt(0);
        if (list instanceof Items items && items.isIntegers()) return wanted == 'n';
        for (Object item : list) {
            run.step();
            if (Values.kind(item) != wanted) return false;
        }
        return true;
    }

    private static String plural(String type) {
        return switch (type) {
            case "a" -> "arrays";
            case "b" -> "booleans";
            case "f" -> "functions";
            case "n" -> "numbers";
            case "o" -> "objects";
            case "s" -> "strings";
            default -> type;
        };
    }

    /** Names the first argument that no parameter takes. */
    private JsonataException mismatch(Object[] arguments, char[] kinds) {
        int goodTo = 0;
        for (int i = 0; i < parameters.size(); i++) {
            int reach = new Signature(parameters.subList(0, i + 1)).reach(kinds);
            if (reach < 0) break;
            goodTo = reach;
        }
        return new JsonataException(
                "T0410", goodTo + 1, goodTo < arguments.length ? arguments[goodTo] : UNDEFINED);
    }

    private int reach(char[] kinds) {
        for (int length = kinds.length; length >= 0; length--) {
            char[] start = java.util.Arrays.copyOf(kinds, length);
            if (match(start, 0, 0, new int[parameters.size()])) return length;
        }
        return -1;
    }
}
