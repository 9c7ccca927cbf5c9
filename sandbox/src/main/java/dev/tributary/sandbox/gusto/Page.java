package dev.tributary.sandbox.gusto;

import dev.tributary.sandbox.Reply;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list, counted from 1.
 *
 * @param per how many items a page holds
 */
record Page<T>(List<T> items, int number, int per, int total) {
    private static final int PER_DEFAULT = 25;
    private static final int PER_MAX = 100;

    /**
     * Cuts the page a call asks for.
     *
     * @param always whether the endpoint pages even when it is not asked to
     */
    static <T> Page<T> of(Call call, List<T> all, boolean always) {
        Optional<Integer> page = whole(call, "page");
        Optional<Integer> per = whole(call, "per");
        if (page.isEmpty() && per.isEmpty() && !always) {
            return new Page<>(all, 1, Math.max(1, all.size()), all.size());
        }
        int size = Math.min(PER_MAX, per.orElse(always ? PER_MAX : PER_DEFAULT));
        int number = page.orElse(1);
        int start = (int) Math.min(all.size(), (number - 1L) * size);
        int end = Math.min(all.size(), start + size);
        return new Page<>(all.subList(start, end), number, size, all.size());
    }

    Reply onto(Reply reply) {
        int pages = Math.max(1, (total + per - 1) / per);
        return reply.with("X-Page", Integer.toString(number))
                .with("X-Per-Page", Integer.toString(per))
                .with("X-Total-Count", Integer.toString(total))
                .with("X-Total-Pages", Integer.toString(pages));
    }

    private static Optional<Integer> whole(Call call, String name) {
        return call.request()
                .query(name)
                .map(
                        text -> {
                            if (!text.matches("[1-9]\\d{0,6}")) {
                                throw GustoProblem.bad(name, name + " must be 1 or more.");
                            }
                            return Integer.parseInt(text);
                        });
    }
}
