package dev.tributary.bench.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept connection that asks the same again and again, with as little work as possible. */
final class RawConnection implements AutoCloseable {
    private static final String TIMING = "server-timing:";
    private static final String TOTAL = "total;dur=";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] request;
    private double serverMillis;

    RawConnection(Subject.Aim aim) throws IOException {
        URI url = aim.uri();
        socket = new Socket(url.getHost(), url.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 128 * 1024);
        out = socket.getOutputStream();
        StringBuilder text = new StringBuilder("GET ").append(url.getRawPath());
        text.append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        text.append(" HTTP/1.1\r\nHost: ").append(url.getAuthority()).append("\r\n");
        aim.headers().forEach(header -> text.append(header).append("\r\n"));
        request = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether the answer was a 200. */
    boolean ask() throws IOException {
        out.write(request);
        String status = line();
        long length = 0;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Long.parseLong(header.substring(15).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = header.contains("chunked");
            } else if (header.startsWith(TIMING)) {
                serverMillis =
                        Double.parseDouble(
                                header.substring(header.indexOf(TOTAL) + TOTAL.length()));
            }
        }
        if (chunked) {
            for (int size = chunk(); size > 0; size = chunk()) {
                in.skipNBytes(size + 2L);
            }
            line();
        } else {
            in.skipNBytes(length);
        }
        return status.startsWith("HTTP/1.1 200");
    }

    /** What the last answer's {@code Server-Timing} gave as its total; 0: nothing. */
    double serverMillis() {
        return serverMillis;
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
