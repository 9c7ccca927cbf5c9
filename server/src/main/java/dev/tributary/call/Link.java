package dev.tributary.call;

import dev.tributary.connector.Connector;
import dev.tributary.integration.IntegratedAccount;

/** An integrated account with its provider's connector in compiled form: enough to make a call. */
public record Link(IntegratedAccount account, Connector connector) {}
