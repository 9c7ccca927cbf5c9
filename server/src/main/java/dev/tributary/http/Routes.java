package dev.tributary.http;

import dev.tributary.http.spec.Chapter;

import java.util.List;

/** A feature's part of the API. */
public interface Routes {
    List<Route> routes();

    /** Where they stand in the API's description. */
    default Chapter chapter() {
        return Chapter.NONE;
    }
}
