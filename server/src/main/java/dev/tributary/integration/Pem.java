package dev.tributary.integration;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.http.ClientIdentity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys as people keep them: PEM, keys in PKCS #8, or PKCS #1 for RSA. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    // PKCS #8: SEQUENCE { INTEGER 0, SEQUENCE { OID rsaEncryption, NULL }, OCTET STRING key }
    private static final byte[] RSA_HEAD =
            HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private Pem() {}

    /**
     * @param algorithm {@code RSA} or {@code EC}
     * @throws Failure {@code unprocessable}; the key itself is never part of the message
     */
    static PrivateKey privateKey(String pem) {
        try {
            return privateKey(pem, "RSA");
        } catch (Failure notRsa) {
            return privateKey(pem, "EC");
        }
    }

    static PrivateKey privateKey(String pem, String algorithm) {
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            String kind = block.group(1);
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            if (kind.equals("PRIVATE KEY")) {
                return key(der, algorithm);
            }
            if (kind.equals("RSA PRIVATE KEY") && algorithm.equals("RSA")) {
                return key(tagged(0x30, join(RSA_HEAD, tagged(0x04, der))), algorithm);
            }
        }
        throw notAKey();
    }

    /**
     * @throws Failure {@code unprocessable} when they are no certificate and key in PEM
     */
    static ClientIdentity identity(String certificates, String privateKey) {
        List<X509Certificate> chain = new ArrayList<>();
        Matcher block = BLOCK.matcher(certificates);
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                chain.add(certificate(Base64.getMimeDecoder().decode(block.group(2))));
            }
        }
        if (chain.isEmpty()) {
            throw new Failure(Code.UNPROCESSABLE, "the certificate is not one in PEM");
        }
        String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
        return new ClientIdentity(chain, privateKey(privateKey, algorithm));
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new Failure(Code.UNPROCESSABLE, "the certificate is not one in PEM", e);
        }
    }

    private static PrivateKey key(byte[] pkcs8, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw notAKey();
        }
    }

    private static Failure notAKey() {
        return new Failure(
                Code.UNPROCESSABLE,
                "the private key is not an unencrypted RSA or EC key in PEM; convert it with:"
                        + " openssl pkcs8 -topk8 -nocrypt");
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
