package dev.tributary.commission;

import static dev.tributary.commission.World.MARCH;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.Failure;
import dev.tributary.db.Database;
import dev.tributary.db.TestDatabase;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

class LedgerTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();

    private final World world = new World(DB.get()).withAnnAndBob().withPlan();
    private final Ledger ledger = new Ledger(new HeadStore(), Clock.systemUTC());

    @Test
    void the_database_refuses_a_transaction_that_does_not_balance() {
        assertThatThrownBy(
                        () ->
                                world.db.transact(
                                        handle -> {
                                            transaction(handle, "tx_1", 1);
                                            leg(handle, "tx_1", 1, "expense", "-10.00", "USD");
                                            leg(handle, "tx_1", 2, "payable:x", "9.99", "USD");
                                        }))
                .rootCause()
                .hasMessageContaining("tx_1 does not balance");
    }

    @Test
    void the_database_refuses_legs_that_balance_only_across_currencies() {
        assertThatThrownBy(
                        () ->
                                world.db.transact(
                                        handle -> {
                                            transaction(handle, "tx_1", 1);
                                            leg(handle, "tx_1", 1, "expense", "-10.00", "USD");
                                            leg(handle, "tx_1", 2, "payable:x", "10.00", "EUR");
                                        }))
                .rootCause()
                .hasMessageContaining("does not balance");
    }

    @Test
    void the_database_refuses_a_transaction_without_legs() {
        assertThatThrownBy(() -> world.db.transact(handle -> transaction(handle, "tx_1", 1)))
                .rootCause()
                .hasMessageContaining("does not balance");
    }

    @Test
    void the_database_refuses_more_legs_for_a_transaction_that_is_complete() {
        world.db.transact(
                handle -> {
                    transaction(handle, "tx_whole", 7);
                    leg(handle, "tx_whole", 1, "expense", "-10.00", "USD");
                    leg(handle, "tx_whole", 2, "payable:x", "10.00", "USD");
                });

        assertThatThrownBy(
                        () ->
                                world.db.transact(
                                        handle -> {
                                            leg(handle, "tx_whole", 3, "expense", "-1.00", "USD");
                                            leg(handle, "tx_whole", 4, "payable:x", "1.00", "USD");
                                        }))
                .hasMessageContaining("is complete");
    }

    @Test
    void the_application_can_neither_change_nor_delete_what_is_written() {
        for (String table :
                List.of("ledger_transaction", "ledger_entry", "ledger_seal", "statement")) {
            for (String change :
                    List.of(
                            "UPDATE " + table + " SET environment_id = 'x'",
                            "DELETE FROM " + table,
                            "TRUNCATE " + table + " CASCADE")) {
                assertThatThrownBy(() -> world.db.transact(handle -> handle.execute(change)))
                        .as(change)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void not_even_the_owner_changes_what_is_written_by_mistake() {
        Jdbi owner =
                Jdbi.create(DB.url(), DB.config().user(), DB.config().password().get().value());
        assertThatThrownBy(
                        () -> owner.useHandle(handle -> handle.execute("DELETE FROM ledger_entry")))
                .hasMessageContaining("append-only");
    }

    @Test
    void the_database_refuses_earnings_in_a_closed_period() {
        world.run();
        world.close(MARCH);

        assertThatThrownBy(() -> post(posting(1, "10.00")))
                .hasMessageContaining("period 2017-03 is closed");
    }

    @Test
    void the_same_posting_again_writes_nothing_and_another_of_its_id_is_an_error() {
        post(posting(1, "10.00"));
        long transactions = world.transactions();

        post(posting(1, "10.00"));

        assertThat(world.transactions()).isEqualTo(transactions);
        assertThatThrownBy(() -> post(posting(1, "11.00")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("with other content");
    }

    @Test
    void the_database_keeps_maker_and_checker_apart() {
        world.run();
        world.close(MARCH);

        assertThatThrownBy(
                        () ->
                                world.db.transact(
                                        handle ->
                                                handle.execute(
                                                        "UPDATE commission_period SET approved_by ="
                                                                + " closed_by")))
                .hasMessageContaining("maker_is_not_checker");
    }

    @Test
    void the_chain_holds_and_shows_whatever_was_changed_behind_its_back() {
        world.won("d1", "77", "2017-03-01", "1000");
        world.won("d2", "77", "2017-03-02", "1000");
        world.run();
        world.close(MARCH);
        assertThat(verify()).contains(4L);

        tamper(handle -> handle.execute("UPDATE ledger_transaction SET causes = '{evt_9}'"));

        assertThat(verify()).isEmpty();
    }

    private Optional<Long> verify() {
        SealLedger seal = new SealLedger(new SealStore(), Clock.systemUTC());
        return world.db.read(handle -> seal.verify(handle, world.environment));
    }

    /** As an administrator of the database could, with the triggers off. */
    private static void tamper(Consumer<Handle> change) {
        Jdbi owner =
                Jdbi.create(DB.url(), DB.config().user(), DB.config().password().get().value());
        owner.useHandle(
                handle -> {
                    handle.execute("SET session_replication_role = replica");
                    change.accept(handle);
                });
    }

    private void post(Posting posting) {
        Database db = world.db;
        db.transact(handle -> ledger.post(handle, world.environment, List.of(posting)));
    }

    private Posting posting(int revision, String amount) {
        DealRef deal = new DealRef("ia_1", "d9");
        return new Posting(
                Posting.idOf(world.environment, "p", MARCH, deal, "commission", revision),
                Kind.EARNING,
                "p",
                MARCH,
                MARCH,
                deal,
                "commission",
                revision,
                "USD",
                new BigDecimal(amount),
                new LedgerAccount.Expense(),
                new LedgerAccount.Payable("p"),
                LocalDate.of(2017, 3, 1),
                List.of("evt_1"),
                null);
    }

    private void transaction(Handle handle, String id, long number) {
        handle.createUpdate(
                        """
                        INSERT INTO ledger_transaction (environment_id, id, number, kind, person_id,
                               origin_period, period, revision, currency, amount, effective_date,
                               recorded_at, causes, input_hash)
                        VALUES (:environment, :id, :number, 'earning', 'p', '2017-03', '2017-03', 1,
                               'USD', 10, '2017-03-01', now(), '{}', '')
                        """)
                .bind("environment", world.environment)
                .bind("id", id)
                .bind("number", 1_000 + number)
                .execute();
    }

    private void leg(
            Handle handle, String id, int leg, String account, String amount, String currency) {
        handle.createUpdate(
                        """
                        INSERT INTO ledger_entry (environment_id, transaction_id, leg,
                               ledger_account, currency, amount)
                        VALUES (:environment, :id, :leg, :account, :currency, :amount)
                        """)
                .bind("environment", world.environment)
                .bind("id", id)
                .bind("leg", leg)
                .bind("account", account)
                .bind("currency", currency)
                .bind("amount", new BigDecimal(amount))
                .execute();
    }
}
