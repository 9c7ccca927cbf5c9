package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

class SoqlTest {
    private final LetIn in = new LetIn();
    private Wire client = in.anonymous();
    private String acme = "";

    @BeforeEach
    void fill() {
        client = in.client();
        in.org.addField(
                "Account",
                Field.of("Regions__c", FieldType.MULTIPICKLIST)
                        .withValues(List.of("North", "South", "East")));
        acme =
                in.org
                        .create(
                                "Account",
                                Map.of(
                                        "Name", "Acme",
                                        "AnnualRevenue", 1000,
                                        "Regions__c", "North;South",
                                        "Industry", "Energy"))
                        .id();
        in.clock.pass(Duration.ofSeconds(1));
        in.org.create("Account", Map.of("Name", "acme two", "ParentId", acme));
        in.clock.pass(Duration.ofSeconds(1));
        in.org.create("Account", Map.of("Name", "100% O'Brien", "AnnualRevenue", 50));
        in.org.create("Account", Map.of("Name", "100x O_Brien", "Regions__c", "East"));
        in.org.create("Contact", Map.of("LastName", "Ann", "AccountId", acme));
        in.org.create("Contact", Map.of("LastName", "Bob", "AccountId", acme));
    }

    @AfterEach
    void close() {
        in.close();
    }

    private List<String> names(String where) {
        return in.column(client, "SELECT Name FROM Account " + where, "Name");
    }

    @Test
    void rows_are_compared_without_case_and_ordered_by_id_unless_told_otherwise() {
        assertThat(names("")).containsExactly("Acme", "acme two", "100% O'Brien", "100x O_Brien");
        assertThat(names("WHERE Name = 'ACME'")).containsExactly("Acme");
        assertThat(names("where nAmE != 'acme' oRdEr bY naME desc"))
                .containsExactly("acme two", "100x O_Brien", "100% O'Brien");
    }

    @Test
    void like_knows_wildcards_and_their_escapes() {
        assertThat(names("WHERE Name LIKE 'acme%'")).containsExactly("Acme", "acme two");
        assertThat(names("WHERE Name LIKE '_cme'")).containsExactly("Acme");
        assertThat(names("WHERE Name LIKE '100\\%%'")).containsExactly("100% O'Brien");
        assertThat(names("WHERE Name LIKE '%O\\_Brien'")).containsExactly("100x O_Brien");
        assertThat(names("WHERE Name LIKE '%O\\'Brien'")).containsExactly("100% O'Brien");
        assertThat(names("WHERE NOT Name LIKE '100%'")).containsExactly("Acme", "acme two");
        in.org.create("Account", Map.of("Name", "To the \uD83D\uDE80 and back"));
        assertThat(names("WHERE Name LIKE '%\uD83D\uDE80%'")).hasSize(1);
    }

    @Test
    void texts_have_escapes() {
        in.org.create("Account", Map.of("Name", "a\"b\\c\td\né"));
        assertThat(names("WHERE Name = 'a\\\"b\\\\c\\td\\n\\u00e9'")).hasSize(1);
    }

    @Test
    void numbers_null_and_booleans_are_compared_as_what_they_are() {
        assertThat(names("WHERE AnnualRevenue > 49.5 AND AnnualRevenue <= 1000"))
                .containsExactly("Acme", "100% O'Brien");
        assertThat(names("WHERE AnnualRevenue = null")).containsExactly("acme two", "100x O_Brien");
        assertThat(names("WHERE AnnualRevenue != NULL")).containsExactly("Acme", "100% O'Brien");
        assertThat(names("WHERE AnnualRevenue != 1000"))
                .as("null is not a thousand")
                .containsExactly("acme two", "100% O'Brien", "100x O_Brien");
        assertThat(names("WHERE AnnualRevenue < 100000 AND IsDeleted = false")).hasSize(2);
    }

    @Test
    void lists_take_any_of_their_values() {
        assertThat(names("WHERE Name IN ('ACME', 'nobody')")).containsExactly("Acme");
        assertThat(names("WHERE AnnualRevenue IN (1000, 50.0)")).hasSize(2);
        assertThat(names("WHERE Id NOT IN ('" + acme + "')")).hasSize(3).doesNotContain("Acme");
        assertThat(names("WHERE Id IN (SELECT AccountId FROM Contact)")).containsExactly("Acme");
        assertThat(names("WHERE Id NOT IN (SELECT AccountId FROM Contact)")).hasSize(3);
    }

    @Test
    void choices_are_included_alone_or_together() {
        assertThat(names("WHERE Regions__c INCLUDES ('North', 'East')"))
                .containsExactly("Acme", "100x O_Brien");
        assertThat(names("WHERE Regions__c INCLUDES ('North;South')")).containsExactly("Acme");
        assertThat(names("WHERE Regions__c INCLUDES ('North;East')")).isEmpty();
        assertThat(names("WHERE Regions__c EXCLUDES ('North')"))
                .containsExactly("acme two", "100% O'Brien", "100x O_Brien");
    }

