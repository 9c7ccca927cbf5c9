package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a record's links look in answers of the v4 API, page by page in the order of ids. */
final class LinkView {
    private LinkView() {}

    /** Some links, and the cursor behind them when there are more. */
    record Page(List<Map<String, @Nullable Object>> links, Optional<String> next) {
        Map<String, @Nullable Object> onto(Map<String, @Nullable Object> body) {
            next.ifPresent(after -> body.put("paging", Json.of("next", Json.of("after", after))));
            return body;
        }
    }

    static Page page(
            Call call, ObjectType fromType, long from, ObjectType toType, String after, int limit) {
        if (!after.matches("\\d{1,18}")) {
            throw HubSpotProblem.invalid("after is not one of our cursors: " + after);
        }
        List<Associations.Link> rest =
                call.crm().links().of(fromType, from, toType).stream()
                        .filter(link -> link.to() > Long.parseLong(after))
                        .toList();
        List<Associations.Link> page = rest.subList(0, Math.min(limit, rest.size()));
        return new Page(
                page.stream().map(LinkView::show).toList(),
                rest.size() > limit
                        ? Optional.of(Long.toString(page.getLast().to()))
                        : Optional.empty());
    }

    private static Map<String, @Nullable Object> show(Associations.Link link) {
        return Json.of("toObjectId", link.to())
                .and("associationTypes", link.types().stream().map(LinkView::type).toList());
    }

    static Map<String, @Nullable Object> type(LinkType type) {
        return Json.of("category", type.category().name())
                .and("typeId", type.typeId())
                .and("label", type.plain() ? null : type.label());
    }

    /** What an association between two records is called, after it was made. */
    static Map<String, @Nullable Object> pair(ObjectType fromType, long from, Writes.Link link) {
        List<String> labels = new ArrayList<>();
        link.types().stream()
                .filter(type -> !type.plain())
                .forEach(type -> labels.add(type.label()));
        return Json.of("fromObjectTypeId", fromType.typeId())
                .and("fromObjectId", from)
                .and("toObjectTypeId", link.toType().typeId())
                .and("toObjectId", link.to())
                .and("labels", labels);
    }

    /** The plain association that names no type brings both directions into its answer. */
    static List<Map<String, @Nullable Object>> defaults(
            Call call, ObjectType fromType, long from, ObjectType toType, long to) {
        LinkType type = call.portal().linkTypes().plain(fromType, toType);
        LinkType back = call.portal().linkTypes().reverse(type);
        return List.of(end(type, from, to), end(back, to, from));
    }

    private static Map<String, @Nullable Object> end(LinkType type, long from, long to) {
        return Json.of("from", Json.of("id", Long.toString(from)))
                .and("to", Json.of("id", Long.toString(to)))
                .and(
                        "associationSpec",
                        Json.of("associationCategory", type.category().name())
                                .and("associationTypeId", type.typeId()));
    }
}
