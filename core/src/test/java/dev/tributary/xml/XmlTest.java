package dev.tributary.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

class XmlTest {
    private static final XmlStyle PLAIN = new XmlStyle("", "", Set.of(), XmlStyle.Envelope.NONE);
    private static final XmlStyle SOAP =
            new XmlStyle("urn:acme", "a", Set.of("Worker"), XmlStyle.Envelope.SOAP_1_1);

    private static String write(XmlStyle style, Object tree) {
        return new String(WriteXml.bytes(style, tree), StandardCharsets.UTF_8)
                .replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "");
    }

    private static Map<String, Object> read(XmlStyle style, String xml) {
        return ReadXml.tree(style, xml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void members_are_elements_and_attributes_and_text_and_lists_repeat() {
        Map<String, Object> pay = new LinkedHashMap<>();
        pay.put("@currency", "EUR");
        pay.put("#", new BigDecimal("1E+3"));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("@version", 2);
        root.put("Name", "Ann & <Bob> \"x\"\n");
        root.put("Pay", pay);
        root.put("Tag", List.of("a", "b"));
        root.put("Gone", null);
        assertThat(write(PLAIN, Map.of("Request", root)))
                .isEqualTo(
                        "<Request version=\"2\"><Name>Ann &amp; &lt;Bob&gt;"
                            + " &quot;x&quot;&#10;</Name><Pay"
                            + " currency=\"EUR\">1000</Pay><Tag>a</Tag><Tag>b</Tag><Gone></Gone>"
                            + "</Request>");
    }

    @Test
    void a_body_travels_in_an_envelope_under_its_namespace() {
        assertThat(write(SOAP, Map.of("Get", Map.of("Id", 7))))
                .isEqualTo(
                        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"
                                + "<soap:Header></soap:Header><soap:Body>"
                                + "<a:Get xmlns:a=\"urn:acme\"><a:Id>7</a:Id></a:Get>"
                                + "</soap:Body></soap:Envelope>");
    }

    @Test
    void what_is_written_reads_back() {
        Map<String, Object> tree =
                Map.of(
                        "Root",
                        Map.of(
                                "@a",
                                "1",
                                "#",
                                "text \u00e9\ud83d\ude00",
                                "Item",
                                List.of("x", "y")));
        assertThat(read(PLAIN, write(PLAIN, tree))).isEqualTo(tree);
    }

    @Test
    void prefixes_are_dropped_and_only_named_elements_are_lists_when_they_come_once() {
        String xml =
                """
                <?xml version="1.0"?>
                <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header/>
                  <e:Body><w:Response xmlns:w="urn:acme" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                    <w:Worker w:id="7"><w:Name>Ann</w:Name><w:End xsi:nil="true"/><w:Note/></w:Worker>
                    <w:Page>1</w:Page><!-- one --><w:Raw><![CDATA[<&>]]></w:Raw>
                  </w:Response></e:Body></e:Envelope>
                """;
        Map<String, Object> worker = new LinkedHashMap<>();
        worker.put("@id", "7");
        worker.put("Name", "Ann");
        worker.put("End", null);
        worker.put("Note", "");
        assertThat(read(SOAP, xml))
                .isEqualTo(
                        Map.of(
                                "Response",
                                Map.of("Worker", List.of(worker), "Page", "1", "Raw", "<&>")));
    }

    @Test
    void a_fault_is_found_in_the_body() {
        String xml =
                """
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>
                <faultcode>s:Client</faultcode><faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>
                """;
        assertThat(read(SOAP, xml))
                .isEqualTo(Map.of("Fault", Map.of("faultcode", "s:Client", "faultstring", "no")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/evil.dtd\"><a/>",
                "<!DOCTYPE l [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><l>&b;</l>",
                "<a>&undeclared;</a>",
                "<a><b></a>",
                "",
                "plain"
            })
    void document_types_entities_and_broken_xml_are_refused(String xml) {
        assertThatThrownBy(() -> read(PLAIN, xml))
                .isInstanceOf(MalformedXml.class)
                .message()
                .doesNotContain("root:");
    }

    @Test
    void depth_is_bounded() {
        String deep = "<a>".repeat(200) + "</a>".repeat(200);
        assertThatThrownBy(() -> read(PLAIN, deep)).hasMessageContaining("deeper");
        Object tree = "x";
        for (int i = 0; i < 200; i++) {
            tree = Map.of("a", tree);
        }
        Object deepTree = tree;
        assertThatThrownBy(() -> write(PLAIN, deepTree)).hasMessageContaining("deeper");
    }

    @Test
    void a_long_answer_is_read() {
        String many = "<Worker><Name>Ann &amp; Bob</Name></Worker>".repeat(50_000);
        Map<String, Object> tree = read(SOAP, "<All>" + many + "</All>");
        assertThat((Map<?, ?>) tree.get("All")).extracting("Worker").asList().hasSize(50_000);
    }

    @Test
    void nothing_in_a_tree_becomes_markup() {
        for (String name : List.of("a b", "a>", "soap:Body", "", "1a", "x:y:z")) {
            assertThatThrownBy(() -> write(SOAP, Map.of("r", Map.of(name, 1))))
                    .isInstanceOf(MalformedXml.class);
        }
        assertThatThrownBy(() -> write(PLAIN, Map.of("r", "\u0000")))
                .isInstanceOf(MalformedXml.class);
        assertThatThrownBy(() -> write(PLAIN, Map.of("r", 1, "s", 2)))
                .hasMessageContaining("one root");
        assertThatThrownBy(() -> write(PLAIN, Arrays.asList(1))).isInstanceOf(MalformedXml.class);
    }
}
