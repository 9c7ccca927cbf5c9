package dev.tributary.jsonata.value;

import static dev.tributary.jsonata.value.Undefined.UNDEFINED;

import org.jspecify.annotations.Nullable;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list made by the engine. Its marks are the language's: a <em>sequence</em> of one value is that
 * value and of none is undefined, unless it is kept; a <em>constructed</em> list is one value to
 * the path that made it. Lists from outside are plain lists without marks.
 */
public final class Items extends AbstractList<Object> implements RandomAccess {
    private static final int SEQUENCE = 1;
    private static final int KEPT = 2;
    private static final int CONSTRUCTED = 4;
    private static final int WHOLE_INPUT = 8;
    private static final int TUPLES = 16;
    private static final Object[] NONE = {};

    private Object[] values;
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
        return size == 1 && (marks & KEPT) == 0 ? values[0] : this;
    }

    /** The values of the list, or the value as the only one; undefined is a value here. */
    public static List<?> asList(@Nullable Object value) {
        return value instanceof List<?> list ? list : sequenceOf(value);
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

    @Override
    public boolean add(@Nullable Object value) {
        if (size == values.length)
            values = Arrays.copyOf(values, size < 4 ? 4 : size + (size >> 1));
        values[size++] = value;
        return true;
    }

    @Override
    public boolean addAll(Collection<?> more) {
        Object[] added = more instanceof Items items ? items.values : more.toArray();
        int count = more.size();
        if (size + count > values.length)
            values = Arrays.copyOf(values, Math.max(size + count, size + (size >> 1)));
        System.arraycopy(added, 0, values, size, count);
        size += count;
        return count > 0;
    }

    @Override
    public @Nullable Object get(int index) {
        if (index >= size) throw new IndexOutOfBoundsException(index);
        return values[index];
    }

    @Override
    public @Nullable Object set(int index, @Nullable Object value) {
        Object old = get(index);
        values[index] = value;
        return old;
    }

    @Override
    public void add(int index, @Nullable Object value) {
        add(value);
        System.arraycopy(values, index, values, index + 1, size - 1 - index);
        values[index] = value;
    }

    @Override
    public @Nullable Object remove(int index) {
        Object old = get(index);
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
        return Arrays.copyOf(values, size);
    }
}
