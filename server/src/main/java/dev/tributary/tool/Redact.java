package dev.tributary.tool;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes what belongs to people out of trees: the same thing becomes the same placeholder wherever
 * it stands, so that what fitted together still does. First everything is {@link #learn}ed, then
 * trees are {@link #apply written anew}. For one thread.
 */
final class Redact {
    private static final Pattern EMAIL =
            Pattern.compile("[\\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+\\d[\\d ()./-]{6,}\\d");
    private static final int WORD_MIN = 3;

    private final boolean people;
    private final Secrets secrets;
    private final Map<String, String> placeholders = new LinkedHashMap<>();
    private final Map<String, String> moved = new LinkedHashMap<>();
    private final Map<PersonalData, Integer> counts = new TreeMap<>();

    /**
     * @param people whether the records are persons, so that their {@code name} is a person's
     */
    Redact(boolean people, Secrets secrets) {
        this.people = people;
        this.secrets = secrets;
    }

    /** How many different things of each kind were found. */
    Map<PersonalData, Integer> counts() {
        return counts;
    }

    /** From now on what begins with this text begins with another. */
    void move(String from, String to) {
        moved.put(from, to);
    }

    void learn(@Nullable Object tree) {
        learn("", tree);
    }

    private void learn(String key, @Nullable Object tree) {
        switch (tree) {
            case Map<?, ?> map -> map.forEach((name, value) -> learn(name.toString(), value));
            case List<?> list -> list.forEach(item -> learn(key, item));
            case String text -> learnText(key, text);
            case Number number -> {
                PersonalData kind = PersonalData.of(key, people);
                if (kind == PersonalData.PHONE || kind == PersonalData.SECRET) {
                    note(kind, number.toString());
                }
            }
            case null, default -> {}
        }
    }

    private void learnText(String key, String text) {
        Matcher emails = EMAIL.matcher(text);
        while (emails.find()) {
            note(PersonalData.EMAIL, emails.group().toLowerCase(Locale.ROOT));
        }
        Matcher phones = INTERNATIONAL.matcher(text);
        while (phones.find()) {
            note(PersonalData.PHONE, phones.group());
        }
        PersonalData kind = PersonalData.of(key, people);
        boolean whole = EMAIL.matcher(text).matches() || text.isBlank();
        if (kind != null && kind != PersonalData.EMAIL && !whole && kind.fits(text)) {
            note(kind, text);
        }
    }

    private void note(PersonalData kind, String original) {
        placeholders.computeIfAbsent(
                original, k -> kind.placeholder(counts.merge(kind, 1, Integer::sum)));
    }

    /** The tree without what was learned. */
    @Nullable Object apply(@Nullable Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> clean = new LinkedHashMap<>();
                map.forEach((name, value) -> clean.put(name.toString(), apply(value)));
                yield clean;
            }
            case List<?> list -> {
                List<@Nullable Object> clean = new ArrayList<>();
                list.forEach(item -> clean.add(apply(item)));
                yield clean;
            }
            case String text -> text(text);
            case Number number ->
                    placeholders.containsKey(number.toString())
                            ? (Object) Long.valueOf(5550100 + placeholders.size())
                            : number;
            case null, default -> tree;
        };
    }

    String text(String given) {
        String whole = placeholders.get(given);
        if (whole != null) {
            return whole;
        }
        String text = given;
        for (Map.Entry<String, String> move : moved.entrySet()) {
            text = text.replace(move.getKey(), move.getValue());
        }
        String clean =
                EMAIL.matcher(text)
                        .replaceAll(
                                found ->
                                        Matcher.quoteReplacement(
                                                placeholders.getOrDefault(
                                                        found.group().toLowerCase(Locale.ROOT),
                                                        found.group())));
        for (String original : longestFirst()) {
            clean = word(clean, original);
        }
        return secrets.hide(clean);
    }

    private List<String> longestFirst() {
        return placeholders.keySet().stream()
                .filter(original -> original.length() >= WORD_MIN && original.indexOf('@') < 0)
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    private String word(String text, String original) {
        if (!text.contains(original)) {
            return text;
        }
        Pattern word =
                Pattern.compile(
                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(original) + "(?![\\p{L}\\p{N}])");
        return word.matcher(text)
                .replaceAll(Matcher.quoteReplacement(String.valueOf(placeholders.get(original))));
    }
}
