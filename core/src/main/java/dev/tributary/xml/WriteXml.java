package dev.tributary.xml;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes trees as XML; nothing in them can become markup. Not thread-safe: one for each body. */
public final class WriteXml {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*(:[A-Za-z_][A-Za-z0-9_.-]*)?");
    private static final String SOAP = "soap";

    /** Where an envelope's header is, for what must be put into it later. */
    public static final String EMPTY_HEADER = "<soap:Header></soap:Header>";

    private static final int DEPTH_MAX = 90;

    private final XmlStyle style;
    private final StringBuilder out = new StringBuilder();
    private int depth;

    private WriteXml(XmlStyle style) {
        this.style = style;
    }

    /**
     * @param tree an object with one member, the root element; in an envelope any number
     * @throws MalformedXml when the tree has a name that no element can have
     */
    public static byte[] bytes(XmlStyle style, @Nullable Object tree) {
        return new WriteXml(style).document(tree).getBytes(StandardCharsets.UTF_8);
    }

    private String document(@Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> members)) {
            throw new MalformedXml("an XML body is an object whose member is the root", null);
        }
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        if (style.envelope() == XmlStyle.Envelope.NONE) {
            if (members.size() != 1) {
                throw new MalformedXml("an XML body has one root, not " + members.keySet(), null);
            }
            members.forEach((name, content) -> element(name.toString(), content, true));
        } else {
            out.append("<soap:Envelope xmlns:soap=\"")
                    .append(style.envelope().namespace())
                    .append("\">")
                    .append(EMPTY_HEADER)
                    .append("<soap:Body>");
            members.forEach((name, content) -> element(name.toString(), content, true));
            out.append("</soap:Body></soap:Envelope>");
        }
        return out.toString();
    }

    private void element(String name, @Nullable Object content, boolean root) {
        if (content instanceof List<?> list) {
            list.forEach(item -> element(name, item, root));
            return;
        }
        if (++depth > DEPTH_MAX) {
            throw new MalformedXml("a body is nested deeper than " + DEPTH_MAX, null);
        }
        String qualified = qualified(name);
        out.append('<').append(qualified);
        if (root && !style.namespace().isEmpty()) {
            String prefix = style.prefix().isEmpty() ? "" : ":" + style.prefix();
            attribute("xmlns" + prefix, style.namespace());
        }
        if (content instanceof Map<?, ?> members) {
            members.forEach((key, value) -> attributes(key.toString(), value));
            out.append('>');
            members.forEach((key, value) -> content(key.toString(), value));
        } else {
            out.append('>');
            text(content);
        }
        out.append("</").append(qualified).append('>');
        depth--;
    }

    private void attributes(String key, @Nullable Object value) {
        if (key.startsWith(XmlStyle.ATTRIBUTE) && value != null) {
            attribute(name(key.substring(1)), plain(value));
        }
    }

    private void content(String key, @Nullable Object value) {
        if (key.equals(XmlStyle.TEXT)) {
            text(value);
        } else if (!key.startsWith(XmlStyle.ATTRIBUTE)) {
            element(key, value, false);
        }
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        escape(value, out);
        out.append('"');
    }

    private void text(@Nullable Object value) {
        if (value != null) {
            escape(plain(value), out);
        }
    }

    private String qualified(String name) {
        boolean own = name.contains(":") || style.prefix().isEmpty();
        return own ? name(name) : style.prefix() + ":" + name(name);
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches() || name.startsWith(SOAP + ":")) {
            throw new MalformedXml("'" + name + "' cannot be the name of an element", null);
        }
        return name;
    }

    private static String plain(Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal.toPlainString();
            case Map<?, ?> _, List<?> _ ->
                    throw new MalformedXml("an object or list cannot be text of XML", null);
            default -> value.toString();
        };
    }

    /** Text as it stands in XML. */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        escape(text, out);
        return out.toString();
    }

    private static void escape(String text, StringBuilder out) {
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '<' -> out.append("&lt;");
                                case '>' -> out.append("&gt;");
                                case '&' -> out.append("&amp;");
                                case '"' -> out.append("&quot;");
                                case '\n', '\r', '\t' -> out.append("&#").append(c).append(';');
                                default -> {
                                    if (c < ' ' || c == 0xfffe || c == 0xffff) {
                                        throw new MalformedXml(
                                                "the character %04x has no place in XML"
                                                        .formatted(c),
                                                null);
                                    }
                                    out.appendCodePoint(c);
                                }
                            }
                        });
    }
}
