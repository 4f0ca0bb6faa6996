package throughline.standin;

import java.util.Comparator;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.MVMap;

/**
 * The library updates documents in place: one caller's answer, or the file being written, could show half of another caller's change.
 * Here every query gives out copies, so a stored document is never changed, only replaced. That also makes
 * {@code findOneAndUpdate} with {@code returnDocument: 'after'} exact.
 */
final class StandInCollection extends H2Collection {

    private static final Document EVERYTHING = new Document();

    StandInCollection(MongoDatabase database, String collectionName, CollectionOptions options,
                      MVMap<Object, Document> data, MVMap<String, Object> meta, CursorRegistry cursorRegistry) {
        super(database, collectionName, options, data, meta, cursorRegistry);
    }

    @Override
    protected QueryResult queryDocuments(Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        QueryPlan plan = QueryPlan.of(getIndexes(), query, orderBy);
        if (plan == null) {
            return matchDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
        return matchDocuments(query, plan.positions(), plan.sorted() ? null : orderBy, skip, limit, batchSize, fields);
    }

    @Override
    protected QueryResult matchDocumentsFromStream(Document query, Stream<Document> documents, int skip, int limit, int batchSize,
                                                   Comparator<Document> order, Document fields) {
        Stream<Document> found = documents.filter(document -> documentMatchesQuery(document, query));
        if (order != null) {
            found = found.sorted(order);
        }
        if (skip > 0) {
            found = found.skip(skip);
        }
        if (limit > 0) {
            found = found.limit(limit);
        }
        return super.matchDocumentsFromStream(EVERYTHING, found.map(Document::cloneDeeply), 0, 0, batchSize, null, fields);
    }

    @Override
    public synchronized int count(Document query, int skip, int limit) {
        return super.count(query, skip, limit);
    }

    @Override
    public synchronized void addIndex(Index<Object> index) {
        super.addIndex(index);
    }

    @Override
    public synchronized void dropIndex(String indexName) {
        super.dropIndex(indexName);
    }
}
