package dev.tributary.tool;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What must not be seen on a screen or in a file, in all the forms that it takes. */
final class Secrets {
    static final String HIDDEN = "***";
    private static final int SHORTEST = 4;

    private final List<String> forms = new ArrayList<>();

    Secrets(List<String> plain) {
        for (String secret : plain) {
            if (secret.length() >= SHORTEST) {
                byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
                forms.add(secret);
                forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
                forms.add(Base64.getEncoder().encodeToString(bytes));
            }
        }
    }

    String hide(String text) {
        String hidden = text;
        for (String form : forms) {
            hidden = hidden.replace(form, HIDDEN);
        }
        return hidden;
    }

    boolean isIn(String text) {
        return forms.stream().anyMatch(text::contains);
    }
}
