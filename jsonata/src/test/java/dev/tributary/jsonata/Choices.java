package dev.tributary.jsonata;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random choices; the same seed makes the same ones. */
final class Choices {
    private final Random random;

    Choices(long seed) {
        this.random = new Random(seed);
    }

    String of(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    String of(String... list) {
        return list[random.nextInt(list.length)];
    }

    /** From zero up to, but not including, the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** That text, once in so many times; else nothing. */
    String sometimes(int times, String text) {
        return oneIn(times) ? text : "";
    }

    /** So many of them, from a minimum to a maximum, with a separator between. */
    String some(int least, int most, String separator, Supplier<String> each) {
        StringBuilder text = new StringBuilder();
        int count = least + random.nextInt(most - least + 1);
        for (int i = 0; i < count; i++) text.append(i > 0 ? separator : "").append(each.get());
        return text.toString();
    }
}
