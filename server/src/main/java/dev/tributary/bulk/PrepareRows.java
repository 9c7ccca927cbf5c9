package dev.tributary.bulk;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Json;
import dev.tributary.bulk.BulkRow.Outcome;
import dev.tributary.call.BulkWrite;
import dev.tributary.db.Jsonb;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Maps the records of a write and deals them out to parts, some at a time, each time in one
 * transaction. A record that cannot be written fails here, and keeps no other from being written.
 */
final class PrepareRows {
    private static final int AT_A_TIME = 500;
    private static final long PART_BYTES_MAX = 16L * 1024 * 1024;

    /** What a record is refused for; anything else is about the job. */
    private static final Set<Code> OF_THE_RECORD =
            Set.of(Code.UNPROCESSABLE, Code.INVALID_REQUEST, Code.MAPPING_FAILED);

    private final BulkWrite write;

    PrepareRows(BulkWrite write) {
        this.write = write;
    }

    private record Ready(int n, Jsonb row) {}

    void run(Turn turn) {
        if (turn.job().cancel()) {
            Failure why = new Failure(Code.CONFLICT, "the job was canceled before this was sent");
            turn.write(
                    handle ->
                            turn.rows()
                                    .settleRest(
                                            handle,
                                            turn.job(),
                                            null,
                                            Outcome.NOT_SENT,
                                            Turn.document(why)));
            return;
        }
        int prepared = turn.job().prepared();
        int given = turn.job().rowsGiven();
        while (prepared < given) {
            int from = prepared;
            List<BulkRowStore.Given> rows =
                    turn.db()
                            .read(handle -> turn.rows().given(handle, turn.job(), from, AT_A_TIME));
            prepare(turn, rows);
            prepared += rows.size();
        }
    }

    private void prepare(Turn turn, List<BulkRowStore.Given> rows) {
        List<Ready> ready = new ArrayList<>();
        List<BulkRow> refused = new ArrayList<>();
        for (BulkRowStore.Given row : rows) {
            try {
                var mapped =
                        write.prepare(AdvanceWrite.order(turn), row.n(), row.tree(), turn.trace());
                ready.add(new Ready(row.n(), new Jsonb(Json.text(mapped))));
            } catch (Failure failure) {
                if (!OF_THE_RECORD.contains(failure.code())) {
                    throw failure;
                }
                refused.add(
                        new BulkRow(
                                row.n(), Outcome.FAILED, null, null, null, Turn.document(failure)));
            }
        }
        int max = write.terms(AdvanceWrite.order(turn)).max();
        turn.write(
                handle -> {
                    turn.rows().settle(handle, turn.job(), refused);
                    BulkRowStore.Filled last = turn.rows().filled(handle, turn.job());
                    for (Ready row : ready) {
                        int bytes = row.row().text().length();
                        if (last.part() < 0
                                || last.rows() >= max
                                || last.bytes() + bytes > PART_BYTES_MAX) {
                            last = new BulkRowStore.Filled(last.part() + 1, 0, 0);
                            turn.parts().add(handle, turn.job(), last.part());
                        }
                        turn.rows().prepare(handle, turn.job(), row.n(), last.part(), row.row());
                        last =
                                new BulkRowStore.Filled(
                                        last.part(), last.rows() + 1, last.bytes() + bytes);
                    }
                    int n = rows.getLast().n() + 1;
                    turn.jobs().prepared(handle, turn.job(), n);
                });
    }
}
