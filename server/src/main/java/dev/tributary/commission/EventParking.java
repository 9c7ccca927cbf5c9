package dev.tributary.commission;

import dev.tributary.event.Parked;

import org.jdbi.v3.core.Handle;

/** Parks records where everything that waits for a person is parked. */
record EventParking(Parked parked) implements Parking {
    @Override
    public void park(Handle handle, String stage, Subject subject, String code, String reason) {
        parked.park(handle, stage, entry(subject), code, reason);
    }

    @Override
    public void clear(Handle handle, String stage, Subject subject) {
        parked.clear(handle, stage, entry(subject));
    }

    private static Parked.Subject entry(Subject subject) {
        String[] names = subject.resource().split("/", 2);
        return new Parked.Subject(
                subject.environmentId(),
                String.join(
                        "/", subject.integratedAccountId(), subject.resource(), subject.recordId()),
                subject.integratedAccountId(),
                names[0],
                names[1],
                subject.recordId());
    }
}
