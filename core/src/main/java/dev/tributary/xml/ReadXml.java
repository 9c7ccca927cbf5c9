package dev.tributary.xml;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML as trees, streaming: no document type, no entities but the five, no references to
 * anything outside, and a bound on depth and on the number of elements. Not thread-safe: one for
 * each document.
 */
public final class ReadXml {
    private static final int DEPTH_MAX = 90;
    private static final int ELEMENTS_MAX = 2_000_000;
    private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
    private static final XMLInputFactory FACTORY = factory();

    private final XmlStyle style;
    private final XMLStreamReader in;
    private int elements;

    private ReadXml(XmlStyle style, XMLStreamReader in) {
        this.style = style;
        this.in = in;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver(
                (publicId, systemId, base, namespace) -> {
                    throw new XMLStreamException("XML refers to something outside");
                });
        return factory;
    }

    /**
     * The root element as the only member of an object; of an envelope, what its body holds, with
     * {@code Fault} among it.
     *
     * @throws MalformedXml when it is not XML, or more than a provider's answer should be
     */
    public static Map<String, @Nullable Object> tree(XmlStyle style, byte[] bytes) {
        try {
            XMLStreamReader in = FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes));
            try {
                return new ReadXml(style, in).document();
            } finally {
                in.close();
            }
        } catch (XMLStreamException e) {
            throw new MalformedXml("this is not XML: " + oneLine(e), e);
        }
    }

    private Map<String, @Nullable Object> document() throws XMLStreamException {
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.DTD ->
                        throw new MalformedXml("XML with a document type is not read", null);
                case XMLStreamConstants.START_ELEMENT -> {
                    String root = in.getLocalName();
                    boolean envelope =
                            style.envelope() != XmlStyle.Envelope.NONE && root.equals("Envelope");
                    Object content = element(1);
                    return envelope ? body(content) : object(root, content);
                }
                default -> {}
            }
        }
        throw new MalformedXml("XML without an element", null);
    }

    @SuppressWarnings("unchecked") // members of elements are objects of this form
    private static Map<String, @Nullable Object> body(@Nullable Object envelope) {
        Object body = envelope instanceof Map<?, ?> members ? members.get("Body") : null;
        return body instanceof Map<?, ?> ? (Map<String, @Nullable Object>) body : Map.of();
    }

    private static Map<String, @Nullable Object> object(String name, @Nullable Object content) {
        return Collections.singletonMap(name, content);
    }

    private @Nullable Object element(int depth) throws XMLStreamException {
        if (depth > DEPTH_MAX || ++elements > ELEMENTS_MAX) {
            throw new MalformedXml(
                    "XML is deeper than %d or has more than %d elements"
                            .formatted(DEPTH_MAX, ELEMENTS_MAX),
                    null);
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        boolean nil = attributes(members);
        StringBuilder text = new StringBuilder();
        boolean children = false;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    children = true;
                    String name = in.getLocalName();
                    add(members, name, element(depth + 1));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        text.append(in.getText());
                case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new MalformedXml("XML with an entity is not read", null);
                case XMLStreamConstants.END_ELEMENT -> {
                    return nil && !children ? null : content(members, text.toString(), children);
                }
                default -> {}
            }
        }
        throw new MalformedXml("XML ends too early", null);
    }

    /** Whether the element says that it has no value. */
    private boolean attributes(Map<String, @Nullable Object> members) {
        boolean nil = false;
        for (int i = 0; i < in.getAttributeCount(); i++) {
            if (SCHEMA_INSTANCE.equals(in.getAttributeNamespace(i))) {
                nil |=
                        in.getAttributeLocalName(i).equals("nil")
                                && in.getAttributeValue(i).matches("true|1");
            } else {
                members.put(
                        XmlStyle.ATTRIBUTE + in.getAttributeLocalName(i), in.getAttributeValue(i));
            }
        }
        return nil;
    }

    @SuppressWarnings("unchecked") // a list of this class's own making
    private void add(Map<String, @Nullable Object> members, String name, @Nullable Object content) {
        if (!members.containsKey(name)) {
            members.put(
                    name,
                    style.lists().contains(name)
                            ? new ArrayList<>(Collections.singletonList(content))
                            : content);
        } else if (members.get(name) instanceof List<?> list) {
            ((List<@Nullable Object>) list).add(content);
        } else {
            List<@Nullable Object> several = new ArrayList<>();
            several.add(members.get(name));
            several.add(content);
            members.put(name, several);
        }
    }

    private static Object content(
            Map<String, @Nullable Object> members, String text, boolean children) {
        if (members.isEmpty()) {
            return text;
        }
        String own = children ? text.strip() : text;
        if (!own.isEmpty()) {
            members.put(XmlStyle.TEXT, own);
        }
        return members;
    }

    private static String oneLine(XMLStreamException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
}
