package dev.tributary.connector;

import dev.tributary.model.Models;

import java.nio.file.Path;

/** The data that comes with the product, as it stands in the working tree. */
public final class Bundled {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();

    public static final Path CONNECTORS_FOLDER = ROOT.resolve("connectors");
    public static final Models MODELS = Models.load(ROOT.resolve("models"));
    public static final Connectors CONNECTORS = Connectors.load(CONNECTORS_FOLDER, MODELS);

    private Bundled() {}

    public static Connector connector(String name) {
        return CONNECTORS.compile(name);
    }
}
