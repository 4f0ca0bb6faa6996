package throughline.standin;

import java.nio.file.Path;
import java.util.List;

/** Command-line arguments of {@link Main}. */
record Arguments(Path file, int port, boolean exitWithStdin) {

    static Arguments parse(String[] args) {
        List<String> words = List.of(args);
        return new Arguments(
            Path.of(valueOf(words, "--file")),
            Integer.parseInt(valueOf(words, "--port")),
            words.contains("--exit-with-stdin"));
    }

    private static String valueOf(List<String> words, String option) {
        int at = words.indexOf(option);
        if (at < 0 || at + 1 >= words.size()) {
            throw new IllegalArgumentException("missing " + option);
        }
        return words.get(at + 1);
    }
}
