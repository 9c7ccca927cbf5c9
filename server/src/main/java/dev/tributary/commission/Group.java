package dev.tributary.commission;

import java.time.YearMonth;

/** What is calculated as one: a person's deals of one period under one plan. */
record Group(String planId, String personId, YearMonth period) {}
