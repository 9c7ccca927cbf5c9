package dev.tributary;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What goes to standard error: one line each, ours as configured, libraries' only when it matters.
 */
final class Logs {
    /** Held here, because a logger that nobody holds forgets its level. */
    private static final List<Logger> CHATTY =
            List.of(
                    Logger.getLogger("io.helidon"),
                    Logger.getLogger("org.flywaydb"),
                    Logger.getLogger("com.zaxxer.hikari"),
                    Logger.getLogger("com.github.kagkarlsson"));

    private Logs() {}

    static void configure(Config.Log config) {
        Level level =
                switch (config.level()) {
                    case ERROR -> Level.SEVERE;
                    case WARNING -> Level.WARNING;
                    case DEBUG, TRACE, ALL -> Level.FINE;
                    case INFO, OFF -> Level.INFO;
                };
        Logger root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        ConsoleHandler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        console.setFormatter(new Line());
        root.addHandler(console);
        root.setLevel(level);
        CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
    }

    private static final class Line extends Formatter {
        @Override
        public String format(LogRecord record) {
            String logger = String.valueOf(record.getLoggerName());
            StringBuilder line = new StringBuilder(160);
            var at = record.getInstant().truncatedTo(ChronoUnit.MILLIS);
            line.append(DateTimeFormatter.ISO_INSTANT.format(at)).append(' ');
            line.append(record.getLevel().getName()).append(' ');
            line.append(logger.substring(logger.lastIndexOf('.') + 1)).append(": ");
            line.append(formatMessage(record)).append(System.lineSeparator());
            if (record.getThrown() != null) {
                StringWriter trace = new StringWriter();
                record.getThrown().printStackTrace(new PrintWriter(trace, true));
                line.append(trace);
            }
            return line.toString();
        }
    }
}
