package dev.tributary.mapping;

/**
 * Who said something, and where.
 *
 * @param layer {@link #CONNECTOR}, {@link #API_VERSION}, or the name of an override's layer
 * @param version of the layer
 * @param place in the layer's document: a file and line, or a JSON pointer
 */
public record Provenance(String layer, String version, String place) {
    /** The layer that the connector's own files are. */
    public static final String CONNECTOR = "connector";

    /** The layer that another version of the provider's API is; its version is that version. */
    public static final String API_VERSION = "api_version";

    /** The connector's, with nothing known of where. */
    static Provenance ofConnector() {
        return new Provenance(CONNECTOR, "", "");
    }

    /** Whether it is an override: it may add fields that the model does not have. */
    public boolean isOverride() {
        return !layer.equals(CONNECTOR) && !layer.equals(API_VERSION);
    }

    @Override
    public String toString() {
        return place.isEmpty() ? "the " + layer : "the " + layer + " at " + place;
    }
}
