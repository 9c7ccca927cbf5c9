package dev.tributary.sandbox.demo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The people of the data set: sales agents and those who lead them, by name. */
record Staff(SortedMap<String, String> managerOf) {

    static Staff bundled() {
        SortedMap<String, String> managerOf = new TreeMap<>();
        Csv.rows("sales_teams.csv")
                .forEach(row -> managerOf.put(row.get("sales_agent"), row.get("manager")));
        return new Staff(managerOf);
    }

    /** Managers first: each stands before those who name them. */
    List<String> names() {
        TreeSet<String> managers = new TreeSet<>(managerOf.values());
        TreeSet<String> agents = new TreeSet<>(managerOf.keySet());
        agents.removeAll(managers);
        return Stream.concat(managers.stream(), agents.stream()).toList();
    }

    Optional<String> manager(String name) {
        return Optional.ofNullable(managerOf.get(name));
    }

    static String firstName(String name) {
        return name.substring(0, name.indexOf(' '));
    }

    static String lastName(String name) {
        return name.substring(name.indexOf(' ') + 1);
    }

    static String email(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com";
    }
}
