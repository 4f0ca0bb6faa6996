package throughline.standin;

import java.util.List;

import de.bwaldvogel.mongo.MongoVersion;

/** Today's drivers refuse a server that calls itself older than 4.2 (wire version 8): this one answers as 7.0. */
final class StandInVersion implements MongoVersion {

    @Override
    public List<Integer> getVersionArray() {
        return List.of(7, 0, 0);
    }

    @Override
    public int getWireVersion() {
        return 21;
    }
}
