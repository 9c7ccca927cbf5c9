package dev.tributary.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.SettableClock;
import dev.tributary.db.TestDatabase;
import dev.tributary.integration.Door.Asked;
import dev.tributary.integration.Door.Said;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

/** XML both ways, WS-Security, and a second credential beside the one that an account goes by. */
class SoapTest {
    @RegisterExtension static final TestDatabase DB = new TestDatabase();
    private static final String TENANT = "tenant-1";
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static int count;
    private final SettableClock clock = SettableClock.at(Instant.now().toString());
    @AutoClose private final StrictOAuth oauth = new StrictOAuth();
    @AutoClose private final Door door = new Door(SoapTest::serve);
    private final AcmeConnector acme = new AcmeConnector(oauth.url());
    @AutoClose private final TestServer server = new TestServer(DB.get(), clock, acme);
    private final String key = server.environmentKey("soap" + count++);

    /** What a strict SOAP service checks: the envelope, the token, and the request's namespace. */
    private static Said serve(Asked asked) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        byte[] bytes = asked.body().getBytes(StandardCharsets.UTF_8);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        Element security = one(document, WSSE, "Security");
        boolean known =
                "1".equals(security.getAttributeNS(SOAP, "mustUnderstand"))
                        && "ann@tenant".equals(one(document, WSSE, "Username").getTextContent())
                        && "p<&>w".equals(one(document, WSSE, "Password").getTextContent())
                        && one(document, WSSE, "Password")
                                .getAttribute("Type")
                                .endsWith("#PasswordText");
        Element request = one(document, "urn:acme/bsvc", "Get_Workers_Request");
        boolean plain = asked.headers().get("content-type").startsWith("text/xml");
        if (!known || !plain || !"v40.0".equals(request.getAttribute("version"))) {
            return fault("wsse:FailedAuthentication", "invalid username or password");
        }
        String id = one(document, "urn:acme/bsvc", "Id").getTextContent();
        return id.equals("<none>")
                ? fault("SOAP-ENV:Client", "there is no worker <none>")
                : new Said(
                        200,
                        "text/xml; charset=utf-8",
                        envelope(
                                "<w:Get_Workers_Response xmlns:w=\"urn:acme/bsvc\"><w:Worker"
                                    + " w:Id=\"7\">"
                                    + "<w:Name>Ann</w:Name></w:Worker></w:Get_Workers_Response>"));
    }

    private static Said fault(String code, String text) {
        String escaped = text.replace("<", "&lt;");
        return new Said(
                500,
                "text/xml",
                envelope(
                        "<SOAP-ENV:Fault><faultcode>%s</faultcode><faultstring>%s</faultstring></SOAP-ENV:Fault>"
                                .formatted(code, escaped)));
    }

    private static String envelope(String body) {
        return "<?xml version=\"1.0\"?><SOAP-ENV:Envelope xmlns:SOAP-ENV=\"%s\"><SOAP-ENV:Body>%s</SOAP-ENV:Body></SOAP-ENV:Envelope>"
                .formatted(SOAP, body);
    }

    private static Element one(Document document, String namespace, String name) {
        var found = document.getElementsByTagNameNS(namespace, name);
        assertThat(found.getLength()).as(name).isEqualTo(1);
        return (Element) found.item(0);
    }

    private Map<String, Object> asks(String id) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("@version", "v40.0");
        request.put("Id", id);
        return Map.of(
                "post",
                door.url() + "/soap",
                "xml",
                Map.of("Get_Workers_Request", request),
                "auth",
                "wss",
                "pick",
                "=Get_Workers_Response.Worker[0].`@Id`");
    }

    private void style() {
        acme.more =
                Map.of(
                        "xml",
                        Map.of(
                                "namespace", "urn:acme/bsvc",
                                "prefix", "b",
                                "lists", List.of("Worker"),
                                "soap", "1.1"),
                        "errors",
                        List.of(
                                Map.of(
                                        "when",
                                                "=$contains(body.Fault.faultcode,"
                                                        + " 'Authentication')",
                                        "is", "expired",
                                        "message", "=body.Fault.faultstring"),
                                Map.of(
                                        "when", "=$exists(body.Fault)",
                                        "is", "invalid",
                                        "message", "=body.Fault.faultstring")));
    }

    private TestServer.Answer type(String url, String password) {
        return server.form(url, "username=ann%40tenant&password=" + password);
    }

    @Test
    void a_soap_service_is_called_with_a_username_token_and_its_faults_are_understood() {
        style();
        acme.otherAuth = Map.of("wss", Map.of("keep", Map.of("worker", asks("7"))));
        String url = server.link(key, TENANT).text("url");
        assertThat(type(url, "wrong").status()).isEqualTo(502);
        assertThat(type(url, "p%3C%26%3Ew").status()).isEqualTo(200);
        assertThat(server.account(key, TENANT))
                .containsEntry("status", "active")
                .containsEntry("variables", Map.of("username", "ann@tenant", "worker", "7"));
        acme.otherAuth = Map.of("wss", Map.of("keep", Map.of("worker", asks("<none>"))));
        var refused = type(server.link(key, TENANT).text("url"), "p%3C%26%3Ew");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("there is no worker &lt;none&gt;");
    }

    @Test
    void a_soap_user_stands_beside_oauth_in_one_account_and_is_chosen_by_the_request() {
        style();
        Map<String, Object> auth = new LinkedHashMap<>();
        auth.put(
                "oauth2",
                Map.of(
                        "authorize", oauth.url() + "/authorize?prompt=consent",
                        "token", oauth.url() + "/token",
                        "scopes", List.of("read", "write")));
        auth.put("wss", Map.of("keep", Map.of("worker", asks("7"))));
        acme.otherAuth = auth;
        server.connect(key, TENANT);
        IntegratedAccount account = server.integratedAccount(key, TENANT);
        String id = account.id();
        var connector = acme.plain("acme", null);
        // The connector knows no resource here that asks for it by name: kept answers do.
        assertThat(connector.beside()).containsExactly("wss");
        String url =
                server.send(
                                "POST",
                                "/link-tokens",
                                key,
                                Map.of(
                                        "provider",
                                        "acme",
                                        "tenant_id",
                                        TENANT,
                                        "integrated_account_id",
                                        id,
                                        "auth",
                                        "wss"))
                        .text("url");
        assertThat(type(url, "p%3C%26%3Ew").status()).isEqualTo(200);
        account = server.integratedAccount(key, TENANT);
        assertThat(account.auth()).isEqualTo("oauth2");
        assertThat(account.id()).isEqualTo(id);
        assertThat(account.variables()).containsEntry("worker", "7");
        var tokens = server.integration.tokens();
        assertThat(tokens.fresh(account, connector).headers().get("authorization"))
                .startsWith("Bearer at-");
        assertThat(tokens.fresh(account.by("wss"), connector).headers()).isEmpty();
        // Connecting again by the one leaves the other.
        server.connect(key, TENANT);
        account = server.integratedAccount(key, TENANT);
        assertThat(server.ask(account.by("wss"))).containsEntry("worker", "7");
    }
}
