package throughline.standin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;

/**
 * Where to look for the documents of a query: the positions are a superset, the query still filters them.
 * The library alone uses an index only when the query names exactly its keys, so every query that also names a tenant would read everything.
 *
 * @param sorted whether the positions already come in the order that was asked for
 */
record QueryPlan(Iterable<Object> positions, boolean sorted) {

    private static final int MOST_LOOK_UPS = 1_000;

    /** Null when no index helps. */
    static QueryPlan of(List<Index<Object>> indexes, Document query, Document orderBy) {
        Map<String, List<Object>> wanted = Conditions.valuesByField(query);
        if (wanted.isEmpty()) {
            return null;
        }
        for (Index<Object> index : indexes) {
            Set<Object> positions = index.isUnique() ? lookUp(index, wanted) : null;
            if (positions != null) {
                return new QueryPlan(positions, false);
            }
        }
        return bestSecondary(indexes, wanted, orderBy);
    }

    private static Set<Object> lookUp(Index<Object> index, Map<String, List<Object>> wanted) {
        List<Document> keys = combinations(index.getKeys(), wanted);
        if (keys == null) {
            return null;
        }
        Set<Object> positions = new LinkedHashSet<>();
        for (Document key : keys) {
            if (!index.canHandle(key)) {
                return null;
            }
            index.getPositions(key).forEach(positions::add);
        }
        return positions;
    }

    private static List<Document> combinations(List<IndexKey> keys, Map<String, List<Object>> wanted) {
        List<Document> found = List.of(new Document());
        for (IndexKey key : keys) {
            List<Object> values = wanted.get(key.getKey());
            if (values == null || values.size() * found.size() > MOST_LOOK_UPS) {
                return null;
            }
            List<Document> longer = new ArrayList<>();
            for (Document shorter : found) {
                values.forEach(value -> longer.add(shorter.clone().append(key.getKey(), value)));
            }
            found = longer;
        }
        return found;
    }

    private static QueryPlan bestSecondary(Collection<Index<Object>> indexes, Map<String, List<Object>> wanted, Document orderBy) {
        SecondaryIndex best = null;
        int bestLength = 0;
        boolean bestSorts = false;
        for (Index<Object> index : indexes) {
            if (index instanceof SecondaryIndex candidate) {
                int length = candidate.prefixLength(wanted);
                boolean sorts = length > 0 && candidate.sorts(length, wanted, orderBy);
                if (length > bestLength || (length == bestLength && sorts && !bestSorts)) {
                    best = candidate;
                    bestLength = length;
                    bestSorts = sorts;
                }
            }
        }
        return best == null ? null : new QueryPlan(best.positions(bestLength, wanted, bestSorts ? orderBy : null), bestSorts);
    }
}
