package dev.tributary.commission;

import dev.tributary.Ids;
import dev.tributary.Json;
import dev.tributary.SettableClock;
import dev.tributary.db.Database;
import dev.tributary.mapping.Expression;
import dev.tributary.ops.AuditLog;
import dev.tributary.ops.Metrics;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One environment with a CRM, an HRIS, the demo's plan, and books. */
public final class World {
    public static final String CRM = "ia_crm";
    public static final String HRIS = "ia_hris";
    public static final YearMonth MARCH = YearMonth.of(2017, 3);
    public static final YearMonth APRIL = YearMonth.of(2017, 4);
    private static int count;

    public final String environment;
    public final MemoryRecords records;
    public final MemoryParking parking = new MemoryParking();
    public final SettableClock clock = SettableClock.at("2018-01-15T12:00:00Z");
    public final Actor maker;
    public final Actor checker;
    public final Database db;
    public Commission commission;
    private final Ids ids = new Ids(clock, new SecureRandom());

    public World(Database db) {
        this.db = db;
        this.environment = "env_" + ++count;
        this.records = new MemoryRecords(environment);
        this.maker = new Actor(environment, "key_maker", "req_1");
        this.checker = new Actor(environment, "key_checker", "req_2");
        this.commission = restarted();
    }

    /** A server that starts on the same database. */
    public Commission restarted() {
        commission =
                Commission.create(
                        new Commission.Ground(
                                db,
                                records,
                                (environment, account) -> {},
                                parking,
                                Expression::compile,
                                new AuditLog(ids, clock),
                                new Metrics(),
                                ids,
                                interruptible()));
        return commission;
    }

    /** The clock is read in the middle of bookings: a good moment to stop. */
    private Clock interruptible() {
        return new Clock() {
            @Override
            public Instant instant() {
                records.step();
                return clock.instant();
            }

            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return clock.withZone(zone);
            }
        };
    }

    /** Ann sells, Bob manages her. */
    public World withAnnAndBob() {
        user("77", "Ann", "ann@example.com");
        user("88", "Bob", "BOB@example.com");
        employee("e-ann", "Ann", "Ann@Example.com", "e-bob");
        employee("e-bob", "Bob", "bob@example.com", null);
        match();
        return this;
    }

    public void user(String id, String name, String email) {
        records.load(CRM, "crm/users", id, tree("name", name, "email", email));
    }

    public void employee(String id, String name, String email, @Nullable String manager) {
        Map<String, @Nullable Object> data = tree("name", name, "work_email", email);
        if (manager != null) {
            data.put("manager", Map.of("id", manager));
        }
        records.load(HRIS, "hris/employees", id, data);
    }

    public MatchPeople.Outcome match() {
        return commission.people().match(maker, new Rematch.Source(CRM, HRIS));
    }

    public World withPlan() {
        commission.plans().create(maker, plan());
        return this;
    }

    /** The event of a deal that was won. */
    public String won(String id, String owner, String date, String amount) {
        return records.change(CRM, "crm/opportunities", id, deal(id, owner, date, amount));
    }

    public static Map<String, @Nullable Object> deal(
            String id, String owner, String date, String amount) {
        Map<String, @Nullable Object> data = tree("status", "won", "close_date", date);
        data.put("amount", amount);
        data.put("currency", "USD");
        data.put("owner", Map.of("id", owner));
        data.put("custom_fields", Map.of("opportunity_id", id));
        return data;
    }

    public static Map<String, @Nullable Object> tree(Object... pairs) {
        Map<String, @Nullable Object> tree = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tree.put((String) pairs[i], pairs[i + 1]);
        }
        return tree;
    }

    /** Everything on its way becomes money. */
    public World run() {
        for (int i = 0; i < 10_000; i++) {
            if (!commission.step(environment)) {
                return this;
            }
        }
        throw new AssertionError("it never ends");
    }

    public Period close(YearMonth period) {
        return commission.closing().close(maker, period);
    }

    public Period approve(YearMonth period) {
        return commission.approving().approve(checker, period);
    }

    /** Sums by ledger account (with names for people), period, deal and component. */
    public Map<String, BigDecimal> balances() {
        Map<String, String> names = new HashMap<>();
        commission.people().list(environment).forEach(p -> names.put(p.id(), p.name()));
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        List<Books.Balance> all =
                db.read(h -> new Books().balances(h, environment, null, null, "", 10_000));
        for (Books.Balance balance : all) {
            String name = names.getOrDefault(balance.personId(), "?");
            String account = balance.ledgerAccount().replace(balance.personId(), name);
            String key =
                    String.join(
                            " ",
                            account.equals("expense") ? "expense:" + name : account,
                            balance.period(),
                            balance.dealId(),
                            balance.component());
            sums.put(key.strip(), balance.amount());
        }
        return sums;
    }

    /** One statement line's amount; null when there is none. */
    public @Nullable String line(String person, YearMonth period, String deal, String component) {
        JsonNode found = lineNode(person, period, deal, component);
        return found == null ? null : found.path("amount").asString();
    }

    public @Nullable JsonNode lineNode(
            String person, YearMonth period, String deal, String component) {
        for (JsonNode statement : statements(period)) {
            if (statement.path("person").path("name").asString().equals(person)) {
                for (JsonNode line : statement.path("lines")) {
                    if (line.path("deal_id").asString().equals(deal)
                            && line.path("component").asString().equals(component)) {
                        return line;
                    }
                }
            }
        }
        return null;
    }

    public List<JsonNode> statements(YearMonth period) {
        return db.read(
                handle ->
                        commission
                                .statements()
                                .list(handle, environment, period, null, "", 100)
                                .result());
    }

    public long transactions() {
        return db.read(h -> new Books().counts(h, environment)).transactions();
    }

    public static Map<String, Object> plan() {
        Map<?, ?> read =
                Json.read(
                        """
                        {"name": "Demo 2017", "currency": "USD", "time_zone": "UTC",
                         "period": "month", "rounding": "half_even",
                         "effective_from": "2017-03-01",
                         "measure": {"resource": "crm/opportunities", "when": "=status = 'won'",
                             "date": "=close_date", "amount": "=amount", "currency": "=currency",
                             "order_by": ["=close_date", "=custom_fields.opportunity_id"]},
                         "credits": {"owner": {"person": "=owner.id", "percent": "100"},
                             "manager": {"manager_of": "owner", "percent": "100"}},
                         "quotas": {"default": "30000"},
                         "components": {
                             "commission": {"credit": "owner", "marginal": [
                                 {"up_to": "100%", "rate": "0.0375"},
                                 {"up_to": "125%", "rate": "0.0625"},
                                 {"rate": "0.08125"}]},
                             "overlay": {"credit": "manager", "rate": "0.0075"}},
                         "clawback": {"lands_in": "open_period"}}
                        """,
                        LinkedHashMap.class);
        Map<String, Object> plan = new LinkedHashMap<>();
        read.forEach((key, value) -> plan.put((String) key, value));
        return plan;
    }
}
