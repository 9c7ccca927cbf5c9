package dev.tributary.catalog;

import dev.tributary.Within;
import dev.tributary.connector.ApiVersions;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Connectors;
import dev.tributary.connector.Layer;
import dev.tributary.db.Database;
import dev.tributary.document.Problems;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the documents of a stack and compiles them over their connector. Thread-safe. */
final class Compose {
    private final Database db;
    private final Bundled bundled;
    private final OwnConnectors own;
    private final OverrideStore store;

    /** What layers are laid over. */
    interface Base {
        ApiVersions versions();

        /**
         * @throws Problems with everything that does not fit
         */
        Connector compile(@Nullable String apiVersion, List<Layer> layers);

        static Base of(Connectors loaded, String name) {
            return new Base() {
                @Override
                public ApiVersions versions() {
                    return loaded.versions(name);
                }

                @Override
                public Connector compile(@Nullable String apiVersion, List<Layer> layers) {
                    return loaded.compile(name, apiVersion, layers);
                }
            };
        }
    }

    /** A document that is not written yet, at the place where it will lie. */
    record Draft(Scope at, @Nullable Map<String, Object> document) {}

    Compose(Database db, Bundled bundled, OwnConnectors own, OverrideStore store) {
        this.db = db;
        this.bundled = bundled;
        this.own = own;
        this.store = store;
    }

    /**
     * @param draft null: as it is in force
     * @throws Problems with everything that does not fit
     */
    Connector compile(Stack stack, @Nullable Draft draft) {
        return base(stack).compile(stack.apiVersion(), layers(stack, draft));
    }

    /** From below; a draft takes the place of what the stack has there. */
    List<Layer> layers(Stack stack, @Nullable Draft draft) {
        List<Layer> layers = new ArrayList<>();
        add(layers, Scope.PLATFORM, stack.platform(), draft);
        add(layers, Scope.ENVIRONMENT, stack.environment(), draft);
        add(layers, Scope.ACCOUNT, stack.account(), draft);
        return layers;
    }

    private void add(List<Layer> layers, String name, long change, @Nullable Draft draft) {
        if (draft != null && draft.at().layer().equals(name)) {
            Map<String, Object> document = draft.document();
            if (document != null) {
                layers.add(layer(draft.at(), "draft", document));
            }
        } else if (change != 0) {
            // Also the platform's, which is of no environment; a stack names only its own changes.
            OverrideStore.Row row =
                    Within.everything()
                            .call(() -> db.read(handle -> store.ofChange(handle, change)));
            Map<String, Object> document = row.tree();
            if (document != null) {
                layers.add(layer(row.scope(), String.valueOf(row.version()), document));
            }
        }
    }

    /** The platform's expressions are those of whoever runs the server. */
    private Layer layer(Scope scope, String version, Map<String, Object> document) {
        String environment = scope.environmentId();
        return environment == null
                ? new Layer(scope.layer(), version, document)
                : new Layer(scope.layer(), version, document, bundled.limits(environment));
    }

    Base base(Stack stack) {
        return stack.own() == 0
                ? bundled(stack.provider())
                : Base.of(own.loaded(stack.own()).connectors(), stack.provider());
    }

    private Base bundled(String provider) {
        return new Base() {
            @Override
            public ApiVersions versions() {
                return bundled.versions(provider);
            }

            @Override
            public Connector compile(@Nullable String apiVersion, List<Layer> layers) {
                return bundled.layered(provider, apiVersion, layers);
            }
        };
    }
}
