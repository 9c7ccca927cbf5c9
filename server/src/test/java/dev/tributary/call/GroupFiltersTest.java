package dev.tributary.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.call.Narrowing.Asked;
import dev.tributary.connector.MostFilters;
import dev.tributary.dialect.Operator;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

class GroupFiltersTest {
    private static final MostFilters MOST = new MostFilters(6, 5, 18);

    private static List<Asked> any(String field, String... paths) {
        return Arrays.stream(paths)
                .map(path -> new Asked(field, path, Operator.EQ, "x", "string"))
                .toList();
    }

    private static GroupFilters filters(MostFilters most) {
        return new GroupFilters("Acme", most, 0);
    }

    @SafeVarargs
    private static List<String> groups(MostFilters most, int constants, List<Asked>... filters) {
        return filters(most).groups(List.of(filters), constants).stream()
                .map(group -> String.join(" ", group.stream().map(Asked::path).toList()))
                .toList();
    }

    @Test
    void one_or_another_and_a_third_is_one_and_the_third_or_another_and_the_third() {
        assertThat(groups(MOST, 0, any("phones", "A", "B"), any("name", "C")))
                .containsExactly("A C", "B C");
        assertThat(groups(MOST, 0, any("phones", "A", "B"), any("emails", "C", "D")))
                .containsExactly("A C", "A D", "B C", "B D");
        assertThat(groups(MOST, 0, any("name", "A"), any("title", "B"))).containsExactly("A B");
        assertThat(groups(MOST, 0)).isEmpty();
        assertThat(groups(MOST, 1)).as("only the connector's own").containsExactly("");
        assertThat(groups(new MostFilters(6, 1, 0), 0, any("name", "A"))).as("no groups").isEmpty();
    }

    /** For every way in which a record can hold or not hold what is asked of six fields. */
    @Test
    void what_a_group_lets_through_is_what_all_the_filters_let_through() {
        List<List<Asked>> filters =
                List.of(any("a", "A", "B"), any("b", "C"), any("c", "D", "E", "F"));
        List<List<Asked>> groups = filters(new MostFilters(6, 6, 0)).groups(filters, 0);
        for (int held = 0; held < 1 << 6; held++) {
            int record = held;
            Predicate<Asked> holds = one -> (record >> (one.path().charAt(0) - 'A') & 1) == 1;
            assertThat(groups.stream().anyMatch(group -> group.stream().allMatch(holds)))
                    .isEqualTo(filters.stream().allMatch(any -> any.stream().anyMatch(holds)));
        }
    }

    @Test
    void as_many_groups_and_filters_as_fit_are_let_through() {
        List<Asked> three = any("phones", "A", "B", "C");
        List<List<Asked>> six = new ArrayList<>(Collections.nCopies(5, any("name", "N")));
        six.add(three);
        assertThat(filters(MOST).groups(six, 0)).hasSize(3).allMatch(group -> group.size() == 6);
        assertThat(groups(MOST, 0, any("phones", "A", "B", "C", "D", "E"))).hasSize(5);
    }

    @Test
    void what_does_not_fit_is_refused_with_what_would_and_what_makes_it_so_much() {
        List<Asked> three = any("phones", "A", "B", "C");
        assertThatThrownBy(() -> groups(MOST, 0, three, any("name", "N"), any("emails", "D", "E")))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.code()).isEqualTo(Code.INVALID_REQUEST))
                .hasMessage(
                        "Acme takes at most 5 alternatives and 18 filters in all; phones (3 ways)"
                                + " and emails (2 ways) make 6 of 3 filters each: leave one out, or"
                                + " ask twice");
        List<List<Asked>> tooManyInAll = new ArrayList<>(Collections.nCopies(4, any("name", "N")));
        tooManyInAll.add(any("phones", "A", "B", "C", "D"));
        assertThatThrownBy(() -> filters(MOST).groups(tooManyInAll, 0))
                .hasMessageContaining("phones (4 ways) make 4 of 5 filters each");
        assertThatThrownBy(() -> filters(MOST).groups(tooManyInAll.subList(0, 4), 3))
                .hasMessage("Acme takes at most 3 filters at a time, not 4");
        assertThatThrownBy(() -> new GroupFilters("Acme", MOST, 10_000).groups(tooManyInAll, 0))
                .hasMessageContaining(
                        "of 5 filters each, one of which is on updated_at past 10000");
    }

    @Test
    void a_product_beyond_all_bounds_is_not_made_before_it_is_refused() {
        List<Asked> many = any("emails", Collections.nCopies(1_000, "E").toArray(String[]::new));
        assertThatThrownBy(() -> groups(MOST, 0, many, many, many, many, many))
                .hasMessageContaining("Acme takes at most 5 alternatives")
                .hasMessageContaining("emails (1000 ways) and emails (1000 ways)");
    }
}
