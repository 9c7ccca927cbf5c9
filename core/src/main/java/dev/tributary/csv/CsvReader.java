package dev.tributary.csv;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a table row by row, holding no more than one row. Lines end with CRLF, LF or CR; a cell in
 * quotes may hold line ends, commas and doubled quotes, as they stand. Blank lines are no rows. A
 * quote that is never closed, as at the end of an answer that was cut off, is an error. For one
 * thread.
 */
public final class CsvReader {
    private static final int END = -1;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    /**
     * @param cellChars most characters of a cell
     * @param columns most cells of a row
     */
    public record Limits(int cellChars, int columns) {
        /** A long text, and more fields than any object has. */
        public static final Limits USUAL = new Limits(1_000_000, 5_000);
    }

    private final Reader in;
    private final Limits limits;
    private final StringBuilder cell = new StringBuilder();
    private int ahead;
    private boolean started;
    private long line = 1;

    public CsvReader(Reader in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** The line that the reader has come to, from 1. */
    public long line() {
        return line;
    }

    /**
     * The next row; null: there is none.
     *
     * @throws InvalidCsv naming the line
     */
    public @Nullable List<String> next() throws IOException {
        if (!started) {
            started = true;
            ahead = in.read();
            if (ahead == BYTE_ORDER_MARK) {
                ahead = in.read();
            }
        }
        while (ahead == '\n' || ahead == '\r') {
            lineEnd();
        }
        return ahead == END ? null : row();
    }

    private List<String> row() throws IOException {
        List<String> row = new ArrayList<>();
        while (true) {
            if (row.size() == limits.columns()) {
                throw new InvalidCsv(
                        line, "the row has more than %d cells".formatted(limits.columns()));
            }
            row.add(ahead == '"' ? quoted() : plain());
            if (ahead == ',') {
                ahead = in.read();
            } else {
                if (ahead != END) {
                    lineEnd();
                }
                return row;
            }
        }
    }

    private String plain() throws IOException {
        cell.setLength(0);
        while (ahead != ',' && ahead != '\n' && ahead != '\r' && ahead != END) {
            if (ahead == '"') {
                throw new InvalidCsv(line, "a quote inside of a cell that begins without one");
            }
            append();
            ahead = in.read();
        }
        return cell.toString();
    }

    private String quoted() throws IOException {
        long begun = line;
        cell.setLength(0);
        ahead = in.read();
        while (true) {
            if (ahead == END) {
                throw new InvalidCsv(begun, "the text ends inside of quotes");
            }
            if (ahead == '"') {
                ahead = in.read();
                if (ahead != '"') {
                    break;
                }
                append();
                ahead = in.read();
            } else if (ahead == '\r' || ahead == '\n') {
                insideLineEnd();
            } else {
                append();
                ahead = in.read();
            }
        }
        if (ahead != ',' && ahead != '\n' && ahead != '\r' && ahead != END) {
            throw new InvalidCsv(line, "text after the closing quote of a cell");
        }
        return cell.toString();
    }

    private void insideLineEnd() throws IOException {
        boolean carriage = ahead == '\r';
        append();
        ahead = in.read();
        if (carriage && ahead == '\n') {
            append();
            ahead = in.read();
        }
        line++;
    }

    private void append() {
        if (cell.length() == limits.cellChars()) {
            throw new InvalidCsv(
                    line, "a cell has more than %d characters".formatted(limits.cellChars()));
        }
        cell.append((char) ahead);
    }

    private void lineEnd() throws IOException {
        boolean carriage = ahead == '\r';
        ahead = in.read();
        if (carriage && ahead == '\n') {
            ahead = in.read();
        }
        line++;
    }
}
