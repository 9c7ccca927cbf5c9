package dev.tributary.commission;

import dev.tributary.db.Database;
import dev.tributary.http.Access;
import dev.tributary.http.Ask;
import dev.tributary.http.Reply;
import dev.tributary.http.Route;
import dev.tributary.http.Routes;
import dev.tributary.http.spec.Chapter;
import dev.tributary.http.spec.Schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger over HTTP, to be read. */
final class LedgerRoutes implements Routes {
    private static final Access READ = Access.scope("commission:read");
    private static final int BALANCES_MAX = 10_000;

    private final Database database;
    private final Books books;
    private final SealLedger seal;

    LedgerRoutes(Database database, Books books, SealLedger seal) {
        this.database = database;
        this.books = books;
        this.seal = seal;
    }

    @Override
    public Chapter chapter() {
        return Commission.CHAPTER;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/commission/ledger/balances", READ, this::balances)
                        .says("List ledger balances")
                        .query("period", "only of this month", Schema.month())
                        .query("person_id", "only of this person", Schema.text())
                        .query("limit", "how many in a page", Schema.whole(1, BALANCES_MAX))
                        .query("next_cursor", "of the page before", Schema.text())
                        .answers(200, Schema.page(Answers.BALANCE)),
                Route.get("/commission/ledger/check", READ, this::check)
                        .says("Check that the ledger balances")
                        .query("chain", "verify the whole hash chain too", Schema.flag())
                        .answers(200, Answers.CHECK));
    }

    private Reply balances(Ask ask) {
        int limit = ask.number("limit", BALANCES_MAX, 1, BALANCES_MAX);
        String period =
                ask.parameter("period").map(text -> Answers.month(text).toString()).orElse(null);
        List<Books.Balance> balances =
                database.read(
                        handle ->
                                books.balances(
                                        handle,
                                        ask.environmentId(),
                                        period,
                                        ask.parameter("person_id").orElse(null),
                                        Answers.cursor(ask),
                                        limit));
        List<Map<String, String>> result = balances.stream().map(LedgerRoutes::answer).toList();
        return Answers.page(result, balances.size() < limit ? null : balances.getLast().cursor());
    }

    private static Map<String, String> answer(Books.Balance balance) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("ledger_account", balance.ledgerAccount());
        answer.put("person_id", balance.personId());
        answer.put("period", balance.period());
        answer.put("deal_id", balance.dealId());
        answer.put("component", balance.component());
        answer.put("currency", balance.currency());
        answer.put("amount", balance.amount().toPlainString());
        return answer;
    }

    /** Sums, and with {@code chain=true} the whole hash chain. */
    private Reply check(Ask ask) {
        String environmentId = ask.environmentId();
        boolean chain = ask.parameter("chain").filter("true"::equals).isPresent();
        return database.snapshot(
                handle -> {
                    Books.Counts counts = books.counts(handle, environmentId);
                    List<Books.Sum> sums = books.sums(handle, environmentId);
                    boolean balanced =
                            books.unbalanced(handle, environmentId) == 0
                                    && sums.stream().allMatch(sum -> sum.sum().signum() == 0);
                    Map<String, Object> answer = new LinkedHashMap<>();
                    answer.put("balanced", balanced);
                    answer.put("transactions", counts.transactions());
                    answer.put("entries", counts.entries());
                    answer.put(
                            "by_currency",
                            sums.stream()
                                    .map(
                                            sum ->
                                                    Map.of(
                                                            "currency",
                                                            sum.currency(),
                                                            "sum",
                                                            sum.sum().toPlainString()))
                                    .toList());
                    if (chain) {
                        Optional<Long> sealed = seal.verify(handle, environmentId);
                        answer.put("chain_intact", sealed.isPresent());
                        sealed.ifPresent(number -> answer.put("sealed_transactions", number));
                    }
                    return Reply.ok(answer);
                });
    }
}
