package dev.tributary.bench.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was measured, by peer. For one thread. */
final class Results {
    private record Cell(Peer peer, boolean slow, int connections) {}

    private final Map<Cell, List<Load>> loads = new HashMap<>();
    private final Map<Peer, List<Load>> steady = new EnumMap<>(Peer.class);
    private final Map<Boolean, List<Load>> beside = new HashMap<>();
    private final Map<Boolean, Long> answered = new HashMap<>();
    private final Map<Peer, Long> resident = new EnumMap<>(Peer.class);
    private final Map<Peer, Timing> timing = new EnumMap<>(Peer.class);
    private final Map<Peer, Double> allocated = new EnumMap<>(Peer.class);
    private final Map<Peer, Double> allocatedInCrowd = new EnumMap<>(Peer.class);

    void load(Peer peer, boolean slow, int connections, Load load) {
        loads.computeIfAbsent(new Cell(peer, slow, connections), c -> new ArrayList<>()).add(load);
    }

    void steady(Peer peer, Load load) {
        steady.computeIfAbsent(peer, p -> new ArrayList<>()).add(load);
    }

    /** At a steady rate, while a neighbour is served that is heavy or not. */
    void beside(boolean heavy, Load load, long neighboursAnswers) {
        beside.computeIfAbsent(heavy, h -> new ArrayList<>()).add(load);
        answered.merge(heavy, neighboursAnswers, Long::sum);
    }

    Load beside(boolean heavy) {
        return Load.median(beside.get(heavy));
    }

    /** By which factor the P99 grows when the neighbour is heavy: the median over the rounds. */
    double besideHeavier() {
        double[] ratios = new double[beside.get(true).size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = beside.get(true).get(i).p99() / beside.get(false).get(i).p99();
        }
        Arrays.sort(ratios);
        return ratios[ratios.length / 2];
    }

    long answered(boolean heavy) {
        return answered.get(heavy);
    }

    void resident(Peer peer, long mib) {
        resident.put(peer, mib);
    }

    void timing(Peer peer, Timing both) {
        timing.put(peer, both);
    }

    void allocated(Peer peer, double bytes) {
        allocated.put(peer, bytes);
    }

    void allocatedInCrowd(Peer peer, double bytes) {
        allocatedInCrowd.put(peer, bytes);
    }

    Load load(Peer peer, boolean slow, int connections) {
        return Load.median(loads.get(new Cell(peer, slow, connections)));
    }

    Load steady(Peer peer) {
        return Load.median(steady.get(peer));
    }

    long resident(Peer peer) {
        return resident.get(peer);
    }

    Timing timing(Peer peer) {
        return timing.get(peer);
    }

    double allocated(Peer peer) {
        return allocated.get(peer);
    }

    double allocatedInCrowd(Peer peer) {
        return allocatedInCrowd.get(peer);
    }
}
