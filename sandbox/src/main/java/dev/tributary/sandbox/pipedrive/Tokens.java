package dev.tributary.sandbox.pipedrive;

import dev.tributary.sandbox.Dice;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Personal API tokens: one for each user of a company. Safe for use by many threads. */
public final class Tokens {
    private static final int LENGTH = 40;

    private final Dice dice;
    private final Map<String, Holder> holders = new HashMap<>();
    private long made;

    Tokens(Dice dice) {
        this.dice = dice;
    }

    /** Whose a token is. */
    record Holder(Company company, long userId) {}

    /** A new token; the one that the user had before is dead. */
    public synchronized String create(Company company, long userId) {
        Holder holder = new Holder(company, userId);
        holders.values().removeIf(holder::equals);
        StringBuilder token = new StringBuilder();
        long number = made++;
        for (int i = 0; i < LENGTH; i++) {
            token.append(Long.toHexString(dice.number(16, "token %d %d".formatted(number, i))));
        }
        holders.put(token.toString(), holder);
        return token.toString();
    }

    synchronized Optional<Holder> find(String token) {
        return Optional.ofNullable(holders.get(token));
    }
}
