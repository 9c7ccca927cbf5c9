package dev.tributary.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Failure;
import dev.tributary.http.spec.Schema;
import dev.tributary.ops.Metrics;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The check that answers are what routes say can fail. */
class AsDescribedTest {
    private static final Schema SAID =
            Schema.object().with("name", Schema.words("a", "b")).maybe("more", Schema.whole());

    private static Reply answered(Reply reply) {
        return answered(ask -> reply);
    }

    private static Reply answered(Handler handler) {
        Routes routes =
                () -> List.of(Route.get("/x", Access.OPEN, handler).says("x").answers(200, SAID));
        Dispatch dispatch =
                new Dispatch(AsDescribed.checked(List.of(routes)), "", 100, new Metrics());
        return dispatch.answer(
                new Dispatch.Request(
                        "r",
                        "GET",
                        "/x",
                        "",
                        Map.of(),
                        () -> new ByteArrayInputStream(new byte[0]),
                        Duration.ZERO),
                access -> Caller.PUBLIC);
    }

    @Test
    void an_answer_that_is_as_described_passes() {
        assertThat(answered(Reply.ok(Map.of("name", "a", "more", 1))).status()).isEqualTo(200);
        assertThat(answered(Reply.ok(Map.of("name", "b"))).status()).isEqualTo(200);
    }

    @Test
    void a_missing_an_undescribed_and_a_wrong_member_do_not() {
        for (Map<String, Object> wrong :
                List.<Map<String, Object>>of(
                        Map.of(),
                        Map.of("name", "c"),
                        Map.of("name", 1),
                        Map.of("name", "a", "more", "1"),
                        Map.of("name", "a", "other", 1))) {
            assertThat(answered(Reply.ok(wrong)).status()).as(wrong.toString()).isEqualTo(500);
        }
    }

    @Test
    void a_problem_document_with_an_undescribed_or_a_wrong_member_does_not() {
        Failure failure = Failure.invalid("no");
        assertThat(answered(refusing(failure)).status()).isEqualTo(400);
        assertThat(answered(refusing(failure.with("retry_after", 3))).status()).isEqualTo(400);
        assertThat(answered(refusing(failure.with("odd", 3))).status()).isEqualTo(500);
        assertThat(answered(refusing(failure.with("upstream_fields", "a"))).status())
                .isEqualTo(500);
    }

    private static Handler refusing(Failure failure) {
        return ask -> {
            throw failure;
        };
    }

    @Test
    void another_status_or_type_does_not() {
        assertThat(answered(Reply.created(Map.of("name", "a"))).status()).isEqualTo(500);
        assertThat(answered(Reply.html(200, "a")).status()).isEqualTo(500);
    }

    @Test
    void a_streamed_body_cannot_be_asked_for_its_bytes() {
        assertThatThrownBy(() -> new Reply(200, Map.of(), new Reply.Streamed(out -> {})).bytes())
                .isInstanceOf(IllegalStateException.class);
    }
}
