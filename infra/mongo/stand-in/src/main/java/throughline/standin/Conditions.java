package throughline.standin;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;

/** Reads out of a query which fields must equal which plain values. */
final class Conditions {

    /** Field → the values it may have; fields with any other condition are left out. */
    static Map<String, List<Object>> valuesByField(Document query) {
        Map<String, List<Object>> found = new HashMap<>();
        collect(query, found);
        return found;
    }

    private static void collect(Document query, Map<String, List<Object>> found) {
        for (Map.Entry<String, Object> condition : query.entrySet()) {
            if (condition.getKey().equals("$and") && condition.getValue() instanceof Collection<?> parts) {
                parts.forEach(part -> collect((Document) part, found));
            } else if (!condition.getKey().startsWith("$")) {
                List<Object> values = values(condition.getValue());
                if (values != null) {
                    found.putIfAbsent(condition.getKey(), values);
                }
            }
        }
    }

    private static List<Object> values(Object condition) {
        if (isPlain(condition)) {
            return List.of(condition);
        }
        if (condition instanceof Document operators) {
            if (isPlain(operators.get("$eq"))) {
                return List.of(operators.get("$eq"));
            }
            if (operators.get("$in") instanceof Collection<?> choices && choices.stream().allMatch(Conditions::isPlain)) {
                return List.copyOf(choices);
            }
        }
        return null;
    }

    private static boolean isPlain(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof ObjectId
            || value instanceof Instant || value instanceof UUID;
    }

    private Conditions() {
    }
}
