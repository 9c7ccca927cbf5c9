package dev.tributary.bench.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's wrk: as fast as the connections allow. */
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern SOCKET =
            Pattern.compile("connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

    private Wrk() {}

    static Load run(Subject.Aim aim, int connections, int seconds) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "wrk",
                                "--latency",
                                "-t1",
                                "-c" + connections,
                                "-d" + seconds + "s",
                                "--timeout",
                                "10s"));
        aim.headers().forEach(header -> command.addAll(List.of("-H", header)));
        command.add(aim.uri().toString());
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return read(out);
        } catch (IOException e) {
            throw new UncheckedIOException("wrk cannot be run: apt-get install wrk", e);
        }
    }

    private static Load read(String out) {
        Matcher socket = SOCKET.matcher(out);
        long errors = (long) number(BAD, out, 0);
        if (socket.find()) {
            for (int i = 1; i <= socket.groupCount(); i++) {
                errors += Long.parseLong(socket.group(i));
            }
        }
        return new Load(
                number(RATE, out, -1),
                percentile(50, out),
                percentile(99, out),
                (long) number(TOTAL, out, 0),
                errors);
    }

    private static double number(Pattern pattern, String out, double otherwise) {
        Matcher matcher = pattern.matcher(out);
        if (matcher.find()) {
            return Double.parseDouble(matcher.group(1));
        }
        if (otherwise < 0) {
            throw new IllegalStateException("wrk said:\n" + out);
        }
        return otherwise;
    }

    private static double percentile(int which, String out) {
        Matcher matcher = Pattern.compile("\\s" + which + "%\\s+([\\d.]+)(us|ms|s)").matcher(out);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk said:\n" + out);
        }
        double millis =
                switch (matcher.group(2)) {
                    case "us" -> 0.001;
                    case "ms" -> 1;
                    default -> 1000;
                };
        return Double.parseDouble(matcher.group(1)) * millis;
    }
}
