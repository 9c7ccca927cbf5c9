package dev.tributary.sandbox.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The memory of another process. */
final class ResidentMemory {
    private static final String PEAK = "VmHWM:";

    private ResidentMemory() {}

    /** The highest resident size so far; where the system keeps none, the present one. */
    static long peakKiB(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.exists(status) ? fromStatus(status) : fromPs(pid);
        } catch (IOException gone) {
            return 0;
        }
    }

    private static long fromStatus(Path status) throws IOException {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToLong(ResidentMemory::digits)
                    .findFirst()
                    .orElse(0);
        }
    }

    private static long fromPs(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        return digits(new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    }

    private static long digits(String text) {
        String digits = text.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}