    @Test
    void parentheses_decide_how_and_and_or_nest() {
        String both = "(Name = 'Acme' OR Name = 'acme two')";
        assertThat(names("WHERE " + both + " AND AnnualRevenue = null"))
                .containsExactly("acme two");
        assertThat(names("WHERE NOT " + both)).hasSize(2);
        assertThat(names("WHERE (NOT (Name = 'Acme')) AND (AnnualRevenue != null)"))
                .containsExactly("100% O'Brien");
    }

    @Test
    void ids_have_15_or_18_characters_and_heed_case_there() {
        assertThat(names("WHERE Id = '" + acme + "'")).containsExactly("Acme");
        assertThat(names("WHERE Id = '" + acme.substring(0, 15) + "'")).containsExactly("Acme");
        assertThat(names("WHERE ParentId = '" + acme.substring(0, 15) + "'"))
                .containsExactly("acme two");
        assertThat(names("WHERE Id > '" + acme + "'")).hasSize(3);
    }

    @Test
    void moments_have_a_zone_and_rows_a_second() {
        List<String> stamps =
                in.column(client, "SELECT SystemModstamp FROM Account", "SystemModstamp");
        assertThat(stamps.getFirst()).isEqualTo("2026-03-02T10:00:00.000+0000");

        assertThat(names("WHERE SystemModstamp > 2026-03-02T10:00:00Z"))
                .containsExactly("acme two", "100% O'Brien", "100x O_Brien");
        assertThat(names("WHERE SystemModstamp = 2026-03-02T11:00:00%2B01:00".replace("%2B", "+")))
                .containsExactly("Acme");
        String last = "SystemModstamp = 2026-03-02T10:00:02.000+0000";
        List<String> ids = in.column(client, "SELECT Id FROM Account WHERE " + last, "Id");
        assertThat(ids).hasSize(2);
        assertThat(
                        names(
                                "WHERE SystemModstamp > 2026-03-02T10:00:02Z OR (%s AND Id > '%s')"
                                        .formatted(last, ids.getFirst())))
                .as("the keyset that pages by stamp and id")
                .containsExactly("100x O_Brien");
    }

    @Test
    void named_days_follow_the_business_date() {
        in.emulator.businessDate().set(LocalDate.parse("2026-05-14"));
        for (String day : List.of("2026-05-14", "2026-05-01", "2026-04-30", "2025-12-31")) {
            in.opportunity(day, "CloseDate", day);
        }
        assertThat(closing("= TODAY")).containsExactly("2026-05-14");
        assertThat(closing("= THIS_MONTH")).containsExactly("2026-05-14", "2026-05-01");
        assertThat(closing("< THIS_MONTH")).containsExactly("2026-04-30", "2025-12-31");
        assertThat(closing("= LAST_N_DAYS:14")).hasSize(3);
        assertThat(closing("= LAST_N_DAYS:13")).hasSize(2);
        assertThat(closing("= LAST_YEAR")).containsExactly("2025-12-31");
        assertThat(closing("= THIS_QUARTER")).hasSize(3);
        assertThat(closing("IN (TODAY, LAST_YEAR)")).hasSize(2);
        assertThat(closing(">= 2026-05-01")).hasSize(2);
    }

    private List<String> closing(String when) {
        return in.column(client, "SELECT Name FROM Opportunity WHERE CloseDate " + when, "Name");
    }

    @Test
    void relationships_are_followed_up_and_show_null_where_there_is_nobody() {
        assertThat(in.column(client, "SELECT Parent.Name FROM Account", "Parent", "Name"))
                .containsExactly("null", "Acme", "null", "null");
        assertThat(
                        in.column(
                                client,
                                "SELECT Account.Owner.Username FROM Contact WHERE Account.Name ="
                                        + " 'Acme'",
                                "Account",
                                "Owner",
                                "Username"))
                .hasSize(2);
        assertThat(
                        in.column(
                                client,
                                "SELECT a.Name FROM Account a WHERE a.Industry != null",
                                "Name"))
                .containsExactly("Acme");
        assertThat(in.column(client, "SELECT Account.Name FROM Account LIMIT 1", "Name"))
                .containsExactly("Acme");
        Wire.Answer row = in.query(client, "SELECT Account.Name FROM Contact LIMIT 1");
        assertThat(row.at("records", 0, "Account", "attributes", "type")).isEqualTo("Account");
        assertThat((String) row.at("records", 0, "attributes", "url"))
                .startsWith(LetIn.DATA + "/sobjects/Contact/003");
    }

