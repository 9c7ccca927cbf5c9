package dev.tributary.sandbox.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One opportunity of the data set.
 *
 * @param listPrice what its product is sold for, in USD
 * @param engaged when it was opened; empty while only prospected
 * @param closed when it was won or lost; empty while open
 * @param value what it was won for, in USD; zero unless won
 */
record Opportunity(
        String id,
        String agent,
        String product,
        Optional<String> company,
        Stage stage,
        BigDecimal listPrice,
        Optional<LocalDate> engaged,
        Optional<LocalDate> closed,
        BigDecimal value) {

    enum Stage {
        PROSPECTING,
        ENGAGING,
        WON,
        LOST
    }

    Opportunity {
        boolean over = stage == Stage.WON || stage == Stage.LOST;
        if (over != closed.isPresent() || engaged.isEmpty() != (stage == Stage.PROSPECTING)) {
            throw new IllegalArgumentException(id + ": the dates do not fit the stage " + stage);
        }
        if (over && !closed.orElseThrow().isAfter(engaged.orElseThrow())) {
            throw new IllegalArgumentException(id + " closed before it was opened");
        }
    }

    boolean won() {
        return stage == Stage.WON;
    }

    /** The name that the deal gets in the CRM. */
    String name() {
        return company.map(name -> name + " – " + product).orElse(product + " " + id);
    }
}
