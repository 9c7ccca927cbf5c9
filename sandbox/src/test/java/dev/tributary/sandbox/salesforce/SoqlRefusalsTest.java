package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Wire;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class SoqlRefusalsTest {
    private final LetIn in = new LetIn();
    private Wire client = in.anonymous();

    @BeforeEach
    void connect() {
        client = in.client();
    }

    @AfterEach
    void close() {
        in.close();
    }

    private Wire.Answer refused(String statement, String code) {
        Wire.Answer answer = in.query(client, statement);
        assertThat(answer.status()).as(statement + " " + answer.body()).isEqualTo(400);
        assertThat(answer.at(0, "errorCode")).as(statement + " " + answer.body()).isEqualTo(code);
        return answer;
    }

    @Test
    void the_message_shows_the_place_with_row_and_column() {
        assertThat(refused("SELECT Id FRM Account", "MALFORMED_QUERY").at(0, "message"))
                .isEqualTo(
                        "\n"
                                + "SELECT Id FRM Account\n"
                                + "          ^\n"
                                + "ERROR at Row:1:Column:11\n"
                                + "unexpected token: 'FRM'");
        assertThat(
                        refused("SELECT Id\nFROM Account\nWHERE Nane = 'x'", "INVALID_FIELD")
                                        .at(0, "message")
                                + "")
                .contains("ERROR at Row:3:Column:7", "No such column 'Nane' on entity 'Account'.");
        String product =
                refused(
                                        "select Id, ProductCode from Product2 where ProductCode ="
                                                + " 3999",
                                        "INVALID_FIELD")
                                .at(0, "message")
                        + "";
        assertThat(product)
                .isEqualTo(
                        "\n"
                            + "ProductCode from Product2 where ProductCode = 3999\n"
                            + "                                ^\n"
                            + "ERROR at Row:1:Column:44\n"
                            + "value of filter criterion for field 'ProductCode' must be of type"
                            + " string and should be enclosed in quotes");
    }

    @Test
    void what_is_no_statement_is_malformed() {
        for (String statement :
                List.of(
                        "SELECT",
                        "SELECT FROM Account",
                        "SELECT Id",
                        "SELECT Id, FROM Account",
                        "SELECT Id Name FROM Account",
                        "SELECT * FROM Account",
                        "SELECT Id FROM Account WHERE",
                        "SELECT Id FROM Account WHERE Name",
                        "SELECT Id FROM Account WHERE Name =",
                        "SELECT Id FROM Account WHERE Name = Acme",
                        "SELECT Id FROM Account WHERE Name = 'a' 'b'",
                        "SELECT Id FROM Account WHERE Name == 'a'",
                        "SELECT Id FROM Account WHERE Name LIKE 5",
                        "SELECT Id FROM Account WHERE Name IN ()",
                        "SELECT Id FROM Account WHERE Name IN 'a'",
                        "SELECT Id FROM Account WHERE Name NOT LIKE 'a'",
                        "SELECT Id FROM Account WHERE (Name = 'a'",
                        "SELECT Id FROM Account WHERE Name = 'a')",
                        "SELECT Id FROM Account WHERE Name IS NULL",
                        "SELECT Id FROM Account WHERE Name = 'a' OR Name = 'b' AND Name = 'c'",
                        "SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'",
                        "SELECT Id FROM Account WHERE Name = \"a\"",
                        "SELECT Id FROM Account ORDER Name",
                        "SELECT Id FROM Account ORDER BY Name UP",
                        "SELECT Id FROM Account LIMIT ten",
                        "SELECT Id FROM Account LIMIT -1",
                        "SELECT Id FROM Account LIMIT 1 WHERE Name = 'a'",
                        "SELECT Id FROM Account; DROP",
                        "SELECT Id FROM Account -- comment",
                        "DELETE FROM Account",
                        "SELECT Id FROM Account WHERE CreatedDate > 2026-01-01T00:00:00",
                        "SELECT Id FROM Account WHERE CreatedDate > 2026-13-01T00:00:00Z",
                        "SELECT Id FROM Account WHERE CreatedDate = LAST_N_DAYS",
                        "SELECT Id FROM Account ALL ROWS",
                        "SELECT Id, (SELECT Id, (SELECT Id FROM Contacts) FROM ChildAccounts) FROM"
                                + " Account",
                        "SELECT COUNT(), Id FROM Account",
                        "SELECT Name, COUNT(Id) FROM Account",
                        "SELECT Id FROM Account WHERE Name = :name")) {
            refused(statement, "MALFORMED_QUERY");
        }
        assertThat(client.get(LetIn.DATA + "/query?q=%20").status()).isEqualTo(400);
        assertThat(client.get(LetIn.DATA + "/query").status()).isEqualTo(400);
    }

    @Test
    void texts_must_be_closed_and_backslashes_must_mean_something() {
        assertThat(
                        refused("SELECT Id FROM Account WHERE Name = 'O'Brien'", "MALFORMED_QUERY")
                                .body())
                .contains("mismatched character '<EOF>'");
        refused("SELECT Id FROM Account WHERE Name = 'a\\'", "MALFORMED_QUERY");
        for (String escape : List.of("\\d", "\\_", "\\%", "\\u12", "\\x")) {
            assertThat(
                            refused(
                                            "SELECT Id FROM Account WHERE Name = 'a" + escape + "'",
                                            "MALFORMED_QUERY")
                                    .body())
                    .contains("Illegal character sequence");
        }
    }

    @Test
    void names_that_mean_nothing_are_told_apart() {
        assertThat(refused("SELECT Id FROM Acount", "INVALID_TYPE").body())
                .contains("sObject type 'Acount' is not supported");
        refused("SELECT Id, (SELECT Id FROM Contact) FROM Account", "INVALID_TYPE");
        assertThat(refused("SELECT Boss.Name FROM Account", "INVALID_FIELD").body())
                .contains("Didn't understand relationship 'Boss' in field path");
        refused("SELECT Owner.Nome FROM Account", "INVALID_FIELD");
        refused("SELECT Id FROM Account ORDER BY Nome", "INVALID_FIELD");
        refused("SELECT Id FROM Account WHERE Nome = 'a' LIMIT 1", "INVALID_FIELD");
        assertThat(refused("SELECT Id, Name, Id FROM Account", "INVALID_FIELD").body())
                .contains("duplicate field selected: Id");
        refused(
                "SELECT Parent.Parent.Parent.Parent.Parent.Parent.Name FROM Account",
                "INVALID_FIELD");
    }

    @Test
    void literals_must_be_of_the_fields_type() {
        for (Map.Entry<String, String> wrong :
                Map.of(
                                "Name = 5", "of type string and should be enclosed",
                                "Name = true", "of type string and should be enclosed",
                                "Industry = 2026-01-01", "of type string and should be enclosed",
                                "AnnualRevenue > '5'",
                                        "of type currency and should not be enclosed",
                                "NumberOfEmployees = '5'", "of type int and should not be enclosed",
                                "IsDeleted = 'false'", "of type boolean and should not be enclosed",
                                "CreatedDate > '2026-01-01T00:00:00Z'",
                                        "of type dateTime and should not",
                                "CreatedDate > 2026-01-01", "of type dateTime and should not",
                                "LastActivityDate = '2026-01-01'", "of type date and should not",
                                "LastActivityDate = 2026-01-01T00:00:00Z",
                                        "of type date and should not")
                        .entrySet()) {
            assertThat(
                            refused(
                                            "SELECT Id FROM Account WHERE " + wrong.getKey(),
                                            "INVALID_FIELD")
                                    .body())
                    .contains(wrong.getValue());
        }
        refused("SELECT Id FROM Account WHERE NumberOfEmployees IN (5, '6')", "INVALID_FIELD");
    }

    @Test
    void operators_must_fit_the_field() {
        String from = "SELECT Id FROM Account WHERE ";
        refused(from + "IsDeleted > true", "INVALID_QUERY_FILTER_OPERATOR");
        refused(from + "AnnualRevenue LIKE '5%'", "INVALID_QUERY_FILTER_OPERATOR");
        refused(from + "Id = 'nobody'", "INVALID_QUERY_FILTER_OPERATOR");
        refused(from + "Name INCLUDES ('a')", "INVALID_QUERY_FILTER_OPERATOR");
        assertThat(refused(from + "Description LIKE 'a%'", "INVALID_FIELD").body())
                .contains("can not be filtered in a query call");
        refused("SELECT Id FROM Account ORDER BY Description", "MALFORMED_QUERY");
        refused("SELECT SUM(Name) FROM Account", "INVALID_FIELD");
    }

    @Test
    void there_are_limits() {
        refused("SELECT Id FROM Account OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE");
        for (String fields : List.of("ALL", "CUSTOM")) {
            for (String limit : List.of("", " LIMIT 201")) {
                assertThat(
                                refused(
                                                "SELECT FIELDS("
                                                        + fields
                                                        + ") FROM Account"
                                                        + limit,
                                                "MALFORMED_QUERY")
                                        .at(0, "message"))
                        .isEqualTo("The SOQL FIELDS function must have a LIMIT of at most 200");
            }
        }
        assertThat(in.query(client, "SELECT FIELDS(ALL) FROM Account LIMIT 200").status())
                .isEqualTo(200);
    }

    @Test
    void an_address_can_have_16384_bytes() {
        String start = LetIn.DATA + "/query?q=SELECT+Id+FROM+Account+WHERE+Name+=+%27";
        int room = 16_384 - start.length() - "%27".length();

        assertThat(client.get(start + "x".repeat(room) + "%27").status()).isEqualTo(200);
        Wire.Answer longer = client.get(start + "x".repeat(room + 1) + "%27");

        assertThat(longer.status()).isEqualTo(414);
        assertThat(longer.body()).contains("URI Too Long");
    }

    @Test
    void a_statement_can_have_100000_characters() {
        String statement = "SELECT Id FROM Account WHERE Name = '%s'";
        int room = 100_000 - statement.length() + 2;

        assertThat(bulk(statement.formatted("x".repeat(room))).status()).isEqualTo(200);
        assertThat(bulk(statement.formatted("x".repeat(room + 1))).at(0, "errorCode"))
                .isEqualTo("QUERY_TOO_LONG");
    }

    private Wire.Answer bulk(String statement) {
        return client.post(
                LetIn.DATA + "/jobs/query", Map.of("operation", "query", "query", statement));
    }
}
