package dev.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.Models;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.stream.Stream;

class NewConnectorTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "oauth2,cursor", "oauth2,offset", "oauth2,page", "oauth2,link",
        "api_key,cursor", "api_key,link", "basic,page", "basic,offset"
    })
    void what_it_makes_passes_its_check_and_its_test_at_once(String auth, String paging) {
        Tool tool = new Tool(folder);
        assertThat(tool.run("new", "acme", "--auth", auth, "--paging", paging).code()).isZero();
        assertThat(tool.text("acme/connector.yaml")).contains("  " + auth + ":", paging + ":");
        Tool.Ran check = tool.run("check", "acme");
        assertThat(check.out()).contains("1 resource, 1 method, 1 fixture; 0 problems");
        assertThat(check.code()).isZero();
        Tool.Ran test = tool.run("test", "acme");
        assertThat(test.out()).contains("✓ contacts.list.yaml", "1 fixture passed");
        assertThat(test.code()).isZero();
    }

    static Stream<String> resources() {
        return Models.load(Path.of("../models")).byPath().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("resources")
    void any_unified_resource_can_be_the_first(String resource) {
        Tool tool = new Tool(folder);
        assertThat(tool.run("new", "acme", "--resource", resource).err()).isEmpty();
        assertThat(tool.run("check").code()).isZero();
        Tool.Ran test = tool.run("test");
        assertThat(test.out()).contains("1 fixture passed");
    }

    @Test
    void the_base_url_and_the_editors_schemas_are_in_place() {
        Tool tool = new Tool(folder);
        tool.run("new", "acme", "--base", "http://127.0.0.1:7101/api");
        assertThat(tool.text("acme/connector.yaml")).contains("base: http://127.0.0.1:7101/api");
        assertThat(tool.file("connector.schema.json")).exists();
        assertThat(tool.file("resource.schema.json")).exists();
        assertThat(tool.run("test").code()).isZero();
    }

    @Test
    void nothing_that_is_there_is_written_over() {
        Tool tool = new Tool(folder);
        tool.run("new", "acme");
        tool.replace("acme/connector.yaml", "title: Acme", "title: Mine");
        Tool.Ran again = tool.run("new", "acme");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("is there already");
        assertThat(tool.text("acme/connector.yaml")).contains("title: Mine");
    }

    @Test
    void a_name_or_a_resource_that_cannot_be_is_refused_with_a_suggestion() {
        Tool tool = new Tool(folder);
        assertThat(tool.run("new", "Acme Ltd").err()).contains("'Acme Ltd' is no connector's name");
        Tool.Ran typo = tool.run("new", "acme", "--resource", "crm/contact");
        assertThat(typo.code()).isEqualTo(2);
        assertThat(typo.err())
                .contains(
                        "there is no unified resource 'crm/contact'; did you mean 'crm/contacts'?");
        assertThat(tool.file("acme")).doesNotExist();
    }
}
