package dev.tributary.sandbox.gusto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class GustoPayrollTest {
    private final Connected connected = new Connected();
    private Wire client = connected.anonymous();

    @BeforeEach
    void connect() {
        client = connected.client();
    }

    @AfterEach
    void close() {
        connected.close();
    }

    @Test
    void lists_show_processed_regular_payrolls_unless_asked_for_others() {
        String path = connected.company() + "/payrolls";

        assertThat(client.get(path).list()).isEmpty();
        assertThat(client.get(path + "?processing_statuses=unprocessed").list()).hasSize(1);
        assertThat(
                        client.get(
                                        path
                                                + "?processing_statuses=unprocessed&payroll_types=off_cycle")
                                .list())
                .isEmpty();
        assertThat(client.get(path + "?processing_statuses=open").status()).isEqualTo(422);
        connected.emulator.processPayroll(connected.payroll.uuid());
        Wire.Answer processed = client.get(path + "?include=totals");
        assertThat(processed.at(0, "processed")).isEqualTo(true);
        assertThat(processed.at(0, "totals", "employee_commissions")).isEqualTo("0.00");
    }

    @Test
    void payrolls_that_start_after_the_business_date_are_not_listed_yet() {
        String path = connected.company() + "/payrolls?processing_statuses=unprocessed";
        connected.emulator.businessDate().set(LocalDate.of(2017, 3, 31));
        connected.emulator.payrolls().addMonthly(YearMonth.of(2017, 4));

        assertThat(client.get(path).list()).hasSize(1);
        assertThat(client.get(path + "&end_date=2017-12-31").list()).hasSize(2);
        connected.emulator.dials().set(GustoDial.FUTURE_PAYROLLS_LISTED, true);
        assertThat(client.get(path).list()).hasSize(2);
        assertThat(client.get(path + "&sort_order=desc").at(0, "pay_period", "start_date"))
                .isEqualTo("2017-04-01");
    }

    @Test
    void rows_are_seen_by_preparing_and_not_by_reading_an_uncalculated_payroll() {
        Wire.Answer prepared = client.put(connected.payrollPath() + "/prepare", Map.of());

        assertThat(prepared.header("X-Total-Count")).isEqualTo("2");
        assertThat(prepared.at("employee_compensations", 0, "first_name")).isEqualTo("Ann");
        assertThat(prepared.at("employee_compensations", 0, "fixed_compensations", 1))
                .isEqualTo(
                        Map.of(
                                "name", "Commission",
                                "amount", "0.00",
                                "job_uuid", connected.ann.primaryJob().uuid()));
        assertThat(shown()).isEmpty();
        connected.emulator.dials().set(GustoDial.PREPARED_ROWS_IN_GET, true);
        assertThat(shown()).hasSize(2);
        connected.emulator.dials().set(GustoDial.PREPARED_ROWS_IN_GET, false);
        connected.emulator.payrolls().calculate(connected.payroll.uuid());
        assertThat(shown()).hasSize(2);
    }

    @Test
    void preparing_pages_by_a_hundred() {
        for (int i = 0; i < 120; i++) {
            connected.emulator.company().addEmployee("E", "Nr" + i, "e" + i + "@example.com");
        }
        String path = connected.payrollPath() + "/prepare";

        assertThat(rows(client.put(path, Map.of()))).hasSize(100);
        Wire.Answer second = client.put(path + "?page=2&per=500", Map.of());
        assertThat(rows(second)).hasSize(22);
        assertThat(second.header("X-Total-Pages")).isEqualTo("2");
        assertThat(client.put(path, Map.of("employee_uuids", List.of("nobody"))).status())
                .isEqualTo(422);
    }

    @Test
    void an_amount_replaces_what_was_there_and_leaves_the_rest() {
        update(
                connected.ann,
                Connected.commission("100.10"),
                Map.of("name", "Bonus", "amount", "7"));
        Wire.Answer second = update(connected.ann, Connected.commission("25.5"));

        assertThat(second.status()).isEqualTo(200);
        assertThat(rows(second)).hasSize(1);
        assertThat(connected.emulator.cells())
                .extracting(Cell::name, Cell::amount, Cell::writes)
                .containsExactly(
                        tuple("Bonus", new BigDecimal("7.00"), 1L),
                        tuple("Commission", new BigDecimal("25.50"), 2L));
        assertThat(connected.emulator.cells())
                .allMatch(cell -> cell.writtenBy().equals(connected.app.clientId()));
    }

    @Test
    void a_stale_version_is_told_by_the_category_and_by_a_status_that_varies() {
        String version = connected.version(client, connected.ann);
        write(connected.ann, version, "1.00");

        Wire.Answer stale = write(connected.ann, version, "2.00");
        assertThat(stale.status()).isEqualTo(422);
        assertThat(stale.at("errors", 0, "category")).isEqualTo("invalid_resource_version");

        client = client.with("X-Gusto-API-Version", "2026-02-01");
        assertThat(write(connected.ann, version, "2.00").status()).isEqualTo(409);
        connected.emulator.dials().set(GustoDial.STALE_VERSION_STATUS, 422);
        assertThat(write(connected.ann, version, "2.00").status()).isEqualTo(422);
        assertThat(amount()).isEqualByComparingTo("1.00");
    }

    @Test
    void the_version_follows_the_values_alone() {
        String empty = connected.version(client, connected.ann);
        write(connected.ann, empty, "1.00");
        String one = connected.version(client, connected.ann);
        write(connected.ann, one, "0.00");

        assertThat(one).isNotEqualTo(empty);
        assertThat(connected.version(client, connected.ann)).isEqualTo(empty);
    }

    @Test
    void all_rows_are_written_or_none() {
        String ann = connected.version(client, connected.ann);
        Wire.Answer refused =
                client.put(
                        connected.payrollPath(),
                        Connected.rows(
                                Connected.row(connected.ann, ann, Connected.commission("1.00")),
                                Connected.row(connected.bob, "old", Connected.commission("2"))));

        assertThat(refused.at("errors", 0, "category")).isEqualTo("invalid_resource_version");
        assertThat(connected.emulator.cells()).isEmpty();
    }

    @Test
    void bad_rows_are_refused_with_the_employee_they_are_about() {
        String version = connected.version(client, connected.ann);
        for (Map<String, Object> bad :
                List.<Map<String, Object>>of(
                        Map.of("name", "Commission", "amount", "-1.00"),
                        Map.of("name", "Commission", "amount", "1.005"),
                        Map.of("name", "Commission", "amount", 5),
                        Map.of("name", "Commission", "amount", "1,000"),
                        Map.of("name", "Commission"),
                        Map.of("name", "Kudos", "amount", "1.00"),
                        Map.of("name", "Bonus", "amount", "1.00", "note", "x"),
                        Map.of(
                                "name",
                                "Bonus",
                                "amount",
                                "1.00",
                                "job_uuid",
                                connected.bob.primaryJob().uuid()))) {
            Wire.Answer refused =
                    client.put(
                            connected.payrollPath(),
                            Connected.rows(Connected.row(connected.ann, version, bad)));
            assertThat(refused.status()).as(bad.toString()).isEqualTo(422);
            assertThat(refused.at("errors", 0, "category")).isEqualTo("nested_errors");
            assertThat(refused.at("errors", 0, "metadata", "employee_uuid"))
                    .isEqualTo(connected.ann.uuid());
        }
        assertThat(connected.emulator.cells()).isEmpty();
    }

    @Test
    void amounts_below_zero_are_taken_when_the_dial_says_so() {
        connected.emulator.dials().set(GustoDial.NEGATIVE_AMOUNTS, true);

        assertThat(update(connected.ann, Connected.commission("-1.00")).status()).isEqualTo(200);
    }

    @Test
    void an_amount_without_a_job_goes_to_the_primary_one_unless_it_must_be_named() {
        Employee.Job second =
                connected
                        .emulator
                        .employees()
                        .addJob(connected.ann.uuid(), "Trainer")
                        .jobs()
                        .get(1);
        update(connected.ann, Connected.commission("1.00"));
        update(
                connected.ann,
                Map.of("name", "Commission", "amount", "2.00", "job_uuid", second.uuid()));

        assertThat(connected.emulator.cells())
                .extracting(Cell::jobUuid)
                .containsExactlyInAnyOrder(connected.ann.primaryJob().uuid(), second.uuid());
        connected.emulator.dials().set(GustoDial.JOB_UUID_REQUIRED, true);
        assertThat(update(connected.ann, Connected.commission("1.00")).status()).isEqualTo(422);
    }

    @Test
    void a_hundred_and_one_rows_an_empty_body_and_a_missing_version_are_refused() {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            many.add(Connected.row(connected.ann, "v"));
        }

        assertThat(client.put(connected.payrollPath(), Connected.rows(many.toArray())).status())
                .isEqualTo(422);
        assertThat(client.put(connected.payrollPath(), Map.of()).at("errors", 0, "category"))
                .isEqualTo("missing_parameter");
        connected.version(client, connected.ann);
        assertThat(
                        client.put(
                                        connected.payrollPath(),
                                        Connected.rows(
                                                Map.of("employee_uuid", connected.ann.uuid())))
                                .at("errors", 0, "errors", 0, "error_key"))
                .isEqualTo("version");
    }

    @Test
    void those_who_left_or_have_not_arrived_are_not_paid() {
        connected.emulator.employees().terminate(connected.bob.uuid(), LocalDate.of(2017, 2, 28));
        assertThat(rows(client.put(connected.payrollPath() + "/prepare", Map.of()))).hasSize(1);
        connected.emulator.employees().onboarded(connected.ann.uuid(), false);

        assertThat(
                        client.put(
                                        connected.payrollPath(),
                                        Connected.rows(
                                                Connected.row(
                                                        connected.ann,
                                                        "v",
                                                        Connected.commission("1.00"))))
                                .at("errors", 0, "errors", 0, "category"))
                .isEqualTo("invalid_operation");
    }

    @Test
    void a_processed_payroll_cannot_be_changed_and_shows_what_it_paid() {
        String version = connected.version(client, connected.ann);
        write(connected.ann, version, "10.00");
        version = connected.version(client, connected.ann);
        connected.emulator.processPayroll(connected.payroll.uuid());

        Wire.Answer refused = write(connected.ann, version, "11.00");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("errors", 0, "category")).isEqualTo("invalid_operation");
        assertThat(client.put(connected.payrollPath() + "/prepare", Map.of()).status())
                .isEqualTo(422);
        Wire.Answer paid = client.get(connected.payrollPath());
        assertThat(paid.at("totals", "employee_commissions")).isEqualTo("10.00");
        assertThat(Json.asList(paid.at("employee_compensations", 0, "fixed_compensations")))
                .isPresent()
                .get()
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
        assertThatThrownBy(() -> connected.emulator.processPayroll(connected.payroll.uuid()))
                .isInstanceOf(GustoProblem.class);
    }

    @Test
    void past_its_deadline_preparing_moves_the_check_date() {
        connected.emulator.businessDate().set(LocalDate.of(2017, 4, 20));

        Wire.Answer prepared = client.put(connected.payrollPath() + "/prepare", Map.of());

        assertThat(prepared.at("check_date")).isEqualTo("2017-04-26");
        assertThat(prepared.at("payroll_deadline")).isEqualTo("2017-04-24T23:00:00Z");
    }

    private BigDecimal amount() {
        return connected.emulator.cells().getFirst().amount();
    }

    private Wire.Answer update(Employee employee, Object... compensations) {
        return client.put(
                connected.payrollPath(),
                Connected.rows(
                        Connected.row(
                                employee, connected.version(client, employee), compensations)));
    }

    private Wire.Answer write(Employee employee, String version, String amount) {
        return client.put(
                connected.payrollPath(),
                Connected.rows(Connected.row(employee, version, Connected.commission(amount))));
    }

    private List<@Nullable Object> shown() {
        return rows(client.get(connected.payrollPath()));
    }

    private static List<@Nullable Object> rows(Wire.Answer answer) {
        return Json.asList(answer.at("employee_compensations")).orElseThrow();
    }
}
