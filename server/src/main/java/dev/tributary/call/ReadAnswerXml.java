package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Connector;
import dev.tributary.http.HttpReply;
import dev.tributary.xml.MalformedXml;
import dev.tributary.xml.ReadXml;
import dev.tributary.xml.XmlStyle;

/** An answer in XML as the tree that mappings read; a fault of SOAP is in it like anything else. */
final class ReadAnswerXml {
    private ReadAnswerXml() {}

    /**
     * A failure that cannot be read is its own text; a success that cannot be read is a failure.
     */
    static Object tree(Connector connector, XmlStyle style, HttpReply reply, String text) {
        try {
            return ReadXml.tree(style, reply.body());
        } catch (MalformedXml malformed) {
            if (reply.status() >= 400) {
                return text;
            }
            throw new Failure(
                            Code.UPSTREAM_INVALID,
                            "%s answered %d with XML that cannot be read: %s"
                                    .formatted(
                                            connector.title(),
                                            reply.status(),
                                            malformed.getMessage()),
                            malformed)
                    .with("upstream_status", reply.status());
        }
    }
}
