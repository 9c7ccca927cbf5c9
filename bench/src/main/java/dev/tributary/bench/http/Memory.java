package dev.tributary.bench.http;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a JVM holds and allocates, asked from outside. */
final class Memory {
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
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        String address = machine.startLocalManagementAgent();
        machine.detach();
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
                RawConnection connection = new RawConnection(aim)) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            ThreadMXBean threads =
                    JMX.newMXBeanProxy(
                            beans,
                            new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                            ThreadMXBean.class);
            ask(connection, requests / 10);
            long before = threads.getTotalThreadAllocatedBytes();
            ask(connection, requests);
            return (double) (threads.getTotalThreadAllocatedBytes() - before) / requests;
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
