package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.http.HttpCall;
import dev.tributary.xml.WriteXml;

import java.nio.charset.StandardCharsets;

/** Puts a WS-Security UsernameToken into the header of a SOAP envelope (OASIS, profile 1.0). */
final class SecureEnvelope {
    private static final String OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
    private static final String HEADER =
            """
            <soap:Header><wsse:Security xmlns:wsse="%1$swssecurity-secext-1.0.xsd" soap:mustUnderstand="1">\
            <wsse:UsernameToken><wsse:Username>%2$s</wsse:Username>\
            <wsse:Password Type="%1$susername-token-profile-1.0#PasswordText">%3$s</wsse:Password>\
            </wsse:UsernameToken></wsse:Security></soap:Header>\
            """;

    private SecureEnvelope() {}

    /**
     * @throws Failure {@code unprocessable} for a body that is in no envelope of ours
     */
    static HttpCall of(HttpCall call, String username, String password) {
        if (call.body().length == 0) {
            return call;
        }
        String body = new String(call.body(), StandardCharsets.UTF_8);
        int at = body.indexOf(WriteXml.EMPTY_HEADER);
        if (at < 0) {
            throw new Failure(
                    Code.UNPROCESSABLE,
                    "a request that goes by wss must be written as xml in an envelope (xml.soap)");
        }
        String header =
                HEADER.formatted(OASIS, WriteXml.escaped(username), WriteXml.escaped(password));
        String secured =
                body.substring(0, at)
                        + header
                        + body.substring(at + WriteXml.EMPTY_HEADER.length());
        return call.withBody(secured.getBytes(StandardCharsets.UTF_8));
    }
}
