package dev.tributary.bulk;

import dev.tributary.call.Calls;
import dev.tributary.call.Target;
import dev.tributary.connector.Resource;

/** What a job is about; {@code custom/Invoice} is any object of the provider by its name there. */
final class BulkTarget {
    private static final String CUSTOM = Resource.CUSTOM + "/";

    private BulkTarget() {}

    static Target of(Calls calls, BulkJob job) {
        return of(
                calls, job.environmentId(), job.integratedAccountId(), job.model(), job.resource());
    }

    static Target of(
            Calls calls, String environment, String account, String model, String resource) {
        return resource.startsWith(CUSTOM)
                ? calls.custom(environment, account, model, resource.substring(CUSTOM.length()))
                : calls.target(environment, account, model, resource);
    }
}
