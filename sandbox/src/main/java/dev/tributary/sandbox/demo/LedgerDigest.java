package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.demo.Books.Person;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The ledger's sums in a form that two runs share: ids are replaced by what they stand for. Equal
 * text means equal sums per ledger account, person, period, deal and component.
 */
final class LedgerDigest {
    private final Map<String, Person> people;
    private final UnaryOperator<String> opportunity;

    /**
     * @param people by person id
     * @param opportunity from a deal's id to the data set's
     */
    LedgerDigest(Map<String, Person> people, UnaryOperator<String> opportunity) {
        this.people = people;
        this.opportunity = opportunity;
    }

    /** One line per sum that is not zero, sorted. */
    String text(List<JsonNode> balances) {
        SortedMap<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode balance : balances) {
            sums.merge(key(balance), Money.of(balance.path("amount")), BigDecimal::add);
        }
        StringBuilder text = new StringBuilder();
        sums.forEach(
                (key, sum) -> {
                    if (sum.signum() != 0) {
                        text.append(key).append('|').append(Money.text(sum)).append('\n');
                    }
                });
        return text.toString();
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    private String key(JsonNode balance) {
        String id = balance.path("person_id").asString("");
        Person person = people.get(id);
        String who = person == null ? id : person.email();
        String account = balance.path("ledger_account").asString();
        String deal = balance.path("deal_id").asString("");
        return String.join(
                "|",
                id.isEmpty() ? account : account.replace(id, who),
                who,
                balance.path("period").asString(""),
                deal.isEmpty() ? "" : opportunity.apply(deal),
                balance.path("component").asString(""),
                balance.path("currency").asString(""));
    }
}
