package throughline.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import de.bwaldvogel.mongo.MongoServer;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Usage: {@code java -jar stand-in.jar --file DATABASE --port PORT [--exit-with-stdin]}.
 * Prints {@code ready PORT} once it accepts connections; a problem goes to standard error with exit code 1.
 */
public final class Main {

    private static final String HOST = "127.0.0.1";
    private static final int CACHE_MIB = 64;
    private static final int AUTO_COMMIT_DELAY_MS = 100;
    private static final int RETENTION_MS = 5_000;
    /** Writers wait for their commit on these threads, so there are more of them than cores: waiting callers share one commit. */
    private static final int NETTY_THREADS = 24;

    public static void main(String[] args) {
        Arguments arguments = Arguments.parse(args);
        try {
            serve(arguments);
        } catch (IOException | RuntimeException problem) {
            System.err.println(explain(arguments, problem));
            System.exit(1);
        }
    }

    private static void serve(Arguments arguments) throws IOException {
        Path file = arguments.file().toAbsolutePath();
        Files.createDirectories(file.getParent());
        StandInBackend backend = new StandInBackend(open(file));
        MongoServer server = new MongoServer(backend);
        server.bind(new java.net.InetSocketAddress(HOST, arguments.port()), 1, NETTY_THREADS);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow, "flush-and-close"));
        System.out.println("ready " + server.getLocalAddress().getPort());
        if (arguments.exitWithStdin()) {
            awaitEndOfInput();
            System.exit(0);
        }
    }

    private static MVStore open(Path file) {
        MVStore store = new MVStore.Builder()
            .fileName(file.toString())
            .cacheSize(CACHE_MIB)
            .backgroundExceptionHandler((thread, problem) -> giveUp(problem))
            .open();
        store.setAutoCommitDelay(AUTO_COMMIT_DELAY_MS);
        store.setRetentionTime(RETENTION_MS);
        IndexKeyType.dropIndexesInOtherOrder(store);
        return store;
    }

    /** A store that cannot write (a full disk) answers nothing any more; the starter starts this process again. */
    static void giveUp(Throwable problem) {
        System.err.println("the database file cannot be written: " + problem.getMessage());
        Runtime.getRuntime().halt(3);
    }

    /** The starter holds the other end of standard input: when it dies, however it dies, this server ends too. */
    private static void awaitEndOfInput() throws IOException {
        byte[] ignored = new byte[256];
        while (System.in.read(ignored) >= 0) {
            // only the end matters
        }
    }

    private static String explain(Arguments arguments, Exception problem) {
        if (problem instanceof MVStoreException) {
            return "cannot open " + arguments.file() + ": " + problem.getMessage();
        }
        return "cannot listen on " + HOST + ":" + arguments.port() + ": " + problem.getMessage();
    }

    private Main() {
    }
}
