package dev.tributary.sandbox.gusto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

class GustoEmployeesTest {
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
    void employees_come_with_manager_and_job() {
        connected.emulator.employees().manager(connected.ann.uuid(), connected.bob.uuid());

        Wire.Answer ann = client.get("/v1/employees/" + connected.ann.uuid());

        assertThat(ann.json())
                .containsEntry("work_email", "ann@example.com")
                .containsEntry("first_name", "Ann")
                .containsEntry("last_name", "Ash")
                .containsEntry("manager_uuid", connected.bob.uuid())
                .containsEntry("terminated", false)
                .containsEntry("onboarded", true)
                .containsKeys("uuid", "email", "version");
        assertThat(ann.at("jobs", 0, "primary")).isEqualTo(true);
        assertThat(client.get("/v1/employees/nobody").status()).isEqualTo(404);
    }

    @Test
    void lists_come_whole_or_in_the_pages_asked_for() {
        String path = connected.company() + "/employees";

        assertThat(client.get(path).list()).hasSize(2);
        Wire.Answer second = client.get(path + "?page=2&per=1");
        assertThat(second.at(0, "first_name")).isEqualTo("Bob");
        assertThat(second.header("X-Page")).isEqualTo("2");
        assertThat(second.header("X-Per-Page")).isEqualTo("1");
        assertThat(second.header("X-Total-Count")).isEqualTo("2");
        assertThat(second.header("X-Total-Pages")).isEqualTo("2");
        assertThat(client.get(path + "?page=3&per=1").list()).isEmpty();
        assertThat(client.get(path + "?page=0").status()).isEqualTo(422);
    }

    @Test
    void filters_choose_among_employees() {
        connected.emulator.businessDate().set(LocalDate.of(2017, 3, 1));
        connected.emulator.employees().terminate(connected.bob.uuid(), LocalDate.of(2017, 4, 1));
        String path = connected.company() + "/employees";

        assertThat(client.get(path + "?terminated=true").list()).hasSize(1);
        assertThat(client.get(path + "?terminated_today=true").list()).isEmpty();
        assertThat(client.get(path + "?onboarded_active=true").list()).hasSize(2);
        assertThat(client.get(path + "?search_term=irc").list()).hasSize(1);
        assertThat(client.get(path + "?uuids=" + connected.ann.uuid()).list()).hasSize(1);
        assertThat(client.get(path + "?sort_by=name:desc").at(0, "last_name")).isEqualTo("Birch");
        assertThat(client.get(path + "?terminated=maybe").status()).isEqualTo(422);
        assertThat(client.get(path + "?include=everything").status()).isEqualTo(422);
        assertThat(client.get(path + "?sort_by=age").status()).isEqualTo(422);
    }

    @Test
    void pay_is_shown_to_those_alone_who_may_read_it() {
        App curious =
                connected
                        .emulator
                        .apps()
                        .create(Set.of(Connected.REDIRECT), Set.of("employees:read"));
        String path = "/v1/employees/" + connected.ann.uuid();

        assertThat(Json.asObject(client.get(path).at("jobs", 0)).orElseThrow()).containsKey("rate");
        assertThat(Json.asObject(connected.client(curious).get(path).at("jobs", 0)).orElseThrow())
                .doesNotContainKey("rate");
    }

    @Test
    void a_change_of_the_employee_changes_the_version() {
        String path = "/v1/employees/" + connected.ann.uuid();
        Object before = client.get(path).at("version");
        connected.emulator.employees().manager(connected.ann.uuid(), connected.bob.uuid());

        assertThat(client.get(path).at("version")).isNotEqualTo(before);
    }

    @Test
    void the_sandbox_paths_do_what_the_admin_does() {
        Wire admin = connected.anonymous();
        String company = "/_sandbox/companies/" + connected.emulator.company().uuid();

        Wire.Answer employee =
                admin.post(
                        company + "/employees",
                        Map.of(
                                "first_name", "Cid",
                                "last_name", "Cedar",
                                "work_email", "cid@example.com",
                                "manager_uuid", connected.ann.uuid()));
        assertThat(employee.status()).isEqualTo(201);
        Wire.Answer payroll = admin.post(company + "/payrolls", Map.of("month", "2017-05"));
        assertThat(payroll.status()).isEqualTo(201);
        String path = company + "/payrolls/" + payroll.at("uuid");
        client.put(connected.company() + "/payrolls/" + payroll.at("uuid") + "/prepare", Map.of());
        admin.post(
                path + "/cells",
                Map.of(
                        "employee_uuid", employee.at("uuid") + "",
                        "name", "Bonus",
                        "amount", "12.30"));
        assertThat(admin.get("/_sandbox/cells").at(0, "written_by")).isEqualTo("admin");
        assertThat(admin.post(path + "/process", Map.of()).at("processed")).isEqualTo(true);
        assertThat(admin.post(path + "/process", Map.of()).status()).isEqualTo(422);
        assertThat(admin.post(company + "/payrolls", Map.of("month", "May")).status())
                .isEqualTo(400);
    }
}
