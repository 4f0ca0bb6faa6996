package throughline.standin;

import java.util.Set;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import org.h2.mvstore.MVStore;

/** A write is answered only after it is in the database file, so killing this process loses no acknowledged write. */
final class StandInBackend extends H2Backend {

    private static final Set<String> READ_COMMANDS = Set.of(
        "find", "getmore", "count", "distinct", "aggregate", "killcursors", "ping", "hello", "ismaster", "buildinfo", "serverstatus",
        "listcollections", "listindexes", "listdatabases", "endsessions", "getlog", "connectionstatus", "dbstats", "collstats", "whatsmyuri");

    private final GroupCommit groupCommit;

    StandInBackend(MVStore store) {
        super(store);
        this.groupCommit = new GroupCommit(store);
        version(new StandInVersion());
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return new StandInDatabase(databaseName, getMvStore(), getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        try {
            return super.handleCommand(channel, databaseName, command, query);
        } finally {
            if (writes(command, query)) {
                groupCommit.awaitCommit();
            }
        }
    }

    private static boolean writes(String command, Document query) {
        boolean aggregateThatWrites = command.equals("aggregate") && String.valueOf(query.get("pipeline")).matches("(?s).*\\$(out|merge)\\b.*");
        return aggregateThatWrites || !READ_COMMANDS.contains(command.toLowerCase(java.util.Locale.ROOT));
    }
}
