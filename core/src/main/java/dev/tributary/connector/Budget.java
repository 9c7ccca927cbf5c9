package dev.tributary.connector;

import java.time.Duration;

/**
 * What a provider lets us call: at most {@code limit} requests in any {@code per}.
 *
 * @param every each request draws on it; else only methods that name it
 */
public record Budget(String name, long limit, Duration per, boolean every) {}
