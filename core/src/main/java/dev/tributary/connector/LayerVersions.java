package dev.tributary.connector;

import dev.tributary.document.Node;
import dev.tributary.document.Origin;
import dev.tributary.mapping.ExpressionLimits;
import dev.tributary.mapping.Provenance;

import java.util.LinkedHashMap;
import java.util.Map;

/** The layers that there are: whose a node is, and what its expressions may use. */
final class LayerVersions {
    /** As origins name the connector's own files. */
    static final String OWN = "";

    private final Map<String, Provenance> byLayer = new LinkedHashMap<>();
    private final Map<String, ExpressionLimits> limits = new LinkedHashMap<>();

    /**
     * @param layer as origins name it
     * @param name as it is told
     */
    void add(String layer, String name, String version, ExpressionLimits most) {
        byLayer.put(layer, new Provenance(name, version, ""));
        limits.put(layer, most);
    }

    ExpressionLimits limits(Origin origin) {
        return limits.getOrDefault(origin.layer(), ExpressionLimits.DEFAULT);
    }

    Provenance of(Origin origin) {
        return of(origin.layer(), origin.place());
    }

    private Provenance of(String layer, String place) {
        Provenance known = byLayer.get(layer);
        return known == null
                ? new Provenance(layer, "", place)
                : new Provenance(known.layer(), known.version(), place);
    }

    /** The place where a layer says something of a node. */
    Provenance of(String layer, Node node) {
        return of(layer, place(layer, node));
    }

    private static String place(String layer, Node node) {
        if (node.origin().layer().equals(layer)) {
            return node.origin().place();
        }
        for (Node member : node.members().values()) {
            String place = place(layer, member);
            if (!place.isEmpty()) {
                return place;
            }
        }
        return "";
    }
}
