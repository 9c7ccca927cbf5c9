package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Dice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The labels that a company puts on its leads. Safe for use by many threads. */
final class LeadLabels {
    private final Dice dice;
    private final long companyId;
    private final List<Label> labels = new ArrayList<>();
    private long made;

    /** One label, by UUID. */
    record Label(String id, String name, String color, Instant added, Instant updated) {}

    LeadLabels(long companyId, Dice dice, Instant now) {
        this.companyId = companyId;
        this.dice = dice;
        add("Hot", "red", now);
        add("Warm", "yellow", now);
        add("Cold", "blue", now);
    }

    synchronized Label add(String name, String color, Instant now) {
        String id = dice.uuid("label %d %d".formatted(companyId, made++)).toString();
        Label label = new Label(id, name, color, now, now);
        labels.add(label);
        return label;
    }

    synchronized List<Label> all() {
        return List.copyOf(labels);
    }

    synchronized Optional<Label> find(String id) {
        return labels.stream().filter(label -> label.id().equals(id)).findFirst();
    }

    synchronized void replace(Label changed) {
        labels.replaceAll(label -> label.id().equals(changed.id()) ? changed : label);
    }

    synchronized boolean remove(String id) {
        return labels.removeIf(label -> label.id().equals(id));
    }
}
