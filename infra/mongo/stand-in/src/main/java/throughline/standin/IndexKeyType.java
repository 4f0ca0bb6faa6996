package throughline.standin;

import java.util.Comparator;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ObjectDataType;

/** Keys of unique indexes in the order of their values. The store's own order serializes both keys for each comparison: half of the time of an insert. */
final class IndexKeyType extends ObjectDataType {

    static final IndexKeyType INSTANCE = new IndexKeyType();
    /** As the library names its maps of indexes. */
    static final String MAP_INFIX = "._index_";

    private static final Comparator<Object> VALUES = ValueComparator.ascWithoutListHandling();
    private static final int STORE_VERSION = 1;

    @Override
    public int compare(Object left, Object right) {
        return compare((KeyValue) left, (KeyValue) right);
    }

    private static int compare(KeyValue left, KeyValue right) {
        for (int at = 0; at < left.size(); at++) {
            int order = VALUES.compare(left.get(at), right.get(at));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** A file of an older version has its indexes in the store's order: without them it is as before their first filling. */
    static void dropIndexesInOtherOrder(MVStore store) {
        if (store.getStoreVersion() >= STORE_VERSION) {
            return;
        }
        store.getMapNames().stream().filter(name -> name.contains(MAP_INFIX)).forEach(store::removeMap);
        store.setStoreVersion(STORE_VERSION);
    }

    private IndexKeyType() {
    }
}
