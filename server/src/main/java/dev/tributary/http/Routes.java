package dev.tributary.http;

import java.util.List;

/** A feature's part of the API. */
public interface Routes {
    List<Route> routes();
}
