package throughline.standin;

import java.util.List;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** Opens collections that never share a mutable document, and gives non-unique indexes a real index. */
final class StandInDatabase extends H2Database {

    /** The names of the library's own maps, so that its drop and rename find them. */
    private static final String DATA_PREFIX = "databases.";
    private static final String META_PREFIX = "meta.";

    private MVStore store;

    StandInDatabase(String databaseName, MVStore store, CursorRegistry cursorRegistry) {
        super(databaseName, Opening.with(store), cursorRegistry);
        this.store = store;
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String collectionName, CollectionOptions options) {
        String fullName = getFullCollectionNamespace(collectionName);
        MVMap<Object, Document> data = store().openMap(DATA_PREFIX + fullName,
            new MVMap.Builder<Object, Document>().valueType(DocumentType.INSTANCE));
        MVMap<String, Object> meta = store().openMap(META_PREFIX + fullName);
        return new StandInCollection(this, collectionName, options, data, meta, cursorRegistry);
    }

    /** The library finds the map open, with the keys in our order. */
    @Override
    protected Index<Object> openOrCreateUniqueIndex(String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        String mapName = getFullCollectionNamespace(collectionName) + IndexKeyType.MAP_INFIX + indexName;
        store().openMap(mapName, new MVMap.Builder<>().keyType(IndexKeyType.INSTANCE));
        return super.openOrCreateUniqueIndex(collectionName, indexName, keys, sparse);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        return new SecondaryIndex(indexName, keys);
    }

    private MVStore store() {
        return store == null ? Opening.store() : store;
    }

    /** The superclass opens collections inside its constructor, before this class has its fields. */
    private static final class Opening {

        private static final ThreadLocal<MVStore> STORE = new ThreadLocal<>();

        static MVStore with(MVStore store) {
            STORE.set(store);
            return store;
        }

        static MVStore store() {
            return STORE.get();
        }
    }
}