    @Test
    void children_come_with_their_parents() {
        Wire.Answer answer =
                in.query(
                        client,
                        "SELECT Name, (SELECT LastName FROM Contacts WHERE LastName != 'Ann' ORDER"
                                + " BY LastName LIMIT 5) FROM Account");

        assertThat(answer.at("records", 0, "Contacts", "totalSize")).isEqualTo(1);
        assertThat(answer.at("records", 0, "Contacts", "records", 0, "LastName")).isEqualTo("Bob");
        assertThat(Json.asObject(answer.at("records", 1)).orElseThrow())
                .containsEntry("Contacts", null);
    }

    @Test
    void nulls_come_first_unless_told_otherwise() {
        assertThat(names("ORDER BY AnnualRevenue, Name DESC"))
                .containsExactly("acme two", "100x O_Brien", "100% O'Brien", "Acme");
        assertThat(names("ORDER BY AnnualRevenue DESC"))
                .containsExactly("acme two", "100x O_Brien", "Acme", "100% O'Brien");
        assertThat(names("ORDER BY AnnualRevenue ASC NULLS LAST LIMIT 2"))
                .containsExactly("100% O'Brien", "Acme");
        assertThat(names("ORDER BY Name LIMIT 2 OFFSET 1")).containsExactly("100x O_Brien", "Acme");
    }

    @Test
    void counting_shows_no_rows() {
        Wire.Answer answer = in.query(client, "SELECT COUNT() FROM Account WHERE Name LIKE 'a%'");

        assertThat(answer.json())
                .containsEntry("totalSize", 2)
                .containsEntry("done", true)
                .containsEntry("records", List.of());
    }

    @Test
    void rows_are_grouped_and_summed() {
        in.opportunity("a", "Amount", 100);
        in.opportunity("b", "Amount", 50.25);
        in.opportunity("c", "StageName", "Closed Won");

        Wire.Answer answer =
                in.query(
                        client,
                        "SELECT StageName, COUNT(Id) n, SUM(Amount), AVG(Amount), MAX(Name) newest"
                                + " FROM Opportunity GROUP BY StageName ORDER BY COUNT(Id) DESC");

        assertThat(answer.at("records", 0, "attributes", "type")).isEqualTo("AggregateResult");
        assertThat(Json.text(answer.at("records")))
                .contains(
                        "\"StageName\":\"Prospecting\",\"n\":2,\"expr0\":150.25,\"expr1\":75.125,\"newest\":\"b\"",
                        "\"StageName\":\"Closed Won\",\"n\":1,\"expr0\":null");
        assertThat(
                        in.query(client, "SELECT MAX(SystemModstamp) FROM Lead")
                                .at("records", 0, "expr0"))
                .isNull();
    }

    @Test
    void fields_of_a_kind_are_selected_at_once() {
        Wire.Answer custom = in.query(client, "SELECT FIELDS(CUSTOM) FROM Account LIMIT 200");
        assertThat(Json.asObject(custom.at("records", 0)).orElseThrow())
                .containsOnlyKeys("attributes", "Regions__c");
        Wire.Answer standard = in.query(client, "SELECT FIELDS(STANDARD) FROM Account");
        assertThat(Json.asObject(standard.at("records", 0)).orElseThrow())
                .containsKeys("Id", "Name", "SystemModstamp")
                .doesNotContainKey("Regions__c");
    }

    @Test
    void deleted_rows_are_seen_by_query_all_alone() {
        in.org.delete(acme);

        assertThat(names("WHERE Name = 'Acme'")).isEmpty();
        Wire.Answer all =
                client.get(
                        LetIn.DATA
                                + "/queryAll?"
                                + Wire.encode(
                                        Map.of(
                                                "q",
                                                "SELECT Id, IsDeleted FROM Account WHERE IsDeleted"
                                                        + " = true")));
        assertThat(all.at("records", 0, "Id")).isEqualTo(acme);
        assertThat(all.at("records", 0, "IsDeleted")).isEqualTo(true);
        assertThat(in.column(client, "SELECT Id FROM Contact", "Id"))
                .as("contacts go with their account")
                .isEmpty();
    }

    @Test
    void people_behind_activities_can_be_of_several_kinds() {
        SObject lead = in.org.create("Lead", Map.of("LastName", "Lea", "Company", "X"));
        in.org.create("Task", Map.of("Subject", "Call", "WhoId", lead.id(), "WhatId", acme));

        Wire.Answer task = in.query(client, "SELECT Who.Name, What.Name FROM Task");

        assertThat(task.at("records", 0, "Who", "Name")).isEqualTo("Lea");
        assertThat(task.at("records", 0, "Who", "attributes", "type")).isEqualTo("Lead");
        assertThat(task.at("records", 0, "What", "Name")).isEqualTo("Acme");
    }
}
