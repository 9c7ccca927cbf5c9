package dev.tributary.integration;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A made-up certificate authority, by the JDK's own keytool, and whom it has vouched for. */
final class Authority implements AutoCloseable {
    private static final String PASSWORD = "changeit";
    private final Path folder;
    private final Path store;

    Authority() throws Exception {
        folder = Files.createTempDirectory("authority");
        store = folder.resolve("all.p12");
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Made-up CA", "-ext", "bc:c");
    }

    /** A key and a certificate of this name. */
    void vouch(String name, String... more) throws Exception {
        keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name);
        Path request = folder.resolve(name + ".csr");
        Path signed = folder.resolve(name + ".pem");
        keytool("-certreq", "-alias", name, "-file", request.toString());
        List<String> sign = new ArrayList<>(List.of("-gencert", "-alias", "ca", "-rfc"));
        sign.addAll(List.of("-infile", request.toString(), "-outfile", signed.toString()));
        sign.addAll(List.of(more));
        keytool(sign.toArray(String[]::new));
        Path chain = folder.resolve(name + ".chain");
        keytool("-exportcert", "-alias", "ca", "-rfc", "-file", chain.toString());
        Files.writeString(
                chain, Files.readString(signed) + Files.readString(chain), StandardCharsets.UTF_8);
        keytool("-importcert", "-alias", name, "-file", chain.toString(), "-noprompt");
    }

    X509Certificate certificate() throws Exception {
        return (X509Certificate) load().getCertificate("ca");
    }

    /** The certificate and its chain. */
    String pem(String name) throws Exception {
        StringBuilder pem = new StringBuilder();
        for (Certificate each : load().getCertificateChain(name)) {
            pem.append(block("CERTIFICATE", each.getEncoded()));
        }
        return pem.toString();
    }

    String key(String name) throws Exception {
        Key key = load().getKey(name, PASSWORD.toCharArray());
        return block("PRIVATE KEY", key.getEncoded());
    }

    /** TLS of a server of this name that lets only those in whom this authority knows. */
    SSLContext server(String name) throws Exception {
        KeyStore mine = KeyStore.getInstance("PKCS12");
        mine.load(null, null);
        KeyStore all = load();
        Key key = all.getKey(name, PASSWORD.toCharArray());
        mine.setKeyEntry(name, key, PASSWORD.toCharArray(), all.getCertificateChain(name));
        mine.setCertificateEntry("ca", certificate());
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(mine, PASSWORD.toCharArray());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(mine);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(store.toFile())) {
            all.load(in, PASSWORD.toCharArray());
        }
        return all;
    }

    private static String block(String kind, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, base64);
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        if (arguments[0].startsWith("-gen")) {
            command.addAll(List.of("-validity", "2"));
        }
        Path log = folder.resolve("log.txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(command + "\n" + Files.readString(log));
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
