package dev.tributary.jsonata.function;

import dev.tributary.jsonata.value.Run;

/** A string that charges for each character a regular expression reads of it, in batches. */
final class MeteredText implements CharSequence {
    private static final int BATCH = 64;

    private final String text;
    private final int weight;
    private final Run run;
    private int read;

    MeteredText(String text, int weight, Run run) {
        this.text = text;
        this.weight = weight;
        this.run = run;
        run.regex(weight);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++read == BATCH) {
            read = 0;
            run.regex((long) weight * BATCH);
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
