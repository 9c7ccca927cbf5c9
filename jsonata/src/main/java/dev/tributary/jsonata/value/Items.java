package dev.tributary.jsonata.value;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import org.jspecify.annotations.Nullable;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list made by the engine. Its marks are the language's: a <em>sequence</em> of one value is that
 * value and of none is undefined, unless it is kept; a <em>constructed</em> list is one value to
 * the path that made it. Lists from outside are plain lists without marks.
 *
 * <p>A range costs nothing until it is changed, and a long list of nothing but longs holds them
 * unboxed: what a hostile expression piles up then costs the garbage collector little.
 */
public final class Items extends AbstractList<Object> implements RandomAccess {
    private static final int SEQUENCE = 1;
    private static final int KEPT = 2;
    private static final int CONSTRUCTED = 4;
    private static final int WHOLE_INPUT = 8;
    private static final int TUPLES = 16;
    private static final Object[] NONE = {};
    private static final int WORTH_PACKING = 256;
    private static final int BATCH = 16_384;

    /** The values; null for a range and while {@link #packed} has them. */
    private Object[] values;

    private long[] packed;
    private long first;
    private int size;
    private int marks;

    private Items(Object[] values, int size, int marks) {
        this.values = values;
        this.size = size;
        this.marks = marks;
    }

    public static Items sequence() {
        return new Items(NONE, 0, SEQUENCE);
    }

    public static Items sequenceOf(@Nullable Object value) {
        return new Items(new Object[] {value}, 1, SEQUENCE);
    }

    /** A plain list, to be filled. */
    public static Items list(int capacity) {
        return new Items(capacity == 0 ? NONE : new Object[capacity], 0, 0);
    }

    /** The plain list of so many integers in a row. */
    public static Items range(long first, int size) {
        Items range = new Items(size == 0 ? NONE : null, size, 0);
        range.first = first;
        return range;
    }

    /** A plain list of exactly these values, which it owns from now on. */
    public static Items owning(Object[] values) {
        return new Items(values, values.length, 0);
    }

    public static Items tuples() {
        return new Items(NONE, 0, SEQUENCE | TUPLES);
    }

    /** The list given as input, wrapped so that it is taken as one value. */
    public static Items wholeInput(List<?> input) {
        return new Items(new Object[] {input}, 1, SEQUENCE | WHOLE_INPUT);
    }

    public static boolean isSequence(@Nullable Object value) {
        return value instanceof Items items && items.isSequence();
    }

    /**
     * What an evaluation yields for a value: the only item of a sequence, or undefined for an empty
     * one.
     */
    public static @Nullable Object collapse(@Nullable Object value) {
        return value instanceof Items items && (items.marks & (SEQUENCE | TUPLES)) == SEQUENCE
                ? items.collapsed()
                : value;
    }

    private @Nullable Object collapsed() {
        if (size == 0) return UNDEFINED;
        return size == 1 && (marks & KEPT) == 0 ? get(0) : this;
    }

    /** The values of the list, or the value as the only one; undefined is a value here. */
    public static List<?> asList(@Nullable Object value) {
        return value instanceof List<?> list ? list : sequenceOf(value);
    }

    /** Whether it is more than the plain list of its values. */
    public boolean isMarked() {
        return marks != 0;
    }

    public boolean isSequence() {
        return (marks & SEQUENCE) != 0;
    }

    public boolean isTuples() {
        return (marks & TUPLES) != 0;
    }

    public boolean isConstructed() {
        return (marks & CONSTRUCTED) != 0;
    }

    public boolean isWholeInput() {
        return (marks & WHOLE_INPUT) != 0;
    }

    public Items keep() {
        marks |= KEPT;
        return this;
    }

    public Items construct() {
        marks |= CONSTRUCTED;
        return this;
    }

    public Items asSequence() {
        marks |= SEQUENCE;
        return this;
    }

    /** Takes the marks off before the list is handed out. */
    public void unmark() {
        marks = 0;
    }

    /** Whether every value is an integer for certain, so that none need be looked at. */
    public boolean isIntegers() {
        return values == null;
    }

