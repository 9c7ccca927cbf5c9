package dev.tributary.bench.http;

import com.sun.tools.attach.VirtualMachine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

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
            ask(connection, requests / 10);
            long before = total(beans);
            ask(connection, requests);
            return (double) (total(beans) - before) / requests;
        }
    }

    private static long total(MBeanServerConnection beans) throws Exception {
        ObjectName threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
        return (Long) beans.getAttribute(threads, "TotalThreadAllocatedBytes");
    }

    private static void ask(RawConnection connection, int requests) throws IOException {
        for (int i = 0; i < requests; i++) {
            if (!connection.ask()) {
                throw new IOException("an answer was no 200");
            }
        }
    }
}
