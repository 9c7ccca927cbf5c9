package dev.tributary.xml;

import java.util.Set;

/**
 * How a provider's XML is written and read. What is a name in a tree is an element; {@code @name}
 * is an attribute and {@code #} the text of an element that has attributes too; a list is an
 * element several times. Reading drops prefixes; an element that comes once is no list unless its
 * name says so here, and one without anything in it is empty text.
 *
 * @param namespace of the elements that are written; empty: none
 * @param prefix before their names; empty: the namespace is the default one
 * @param lists names of elements that are lists even if there is one
 */
public record XmlStyle(String namespace, String prefix, Set<String> lists, Envelope envelope) {
    public static final String ATTRIBUTE = "@";
    public static final String TEXT = "#";
    public static final XmlStyle PLAIN = new XmlStyle("", "", Set.of(), Envelope.NONE);

    /** What a body travels in. */
    public enum Envelope {
        NONE("", "application/xml"),
        SOAP_1_1("http://schemas.xmlsoap.org/soap/envelope/", "text/xml"),
        SOAP_1_2("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml");

        private final String namespace;
        private final String contentType;

        Envelope(String namespace, String contentType) {
            this.namespace = namespace;
            this.contentType = contentType;
        }

        public String namespace() {
            return namespace;
        }

        /** What answers may come as. */
        public String accept() {
            return contentType + ", application/json;q=0.9";
        }

        public String contentType() {
            return contentType + "; charset=utf-8";
        }
    }

    public XmlStyle {
        lists = Set.copyOf(lists);
    }
}
