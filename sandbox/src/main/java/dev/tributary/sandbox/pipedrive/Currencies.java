package dev.tributary.sandbox.pipedrive;

import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The currencies that every company has; ISO 4217. */
final class Currencies {
    private static final Set<String> CODES =
            new TreeSet<>(
                    List.of(
                            "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD",
                            "HUF", "ILS", "INR", "JPY", "KRW", "MXN", "NOK", "NZD", "PLN", "SEK",
                            "SGD", "TRY", "USD", "ZAR"));

    private Currencies() {}

    static boolean knows(String code) {
        return CODES.contains(code);
    }

    static List<Currency> all() {
        return CODES.stream().map(Currency::getInstance).toList();
    }
}
