package dev.tributary.sandbox;

/** A named setting of all fault dials at once: none, everyday, and three times everyday. */
public enum FaultProfile {
    OFF,
    DEFAULT,
    HARSH
}
