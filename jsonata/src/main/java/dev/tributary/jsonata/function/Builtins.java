package dev.tributary.jsonata.function;

import dev.tributary.jsonata.eval.DynamicEval;
import dev.tributary.jsonata.function.Builtin.Body;
import dev.tributary.jsonata.function.Builtin.ListBody;
import dev.tributary.jsonata.picture.DateTimes;
import dev.tributary.jsonata.picture.IntegerPicture;
import dev.tributary.jsonata.picture.NumberPicture;
import dev.tributary.jsonata.value.Run;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** Every built-in by name, with its signature. */
public final class Builtins {
    @FunctionalInterface
    private interface One {
        @Nullable Object call(@Nullable Object a, Run run);
    }

    @FunctionalInterface
    private interface Two {
        @Nullable Object call(@Nullable Object a, @Nullable Object b, Run run);
    }

    private static final Map<String, Builtin> TABLE = new HashMap<>();

    static {
        aggregates();
        strings();
        matching();
        numbers();
        lists();
        objects();
        higherOrder();
        dates();
        control();
    }

    private Builtins() {}

    /** The built-in of that name, or null. */
    public static @Nullable Builtin find(String name) {
        return TABLE.get(name);
    }

    private static void aggregates() {
        one("sum", "<a<n>:n>", Aggregates::sum);
        one("count", "<a:n>", Aggregates::count);
        one("max", "<a<n>:n>", Aggregates::max);
        one("min", "<a<n>:n>", Aggregates::min);
        one("average", "<a<n>:n>", Aggregates::average);
    }

    private static void strings() {
        put("string", "<x-b?:s>", 1, (a, b, _, run) -> Strings.string(a, b, run));
        three("substring", "<s-nn?:s>", Strings::substring);
        two("substringBefore", "<s-s:s>", Strings::substringBefore);
        two("substringAfter", "<s-s:s>", Strings::substringAfter);
        one("lowercase", "<s-:s>", Strings::lowercase);
        one("uppercase", "<s-:s>", Strings::uppercase);
        one("length", "<s-:n>", Strings::length);
        one("trim", "<s-:s>", Strings::trim);
        three("pad", "<s-ns?:s>", Strings::pad);
        two("join", "<a<s>s?:s>", Strings::join);
        one("base64encode", "<s-:s>", Encodings::base64Encode);
        one("base64decode", "<s-:s>", Encodings::base64Decode);
        one("encodeUrlComponent", "<s-:s>", Encodings::encodeUrlComponent);
        one("encodeUrl", "<s-:s>", Encodings::encodeUrl);
        one("decodeUrlComponent", "<s-:s>", Encodings::decodeUrlComponent);
        one("decodeUrl", "<s-:s>", Encodings::decodeUrl);
    }

    private static void matching() {
        three("match", "<s-f<s:o>n?:a<o>>", Matching::match);
        two("contains", "<s-(sf):b>", Matching::contains);
        many("replace", "<s-(sf)(sf)n?:s>", 4, Matching::replace);
        three("split", "<s-(sf)n?:a<s>>", Matching::split);
    }

    private static void numbers() {
        one("number", "<(nsb)-:n>", Numerics::number);
        one("floor", "<n-:n>", Numerics::floor);
        one("ceil", "<n-:n>", Numerics::ceil);
        two("round", "<n-n?:n>", Numerics::round);
        one("abs", "<n-:n>", Numerics::abs);
        one("sqrt", "<n-:n>", Numerics::sqrt);
        two("power", "<n-n:n>", Numerics::power);
        many("random", "<:n>", 0, (_, run) -> run.random().nextDouble());
        two("formatBase", "<n-n?:s>", Numerics::formatBase);
        three("formatNumber", "<n-so?:s>", NumberPicture::formatNumber);
        two("formatInteger", "<n-s:s>", IntegerPicture::formatInteger);
        two("parseInteger", "<s-s:n>", IntegerPicture::parseInteger);
    }

    private static void lists() {
        two("append", "<xx:a>", Lists::append);
        one("reverse", "<a:a>", Lists::reverse);
        two("sort", "<af?:a>", Lists::sort);
        one("shuffle", "<a:a>", Lists::shuffle);
        one("distinct", "<x:x>", Lists::distinct);
        many("zip", "<a+>", 0, Lists::zip);
    }

    private static void objects() {
        one("keys", "<x-:a<s>>", Objects::keys);
        two("lookup", "<x-s:x>", Objects::lookup);
        one("spread", "<x-:a<o>>", Objects::spread);
        one("merge", "<a<o>:o>", Objects::merge);
        one("clone", "<(oa)-:o>", Objects::copy);
        two("each", "<o-f:a>", Objects::each);
        two("sift", "<o-f?:o>", Objects::sift);
    }

    private static void higherOrder() {
        two("map", "<af>", HigherOrder::map);
        two("filter", "<af>", HigherOrder::filter);
        two("single", "<af?>", HigherOrder::single);
        three("reduce", "<afj?:j>", HigherOrder::reduce);
    }

    private static void dates() {
        two("now", "<s?s?:s>", DateTimes::now);
        many("millis", "<:n>", 0, (_, run) -> run.timestamp());
        two("toMillis", "<s-s?:n>", DateTimes::toMillis);
        three("fromMillis", "<n-s?s?:s>", DateTimes::fromMillis);
    }

    private static void control() {
        one("boolean", "<x-:b>", Control::bool);
        one("not", "<x-:b>", Control::not);
        one("exists", "<x:b>", Control::exists);
        one("type", "<x:s>", Control::type);
        one("error", "<s?:x>", Control::error);
        two("assert", "<bs?:x>", Control::assertTrue);
        two("eval", "<sx?:x>", DynamicEval::eval);
    }

    private static void one(String name, String signature, One body) {
        put(name, signature, 1, (a, _, _, run) -> body.call(a, run));
    }

    private static void two(String name, String signature, Two body) {
        put(name, signature, 2, (a, b, _, run) -> body.call(a, b, run));
    }

    private static void three(String name, String signature, Body body) {
        put(name, signature, 3, body);
    }

    private static void put(String name, String signature, int arity, Body body) {
        TABLE.put(name, new Builtin(name, signature, arity, body, null));
    }

    private static void many(String name, String signature, int arity, ListBody body) {
        TABLE.put(name, new Builtin(name, signature, arity, null, body));
    }
}
