package dev.tributary.commission;

import org.jdbi.v3.core.Handle;

import java.util.Map;
import java.util.TreeMap;

/** What is parked, by stage and record. */
public final class MemoryParking implements Parking {
    final Map<String, String> reasons = new TreeMap<>();

    @Override
    public void park(Handle handle, String stage, Subject subject, String code, String reason) {
        reasons.put(stage + " " + subject.recordId(), reason);
    }

    @Override
    public void clear(Handle handle, String stage, Subject subject) {
        reasons.remove(stage + " " + subject.recordId());
    }
}
