package dev.tributary.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

class PortsTest {
    @Test
    void a_taken_port_is_named_with_the_option_that_gives_another() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new Ports(0, taken.getLocalPort(), 0);

            assertThatThrownBy(ports::checked)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining("--hubspot-port");
        }
    }

    @Test
    void the_server_gets_a_free_port_that_others_can_be_told() {
        assertThat(new Ports(0, 0, 0).checked().server()).isPositive();
    }
}
