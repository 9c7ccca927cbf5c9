package dev.tributary.unified;

import dev.tributary.Failure;
import dev.tributary.call.Trace;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;

import java.util.function.BiFunction;

/** Runs one unified call: traced, answered with what it cost, and a write at most once per key. */
final class RunCall {
    private final Once once;

    RunCall(Once once) {
        this.once = once;
    }

    static Reply run(Ask ask, BiFunction<Ask, Trace, Reply> method) {
        Trace trace = Trace.of(ask.patience());
        if (Parameters.explains(ask)) {
            trace.explaining();
        }
        long start = System.nanoTime();
        try {
            Reply reply = method.apply(ask, trace);
            return CallHeaders.on(reply, trace, System.nanoTime() - start);
        } catch (Failure failure) {
            throw failure.withHeaders(CallHeaders.of(trace, System.nanoTime() - start));
        }
    }

    Reply write(Ask ask, BiFunction<Ask, Trace, Reply> method) {
        if (!ReadQuery.remote(ask).isEmpty()) {
            throw Failure.invalid(
                    "remote_query is for reads; what a write has for the provider alone goes into"
                            + " remote_data");
        }
        byte[] body = ask.body();
        Ask again = ask.withBody(body);
        if (Parameters.isDryRun(ask)) {
            return run(again, method);
        }
        return run(again, (own, trace) -> once.run(own, body, write -> method.apply(write, trace)));
    }
}
