package dev.tributary.call;

import dev.tributary.Code;
import dev.tributary.Failure;
import dev.tributary.connector.Connector;
import dev.tributary.connector.Method;
import dev.tributary.connector.Resource;
import dev.tributary.integration.IntegratedAccount;

import java.util.TreeSet;

/** What a call is about: one resource of one integrated account. */
public record Target(Link link, Resource resource) {

    public IntegratedAccount account() {
        return link.account();
    }

    public Connector connector() {
        return link.connector();
    }

    /**
     * @throws Failure {@code method_not_supported} naming the methods there are
     */
    public Method method(String name) {
        return resource.method(name)
                .orElseThrow(
                        () ->
                                new Failure(
                                        Code.METHOD_NOT_SUPPORTED,
                                        "%s has no method %s for %s; it has %s"
                                                .formatted(
                                                        connector().title(),
                                                        name,
                                                        resource.path(),
                                                        String.join(
                                                                ", ",
                                                                new TreeSet<>(
                                                                        resource.methods()
                                                                                .keySet())))));
    }
}
