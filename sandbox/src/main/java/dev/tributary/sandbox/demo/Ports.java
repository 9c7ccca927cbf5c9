package dev.tributary.sandbox.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The three ports of the demo on loopback; 0 takes a free one. */
record Ports(int server, int hubSpot, int gusto) {

    /**
     * Replaces a 0 for the server by a port that is free now: others must know it before it starts.
     *
     * @throws DemoFailure naming a port that is taken and the option that gives another
     */
    Ports checked() {
        int free = probe(server, "--port");
        probe(hubSpot, "--hubspot-port");
        probe(gusto, "--gusto-port");
        return new Ports(free, hubSpot, gusto);
    }

    private static int probe(int port, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw new DemoFailure(
                    "port %d is taken by another process; stop that one, or pass %s with another"
                                    .formatted(port, option)
                            + " port (0 takes a free one)",
                    taken);
        }
    }
}
