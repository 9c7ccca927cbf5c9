package dev.tributary.db;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.Secret;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL server as a child process, with its data in one folder that outlives us. It
 * keeps every acknowledged commit through kill -9 of this process, of the server, or of both. One
 * folder belongs to one Tributary process at a time. Not thread-safe.
 *
 * <p>The folder holds {@code data/}, {@code password}, {@code postgres.log} and {@code lock}.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    public static final String USER = "tributary";
    public static final String DATABASE = "tributary";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int PORT_ATTEMPTS = 3;

    private final Settings settings;
    private final Path data;
    private final Path log;
    private final PgCommands commands;
    private @Nullable FileChannel lock;
    private @Nullable Process process;
    private @Nullable Secret password;
    private int port;

    /**
     * Where and how: the folder of this database, the folder where binaries are unpacked once, the
     * port (0: a free one), and whether commits are forced to disk (only tests say no).
     */
    public record Settings(Path directory, Path cache, int port, boolean fsync, int connections) {
        public Settings {
            directory = directory.toAbsolutePath().normalize();
            cache = cache.toAbsolutePath().normalize();
        }

        public static Settings of(Path directory, int port) {
            Path cache = Path.of(System.getProperty("user.home"), ".cache", "tributary");
            return new Settings(directory, cache, port, true, 100);
        }

        /** Tests trade durability for speed. */
        public Settings withoutFsync() {
            return new Settings(directory, cache, port, false, connections);
        }
    }

    public EmbeddedPostgres(Settings settings) {
        this.settings = settings;
        this.data = settings.directory.resolve("data");
        this.log = settings.directory.resolve("postgres.log");
        this.commands = new PgCommands(settings.cache, log);
    }

    /** Starts the server and returns when it answers; {@code not_ready} says why it did not. */
    public EmbeddedPostgres start() {
        try {
            Files.createDirectories(settings.directory);
            takeLock();
            Secret superuser = password();
            password = superuser;
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                create();
            }
            stopOrphan();
            launch(superuser);
            return this;
        } catch (IOException e) {
            close();
            throw new Failure(Code.NOT_READY, "PostgreSQL cannot be started: " + e, e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    public Secret superuserPassword() {
        if (password == null) {
            throw new IllegalStateException("PostgreSQL has not been started");
        }
        return password;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** The operating system's id of the server process. */
    public long pid() {
        if (process == null) {
            throw new IllegalStateException("PostgreSQL has not been started");
        }
        return process.pid();
    }

    /** Stops the server with a checkpoint, so that the next start needs no recovery. */
    @Override
    public void close() {
        Process running = process;
        process = null;
        if (running != null && running.isAlive()) {
            var stop = commands.run("pg_ctl", "-D", data.toString(), "-m", "fast", "-w", "stop");
            if (stop.exit() != 0) {
                running.destroy(); // it has only just begun, and pg_ctl does not know it yet
            }
            try {
                if (!running.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    running.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        forget();
    }

    /** Lets go of the folder and leaves the server as it is, as the death of this process would. */
    void forget() {
        process = null;
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the lock file cannot be closed", e);
        }
    }

    private void takeLock() throws IOException {
        Path file = settings.directory.resolve("lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            taken = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // this very process holds it: the same refusal below
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        if (!taken) {
            throw new Failure(
                    Code.NOT_READY,
                    ("the database in %s is in use by another Tributary process; stop that one,"
                                    + " or give this one a folder of its own")
                            .formatted(settings.directory));
        }
        lock = channel;
    }

    private Secret password() throws IOException {
        Path file = settings.directory.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            var ownerOnly =
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"));
            Path fresh = Files.createTempFile(settings.directory, "password", ".new", ownerOnly);
            Files.writeString(fresh, HexFormat.of().formatHex(random));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Secret(Files.readString(file).strip());
    }

    // The cluster is made beside its place and moved there whole: a crash leaves no half of one.
    private void create() throws IOException {
        Path fresh = settings.directory.resolve("data.new");
        UnpackPostgres.delete(fresh);
        Path pwfile = settings.directory.resolve("password");
        List<String> arguments =
                new ArrayList<>(List.of("-D", fresh.toString(), "-U", USER, "-A", "scram-sha-256"));
        // Postgres's own collation by code point: the same order on every machine.
        arguments.addAll(List.of("--pwfile=" + pwfile, "-E", "UTF8", "--locale=C"));
        arguments.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        if (!settings.fsync) {
            arguments.add("--no-sync");
        }
        commands.check("initdb", arguments.toArray(String[]::new));
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    // Nobody else holds the lock, so a server that lives here was left by a process that was
    // killed.
    private void stopOrphan() throws IOException {
        PostmasterPid earlier = new PostmasterPid(data);
        if (earlier.live()) {
            try {
                commands.check("pg_ctl", "-D", data.toString(), "-m", "fast", "-w", "stop");
            } catch (Failure failure) {
                if (earlier.live()) {
                    throw failure;
                }
                // It was ending by itself while we looked.
            }
        }
        earlier.disarm();
    }

    private void launch(Secret superuser) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        int portsTried = 0;
        while (System.nanoTime() < deadline) {
            port = settings.port == 0 ? freePort() : settings.port;
            refuseTakenPort();
            process = commands.launch(serverArguments());
            if (answersBefore(deadline, superuser, process)) {
                return;
            }
            // Backends of a killed server end by themselves within moments; until then the new one
            // refuses to start. And between looking for a free port and using it, it may be taken.
            boolean leftBackends = commands.logTail(3).contains("shared memory block");
            if (!leftBackends && (settings.port != 0 || ++portsTried == PORT_ATTEMPTS)) {
                break;
            }
            pause();
        }
        throw failed("PostgreSQL did not start");
    }

    private boolean answersBefore(long deadline, Secret superuser, Process server) {
        while (server.isAlive() && System.nanoTime() < deadline) {
            if (answers(superuser)) {
                return true;
            }
            pause();
        }
        return false;
    }

    private List<String> serverArguments() {
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", "" + port));
        List<String> options =
                List.of(
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "max_connections=" + settings.connections,
                        "shared_buffers=256MB",
                        "max_wal_size=2GB",
                        "wal_compression=on",
                        "log_checkpoints=off",
                        "timezone=UTC",
                        "fsync=" + (settings.fsync ? "on" : "off"),
                        "full_page_writes=" + (settings.fsync ? "on" : "off"),
                        "synchronous_commit=" + (settings.fsync ? "on" : "off"));
        options.forEach(option -> arguments.addAll(List.of("-c", option)));
        return arguments;
    }

    private boolean answers(Secret superuser) {
        Properties login = new Properties();
        login.setProperty("user", USER);
        login.setProperty("password", superuser.value());
        login.setProperty("connectTimeout", "5");
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), login);
                var statement = connection.createStatement()) {
            var known = "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'";
            if (!statement.executeQuery(known).next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
            return true;
        } catch (SQLException e) {
            // Class 28: the password file does not fit the cluster. Waiting would not help.
            if (Optional.ofNullable(e.getSQLState()).orElse("").startsWith("28")) {
                throw new Failure(
                        Code.NOT_READY,
                        "the password in %s is not the one of the database beside it"
                                .formatted(settings.directory.resolve("password")),
                        e);
            }
            return false;
        }
    }

    private void refuseTakenPort() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (java.net.BindException e) {
            throw new Failure(
                    Code.NOT_READY,
                    ("port %d for PostgreSQL is taken by another program; stop it or set another"
                                    + " port (0 takes a free one)")
                            .formatted(port),
                    e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Failure failed(String what) {
        return new Failure(
                Code.NOT_READY,
                "%s; its log %s ends:%n%s".formatted(what, log, commands.logTail(10)));
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Code.NOT_READY, "interrupted while PostgreSQL was starting", e);
        }
    }
}
