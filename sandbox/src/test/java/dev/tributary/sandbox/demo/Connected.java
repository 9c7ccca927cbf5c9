package dev.tributary.sandbox.demo;

import dev.tributary.sandbox.hubspot.ObjectType;
import dev.tributary.sandbox.hubspot.Property;
import dev.tributary.sandbox.pipedrive.FieldType;
import dev.tributary.sandbox.pipedrive.ItemType;
import dev.tributary.sandbox.salesforce.Field;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Hands the three connected CRMs to tests: started once for all of them, stopped after the last.
 */
public final class Connected implements ParameterResolver {
    /** A field that each customer has added to its accounts. */
    static final String OWN = "Own_tier";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ThreeCrms.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(ThreeCrms.class, type -> start(), ThreeCrms.class);
    }

    private static ThreeCrms start() {
        try {
            ThreeCrms crms = new ThreeCrms(Files.createTempDirectory("three-crms"));
            addOwnField(crms);
            return crms;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Before anybody asks for an account: what a provider says of its fields holds for a day. */
    private static void addOwnField(ThreeCrms crms) {
        crms.hubSpot
                .portal()
                .properties()
                .add(ObjectType.COMPANIES, Property.customText("own_tier", "Own tier"));
        crms.salesforce.org().addField("Account", Field.text(OWN + "__c", 20));
        crms.pipedrive
                .company()
                .fields()
                .add(ItemType.ORGANIZATION, "Own tier", FieldType.VARCHAR, List.of());
        List<String> options = List.of("Gold", "Silver");
        var deals = crms.pipedrive.company().fields();
        deals.add(ItemType.DEAL, "Tier", FieldType.ENUM, options);
        deals.add(ItemType.DEAL, "Regions", FieldType.SET, options);
        deals.add(ItemType.DEAL, "Licences", FieldType.DOUBLE, List.of());
        deals.add(ItemType.DEAL, "Доход", FieldType.MONETARY, List.of());
    }
}
