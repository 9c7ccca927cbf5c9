package dev.tributary.tool;

import dev.tributary.Failure;
import dev.tributary.connector.Connector;
import dev.tributary.connector.DescribedField;
import dev.tributary.connector.Fixture;
import dev.tributary.connector.Request;
import dev.tributary.http.Http;
import dev.tributary.http.HttpCall;
import dev.tributary.http.HttpReply;
import dev.tributary.http.HttpStream;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a call against replies that are there already, and writes down what the engine asked for and
 * answered: a fixture that passes because it was made by playing it.
 */
final class Rehearse {
    /** What comes back from the provider, in order. */
    record Canned(int status, Map<String, String> headers, @Nullable Object body) {}

    private Rehearse() {}

    /**
     * @throws Failure {@code invalid_request} when the engine asks for more than there is
     */
    static Fixture run(
            Connector connector,
            String about,
            Fixture.Call call,
            Map<String, Object> account,
            List<DescribedField> described,
            List<Canned> replies) {
        Map<String, Object> variables = PlayFixture.variables(connector, account);
        String base = connector.base().expandRaw(variables::get);
        Noting http = new Noting(replies, base);
        Object result = null;
        Fixture.Refusal refusal = null;
        try {
            result =
                    new PlayFixture(connector, Clock.systemUTC())
                            .answer(http, http::hasMore, variables, described, call);
        } catch (NotAsWritten more) {
            throw Failure.invalid(
                    "played again, the engine asks for something else: %s", more.differences());
        } catch (Failure failure) {
            refusal = CheckFailure.written(failure);
        }
        return new Fixture(
                "",
                about,
                null,
                call,
                new LinkedHashMap<>(account),
                described,
                http.noted,
                result,
                refusal);
    }

    private static final class Noting implements Http {
        private final List<Canned> replies;
        private final String base;
        private final List<Fixture.Exchange> noted = new ArrayList<>();

        Noting(List<Canned> replies, String base) {
            this.replies = replies;
            this.base = base;
        }

        boolean hasMore() {
            return noted.size() < replies.size();
        }

        @Override
        public HttpReply send(HttpCall call) {
            if (!hasMore()) {
                throw new NotAsWritten(
                        List.of(
                                new Difference(
                                        "upstream[%d]".formatted(noted.size()),
                                        null,
                                        call.method() + " " + call.uri())));
            }
            Canned reply = replies.get(noted.size());
            Fixture.Exchange exchange =
                    new Fixture.Exchange(
                            Request.Verb.valueOf(call.method()),
                            CheckRequest.path(call, base),
                            CheckRequest.query(call),
                            Map.of(),
                            CheckRequest.body(call),
                            CheckRequest.isForm(call)
                                    ? Request.BodyFormat.FORM
                                    : Request.BodyFormat.JSON,
                            reply.status(),
                            new LinkedHashMap<>(reply.headers()),
                            reply.body());
            noted.add(exchange);
            return ScriptedHttp.reply(exchange);
        }

        @Override
        public HttpStream open(HttpCall call, @Nullable InputStream body) {
            throw new UnsupportedOperationException("fixtures do not stream");
        }
    }
}