    /** Appends a value that has been charged for; what must be unboxed no more is charged here. */
    public void add(@Nullable Object value, Run run) {
        if (values == null && !(value instanceof Long)) unpack(larger(1), run);
        add(value);
    }

    @Override
    public boolean add(@Nullable Object value) {
        if (values == null) return addPacked(value);
        if (size == values.length) {
            if (size >= WORTH_PACKING && value instanceof Long && pack()) return addPacked(value);
            values = Arrays.copyOf(values, larger(1));
        }
        values[size++] = value;
        return true;
    }

    private int larger(int more) {
        return Math.max(size + more, size < 4 ? 4 : size + (size >> 1));
    }

    private boolean addPacked(@Nullable Object value) {
        if (!(value instanceof Long number)) {
            unpack(larger(1));
            values[size++] = value;
            return true;
        }
        if (packed == null) packed = numbers(larger(1));
        if (size == packed.length) packed = Arrays.copyOf(packed, larger(1));
        packed[size++] = number;
        return true;
    }

    /** Holds the values unboxed if all of them are longs. */
    private boolean pack() {
        for (Object value : values) {
            if (!(value instanceof Long)) return false;
        }
        packed = numbers(larger(1));
        values = null;
        return true;
    }

    private long[] numbers(int capacity) {
        long[] numbers = new long[capacity];
        for (int i = 0; i < size; i++) numbers[i] = values == null ? first + i : (Long) values[i];
        return numbers;
    }

    private void unpack(int capacity) {
        unpack(capacity, null);
    }

    private void unpack(int capacity, @Nullable Run run) {
        Object[] boxed = new Object[capacity];
        for (int i = 0; i < size; i++) {
            if (run != null) run.step();
            boxed[i] = get(i);
        }
        values = boxed;
        packed = null;
    }

    /** Appends the values and charges for them on the way. */
    public void addAll(List<?> more, Run run) {
        if (size == 0 && more instanceof Items range && range.isRange()) {
            run.nodes(range.size);
            values = null;
            packed = null;
            first = range.first;
            size = range.size;
        } else if (more instanceof Items items && items.values != null && values != null) {
            copy(items.values, items.size, run);
        } else if (more.size() < BATCH) {
            run.nodes(more.size());
            for (Object value : more) add(value, run);
        } else {
            for (Object value : more) {
                run.nodes(1);
                add(value, run);
            }
        }
    }

    private void copy(Object[] from, int count, Run run) {
        if (size + count > values.length) values = Arrays.copyOf(values, larger(count));
        for (int at = 0; at < count; at += BATCH) {
            int length = Math.min(BATCH, count - at);
            run.nodes(length);
            System.arraycopy(from, at, values, size, length);
            size += length;
        }
    }

    private boolean isRange() {
        return values == null && packed == null;
    }

    @Override
    public @Nullable Object get(int index) {
        Objects.checkIndex(index, size);
        if (values != null) return values[index];
        return packed == null ? first + index : packed[index];
    }

    @Override
    public @Nullable Object set(int index, @Nullable Object value) {
        Object old = get(index);
        if (values == null && !(value instanceof Long)) unpack(size);
        if (values == null && packed == null) packed = numbers(size);
        if (values != null) {
            values[index] = value;
        } else {
            packed[index] = (Long) value;
        }
        return old;
    }

    @Override
    public void add(int index, @Nullable Object value) {
        if (index < 0 || index > size) throw new IndexOutOfBoundsException(index);
        if (values == null) unpack(larger(1));
        if (size == values.length) values = Arrays.copyOf(values, larger(1));
        System.arraycopy(values, index, values, index + 1, size++ - index);
        values[index] = value;
    }

    @Override
    public @Nullable Object remove(int index) {
        Object old = get(index);
        if (values == null) unpack(size);
        System.arraycopy(values, index + 1, values, index, --size - index);
        values[size] = null;
        return old;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Object[] toArray() {
        if (values != null) return Arrays.copyOf(values, size);
        Object[] boxed = new Object[size];
        for (int i = 0; i < size; i++) boxed[i] = get(i);
        return boxed;
    }
}
