package throughline.standin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;

/**
 * A non-unique index, kept in memory and filled again when the database opens.
 * It answers queries that name its first keys with plain values, in the index's order where that is the order asked for.
 * Its collection calls it under its own lock only.
 */
final class SecondaryIndex extends Index<Object> {

    /** @param end -1 and 1 are bounds before and after every entry that begins with the values; 0 is an entry */
    private record Entry(List<Object> values, Object position, int end) {
    }

    private static final Comparator<Object> VALUES = ValueComparator.ascWithoutListHandling();

    private final NavigableSet<Entry> entries = new TreeSet<>(SecondaryIndex::compare);
    private boolean holdsArrays;

    SecondaryIndex(String name, List<IndexKey> keys) {
        super(name, keys, false);
    }

    /** How many of the first keys the query pins to plain values. */
    int prefixLength(Map<String, List<Object>> wanted) {
        int length = 0;
        for (String key : keys()) {
            if (!wanted.containsKey(key)) {
                break;
            }
            length++;
        }
        return length;
    }

    /** Whether entries behind a prefix of one value per key come in the order asked for, forwards or backwards. */
    boolean sorts(int prefixLength, Map<String, List<Object>> wanted, Document orderBy) {
        if (orderBy == null || orderBy.isEmpty() || holdsArrays) {
            return false;
        }
        List<String> keys = keys();
        boolean oneValueEach = keys.subList(0, prefixLength).stream().allMatch(key -> wanted.get(key).size() == 1);
        boolean oneDirection = orderBy.values().stream().map(SecondaryIndex::isDescending).distinct().count() == 1;
        List<String> rest = new ArrayList<>(keys.subList(prefixLength, keys.size()));
        List<String> asked = new ArrayList<>(orderBy.keySet());
        boolean prefixOfRest = asked.size() <= rest.size() && rest.subList(0, asked.size()).equals(asked);
        rest.add("_id");
        return oneValueEach && oneDirection && (prefixOfRest || rest.equals(asked));
    }

    /** Positions of the entries whose first keys have the wanted values; in the order asked for unless that is null. */
    Iterable<Object> positions(int prefixLength, Map<String, List<Object>> wanted, Document orderBy) {
        if (orderBy != null) {
            NavigableSet<Entry> range = range(prefixes(prefixLength, wanted).get(0));
            boolean descending = isDescending(orderBy.values().iterator().next());
            return () -> positionsOf(descending ? range.descendingIterator() : range.iterator());
        }
        Set<Object> positions = new LinkedHashSet<>();
        for (List<Object> prefix : prefixes(prefixLength, wanted)) {
            range(prefix).forEach(entry -> positions.add(entry.position()));
        }
        return positions;
    }

    private List<List<Object>> prefixes(int length, Map<String, List<Object>> wanted) {
        List<List<Object>> found = List.of(List.of());
        for (String key : keys().subList(0, length)) {
            List<List<Object>> longer = new ArrayList<>();
            for (List<Object> shorter : found) {
                for (Object value : wanted.get(key)) {
                    List<Object> prefix = new ArrayList<>(shorter);
                    prefix.add(value);
                    longer.add(prefix);
                }
            }
            found = longer;
        }
        return found;
    }

    private NavigableSet<Entry> range(List<Object> prefix) {
        return entries.subSet(new Entry(prefix, null, -1), true, new Entry(prefix, null, 1), true);
    }

    private static Iterator<Object> positionsOf(Iterator<Entry> entries) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Object next() {
                return entries.next().position();
            }
        };
    }

    private static boolean isDescending(Object direction) {
        return direction instanceof Number number && number.intValue() < 0;
    }

    private static int compare(Entry left, Entry right) {
        int shared = Math.min(left.values().size(), right.values().size());
        for (int at = 0; at < shared; at++) {
            int order = VALUES.compare(left.values().get(at), right.values().get(at));
            if (order != 0) {
                return order;
            }
        }
        if (left.end() != 0 || right.end() != 0) {
            return Integer.compare(left.end(), right.end());
        }
        return VALUES.compare(left.position(), right.position());
    }

    private List<Entry> entriesOf(Document document, Object position) {
        List<Entry> found = new ArrayList<>();
        for (KeyValue key : getKeyValues(document)) {
            found.add(new Entry(key.stream().toList(), position, 0));
        }
        return found;
    }

    @Override
    public Object getPosition(Document document) {
        return Missing.ofNullable(document.get("_id"));
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        List<Entry> added = entriesOf(document, position);
        holdsArrays = holdsArrays || added.size() > 1;
        entries.addAll(added);
    }

    @Override
    public Object remove(Document document) {
        Object position = getPosition(document);
        entriesOf(document, position).forEach(entries::remove);
        return position;
    }

    @Override
    public void updateInPlace(Document oldDocument, Document newDocument, Object position, MongoCollection<Object> collection) {
        if (!nullAwareEqualsKeys(oldDocument, newDocument)) {
            remove(oldDocument);
            add(newDocument, position, collection);
        }
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        // a non-unique index refuses nothing
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
        // a non-unique index refuses nothing
    }

    /** Always false: {@link QueryPlan} asks this index itself. */
    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getCount() {
        return entries.size();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {
        entries.clear();
    }
}
