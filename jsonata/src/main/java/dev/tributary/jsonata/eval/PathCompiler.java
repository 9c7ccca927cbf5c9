package dev.tributary.jsonata.eval;

import dev.tributary.jsonata.syntax.Ast;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Compiles paths: of names only, of any steps, or with tuples. */
final class PathCompiler {
    private final Compiler compiler;

    PathCompiler(Compiler compiler) {
        this.compiler = compiler;
    }

    Node compile(Ast.Path path, @Nullable Scope scope, int nesting) {
        int tupleAt = 0;
        while (tupleAt < path.steps().size() && !path.steps().get(tupleAt).isTuple()) tupleAt++;
        if (tupleAt < path.steps().size()) return tuples(path, tupleAt, scope, nesting);
        Path.Keep keep = Path.Keep.of(path);
        Path general = plain(path, path.steps().size(), keep, scope, nesting);
        if (path.group() != null) {
            return new Around.Grouped(general, compiler.grouping(path.group(), scope, nesting + 1));
        }
        return keep == Path.Keep.NOTHING ? names(path, general, scope, nesting) : general;
    }

    private Path plain(
            Ast.Path path, int count, Path.Keep keep, @Nullable Scope scope, int nesting) {
        List<Path.Step> steps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Ast step = path.steps().get(i);
            Filter[] filters = compiler.filters(step.stages(), scope, nesting + 1);
            boolean sorts = step instanceof Ast.Sort;
            steps.add(
                    new Path.Step(
                            sorts ? null : compiler.compile(step, scope, nesting + 1),
                            filters,
                            sorts ? sort((Ast.Sort) step, scope, nesting) : null,
                            i == 0 && step.isConstructed()));
        }
        boolean complete = count == path.steps().size();
        return new Path(steps, isAbsolute(path), keep, complete, !complete || path.isTuple());
    }

    private static boolean isAbsolute(Ast.Path path) {
        return path.steps().getFirst() instanceof Ast.Variable;
    }

    /**
     * The short cut for names and constant indexes only, after a variable perhaps; the general path
     * if there is more to it.
     */
    private Node names(Ast.Path path, Path general, @Nullable Scope scope, int nesting) {
        List<String> names = new ArrayList<>();
        List<Long> indexes = new ArrayList<>();
        Ast first = isAbsolute(path) ? path.steps().getFirst() : null;
        boolean picks = false;
        for (Ast step : path.steps()) {
            boolean bare = step.predicates().isEmpty() && step.group() == null;
            if (bare && step == first && step.stages().isEmpty()) continue;
            Long index = bare && step instanceof Ast.Name ? index(step.stages()) : null;
            if (index == null) return general;
            names.add(((Ast.Name) step).name);
            indexes.add(index);
            picks |= index != Fields.Picks.ALL;
        }
        Node start = first == null ? null : compiler.compile(first, scope, nesting + 1);
        return picks
                ? new Fields.Picks(start, names, indexes, general)
                : new Fields.Names(start, names, general);
    }

    /** What the stages pick, if it is everything or what stands at a constant index. */
    private static @Nullable Long index(List<Ast.Stage> stages) {
        if (stages.isEmpty()) return Fields.Picks.ALL;
        return stages.size() == 1
                        && stages.getFirst() instanceof Ast.Stage.Filter(Ast predicate, int _)
                ? Filter.index(predicate)
                : null;
    }

    private Sort sort(Ast.Sort sort, @Nullable Scope scope, int nesting) {
        List<Sort.Term> terms = new ArrayList<>();
        for (Ast.Term term : sort.terms) {
            terms.add(
                    new Sort.Term(
                            compiler.compile(term.expression(), scope, nesting + 1),
                            null,
                            term.descending()));
        }
        return new Sort(terms, sort.position());
    }

    private Node tuples(Ast.Path path, int tupleAt, @Nullable Scope scope, int nesting) {
        Path before = tupleAt == 0 ? null : plain(path, tupleAt, Path.Keep.NOTHING, scope, nesting);
        Ast first = path.steps().getFirst();
        List<TuplePath.Step> steps = new ArrayList<>();
        for (Ast step : path.steps().subList(tupleAt, path.steps().size())) {
            steps.add(tupleStep(step, scope, nesting + 1, !steps.isEmpty(), step == first));
        }
        TuplePath tuples =
                new TuplePath(before, isAbsolute(path), steps, path.isTuple(), Path.Keep.of(path));
        return path.group() == null ? tuples : grouped(tuples, path.group(), scope, nesting + 1);
    }

    private TuplePath.Step tupleStep(
            Ast step, @Nullable Scope outer, int nesting, boolean amongTuples, boolean first) {
        Scope scope = Scope.ofTuple(outer, step);
        Sort sort =
                step instanceof Ast.Sort sorting
                        ? amongTuples
                                ? tupleSort(sorting, outer, nesting)
                                : sort(sorting, outer, nesting)
                        : null;
        List<TuplePath.Stage> stages = new ArrayList<>();
        for (Ast.Stage stage : step.stages()) stages.add(stage(stage, outer, nesting + 1));
        return new TuplePath.Step(
                sort == null ? compiler.compile(step, scope, nesting) : null,
                scope,
                sort,
                step.focus(),
                step.index(),
                step.ancestor() == null ? null : step.ancestor().label(),
                first && step.isConstructed(),
                stages);
    }

    private TuplePath.Stage stage(Ast.Stage stage, @Nullable Scope outer, int nesting) {
        return switch (stage) {
            case Ast.Stage.Index index -> new TuplePath.Stage.Number(index.name());
            case Ast.Stage.Filter filter ->
                    new TuplePath.Stage.Where(tupleFilter(filter, outer, nesting));
        };
    }

    private Filter tupleFilter(Ast.Stage.Filter filter, @Nullable Scope outer, int nesting) {
        Long index = Filter.index(filter.predicate());
        if (index != null) return Filter.at(index);
        Scope scope = Scope.ofTuple(outer, filter.predicate());
        return Filter.ofTuples(compiler.compile(filter.predicate(), scope, nesting), scope);
    }

    /** The filters of an expression that yields tuples. */
    Filter[] tupleFilters(List<Ast.Stage> stages, @Nullable Scope outer, int nesting) {
        Filter[] filters = new Filter[stages.size()];
        for (int i = 0; i < filters.length; i++) {
            filters[i] = tupleFilter((Ast.Stage.Filter) stages.get(i), outer, nesting + 1);
        }
        return filters;
    }

    private Sort tupleSort(Ast.Sort sort, @Nullable Scope outer, int nesting) {
        List<Sort.Term> terms = new ArrayList<>();
        for (Ast.Term term : sort.terms) {
            Scope scope = Scope.ofTuple(outer, term.expression());
            terms.add(
                    new Sort.Term(
                            compiler.compile(term.expression(), scope, nesting + 1),
                            scope,
                            term.descending()));
        }
        return new Sort(terms, sort.position());
    }

    /** The grouping of what yields tuples. */
    Node grouped(Node path, Ast.Group group, @Nullable Scope outer, int nesting) {
        int size = group.pairs().size();
        Node[] keys = new Node[size];
        Node[] values = new Node[size];
        Scope[] keyScopes = new Scope[size];
        Scope[] valueScopes = new Scope[size];
        for (int i = 0; i < size; i++) {
            Ast.Pair pair = group.pairs().get(i);
            keyScopes[i] = Scope.ofTuple(outer, pair.key());
            valueScopes[i] = Scope.ofTuple(outer, pair.value());
            keys[i] = compiler.compile(pair.key(), keyScopes[i], nesting);
            values[i] = compiler.compile(pair.value(), valueScopes[i], nesting);
        }
        return new Around.GroupedTuples(
                path, new Grouping(keys, values, group.position()), keyScopes, valueScopes);
    }
}
