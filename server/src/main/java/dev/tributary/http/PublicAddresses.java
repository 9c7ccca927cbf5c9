package dev.tributary.http;

import dev.tributary.Code;
import dev.tributary.Failure;

import org.apache.hc.client5.http.DnsResolver;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Resolves names to addresses of the public internet only, so that nobody can point us at our own
 * network. The address that passed is the one that is connected to: looking at the name earlier
 * would let it change in between. Thread-safe.
 */
final class PublicAddresses implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) {
        InetAddress[] found;
        try {
            found = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new Failure(
                    Code.UPSTREAM_ERROR, "the name %s cannot be resolved".formatted(host), e);
        }
        InetAddress[] open =
                Arrays.stream(found).filter(PublicAddresses::isPublic).toArray(InetAddress[]::new);
        if (open.length == 0) {
            throw new Failure(
                    Code.FORBIDDEN,
                    ("%s is an address of a private network; only a server with"
                                    + " call.allow_private_networks calls it")
                            .formatted(host));
        }
        return open;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean special =
                address.isAnyLocalAddress()
                        || address.isLoopbackAddress()
                        || address.isLinkLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isMulticastAddress();
        return !special && (address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes));
    }

    private static boolean isPublic4(byte[] ip) {
        int a = ip[0] & 0xff;
        int b = ip[1] & 0xff;
        int c = ip[2] & 0xff;
        boolean thisNetwork = a == 0;
        boolean carrierNat = a == 100 && b >= 64 && b < 128;
        boolean protocols = a == 192 && b == 0 && c == 0;
        boolean benchmarks = a == 198 && (b == 18 || b == 19);
        boolean reserved = a >= 240;
        return !(thisNetwork || carrierNat || protocols || benchmarks || reserved);
    }

    // Only 2000::/3 is given out, and parts of it carry a version 4 address inside, whatever that
    // is.
    private static boolean isPublic6(byte[] ip) {
        int first = ((ip[0] & 0xff) << 8) | (ip[1] & 0xff);
        int second = ((ip[2] & 0xff) << 8) | (ip[3] & 0xff);
        boolean given = (ip[0] & 0xe0) == 0x20;
        boolean teredo = first == 0x2001 && second == 0;
        boolean sixToFour = first == 0x2002;
        return given && !teredo && !sixToFour;
    }
}
