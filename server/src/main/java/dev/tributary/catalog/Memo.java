package dev.tributary.catalog;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was made once and is kept. It is made by whoever asks first while nothing is locked: only
 * those who want the same wait for it. A full one forgets a quarter; what fails is not kept.
 * Thread-safe.
 */
final class Memo<K, V> {
    private final int most;
    private final ConcurrentHashMap<K, CompletableFuture<V>> made = new ConcurrentHashMap<>();

    Memo(int most) {
        this.most = most;
    }

    V get(K key, Supplier<V> make) {
        CompletableFuture<V> present = made.get(key);
        if (present == null) {
            CompletableFuture<V> mine = new CompletableFuture<>();
            present = made.putIfAbsent(key, mine);
            if (present == null) {
                return complete(key, mine, make);
            }
        }
        try {
            return present.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private V complete(K key, CompletableFuture<V> mine, Supplier<V> make) {
        if (made.size() > most) {
            forget(key);
        }
        try {
            V value = make.get();
            mine.complete(value);
            return value;
        } catch (RuntimeException | Error failed) {
            made.remove(key, mine);
            mine.completeExceptionally(failed);
            throw failed;
        }
    }

    private void forget(K butThis) {
        Iterator<K> keys = made.keySet().iterator();
        for (int left = most / 4; left > 0 && keys.hasNext(); left--) {
            if (!keys.next().equals(butThis)) {
                keys.remove();
            }
        }
    }
}
