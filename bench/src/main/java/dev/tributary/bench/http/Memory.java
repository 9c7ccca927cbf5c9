package dev.tributary.bench.http;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a JVM holds and allocates, asked from outside. */
final class Memory {
    private static final String ALLOCATED = "jdk.ThreadAllocationStatistics";

    private Memory() {}

    static long residentMiB(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("no VmRSS of " + pid);
    }

    /** Bytes that all threads of the process allocate for one request of this subject. */
    static double allocated(long pid, Subject.Aim aim, int requests) throws Exception {
        Path recording = Files.createTempFile("allocated", ".jfr");
        try (RawConnection connection = new RawConnection(aim)) {
            ask(connection, requests / 10);
            jcmd(
                    pid,
                    "JFR.start",
                    "name=allocated",
                    "settings=none",
                    "+" + ALLOCATED + "#enabled=true",
                    "+" + ALLOCATED + "#period=everyChunk");
            ask(connection, requests);
            jcmd(pid, "JFR.stop", "name=allocated", "filename=" + recording);
            return (double) total(recording) / requests;
        } finally {
            Files.delete(recording);
        }
    }

    // Every thread is counted when the recording begins and when it ends.
    private static long total(Path recording) throws IOException {
        Map<Long, Long> first = new HashMap<>();
        Map<Long, Long> last = new HashMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            if (event.getEventType().getName().equals(ALLOCATED)) {
                if ("Attach Listener".equals(event.getThread("thread").getJavaName())) {
                    continue; // that is us
                }
                long thread = event.getThread("thread").getId();
                long allocated = event.getLong("allocated");
                first.merge(thread, allocated, Math::min);
                last.merge(thread, allocated, Math::max);
            }
        }
        return last.entrySet().stream()
                .mapToLong(each -> each.getValue() - first.get(each.getKey()))
                .sum();
    }

    private static void jcmd(long pid, String... command) throws Exception {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        all.add(Long.toString(pid));
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    private static void ask(RawConnection connection, int requests) throws IOException {
        for (int i = 0; i < requests; i++) {
            if (!connection.ask()) {
                throw new IOException("an answer was no 200");
            }
        }
    }
}
