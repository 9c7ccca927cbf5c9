package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Dials;
import dev.tributary.sandbox.Request;
import dev.tributary.sandbox.Routes.PathVariables;

import java.util.Optional;

/** A request that passed the gate: somebody with a token, and the portal it is for. */
record Call(Request request, PathVariables path, Portal portal, App app, Dials<HubSpotDial> dials) {

    /**
     * The object type named in the path.
     *
     * @throws HubSpotProblem 400 when there is no such type
     */
    ObjectType type(String variable) {
        return portal.types().named(path.get(variable));
    }

    Crm crm() {
        return portal.crm();
    }

    Change.Author author() {
        return Change.Author.app(app.id());
    }

    boolean strict() {
        return dials.on(HubSpotDial.REJECT_UNKNOWN_FIELDS);
    }

    Body body(String... known) {
        return Body.parse(request.body()).knowing(strict(), known);
    }

    /**
     * A query parameter that is a whole number in a range.
     *
     * @throws HubSpotProblem 400 when it is not
     */
    int whole(String name, int absent, int min, long max) {
        Optional<String> value = request.query(name);
        if (value.isEmpty()) {
            return absent;
        }
        if (value.get().matches("\\d{1,9}")) {
            int number = Integer.parseInt(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw HubSpotProblem.invalid(
                "%s must be a number from %d to %d, not %s".formatted(name, min, max, value.get()));
    }

    boolean flag(String name) {
        String value = request.query(name).orElse("false");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw HubSpotProblem.invalid(name + " must be true or false");
        };
    }

    /** The record id in the path; what is no number cannot exist. */
    static long id(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw HubSpotProblem.noSuchObject();
        }
        return Long.parseLong(text);
    }
}
