package dev.tributary.sandbox.demo;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** What people do with the opportunities, in the order of the data set's dates. */
record Timeline(DataSet data, Months months, long seed) {

    /** What somebody does in the CRM. */
    sealed interface Act {
        Opportunity deal();

        record Opened(Opportunity deal) implements Act {}

        record Closed(Opportunity deal) implements Act {}

        record Amended(Amendment amendment) implements Act {
            @Override
            public Opportunity deal() {
                return amendment.deal();
            }
        }
    }

    /** The opportunities that are open when the first month begins, prospects included. */
    List<Opportunity> openAtStart() {
        LocalDate start = months.first().atDay(1);
        return data.opportunities().stream()
                .filter(deal -> deal.engaged().map(start::isAfter).orElse(true))
                .filter(deal -> deal.closed().map(day -> !day.isBefore(start)).orElse(true))
                .toList();
    }

    /** One month by date; the data gives no order within a day, so the seed does. */
    List<Act> acts(YearMonth month) {
        Map<LocalDate, List<Act>> days = new TreeMap<>();
        for (Opportunity deal : data.opportunities()) {
            add(days, month, deal.engaged(), new Act.Opened(deal));
            add(days, month, deal.closed(), new Act.Closed(deal));
        }
        List<Act> acts = new ArrayList<>(amendmentsBefore(month));
        days.forEach(
                (day, sameDay) -> {
                    Collections.shuffle(sameDay, new Random(seed * 31 + day.toEpochDay()));
                    acts.addAll(sameDay);
                });
        return acts;
    }

    /** Those of the first month, where it is played and followed by another. */
    List<Amendment> amendments() {
        YearMonth first = months.first();
        if (!first.equals(Months.ALL.first()) || first.equals(months.last())) {
            return List.of();
        }
        return Amendment.choose(won(first), seed);
    }

    List<Opportunity> won(YearMonth month) {
        return data.opportunities().stream()
                .filter(Opportunity::won)
                .filter(deal -> YearMonth.from(deal.closed().orElseThrow()).equals(month))
                .toList();
    }

    /** How many deals are touched over all months. */
    int length() {
        return months.list().stream().mapToInt(month -> acts(month).size()).sum();
    }

    private List<Act> amendmentsBefore(YearMonth month) {
        return month.equals(months.first().plusMonths(1))
                ? amendments().stream().<Act>map(Act.Amended::new).toList()
                : List.of();
    }

    private static void add(
            Map<LocalDate, List<Act>> days, YearMonth month, Optional<LocalDate> day, Act act) {
        day.filter(date -> YearMonth.from(date).equals(month))
                .ifPresent(
                        date -> days.computeIfAbsent(date, unseen -> new ArrayList<>()).add(act));
    }
}
