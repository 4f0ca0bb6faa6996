package throughline.standin;

import org.h2.mvstore.MVStore;

/** Lets callers that wait at the same time share one commit of the store. */
final class GroupCommit {

    private final MVStore store;
    private long begun;
    private long finished;

    GroupCommit(MVStore store) {
        this.store = store;
    }

    /** Returns once a commit that began after this call is on disk. */
    void awaitCommit() {
        if (becomesLeader()) {
            try {
                store.commit();
            } catch (RuntimeException problem) {
                Main.giveUp(problem);
            } finally {
                finish();
            }
        }
    }

    private synchronized boolean becomesLeader() {
        long needed = begun + 1;
        while (finished < needed) {
            if (begun == finished) {
                begun++;
                return true;
            }
            waitForTheRunningCommit();
        }
        return false;
    }

    private synchronized void finish() {
        finished = begun;
        notifyAll();
    }

    private void waitForTheRunningCommit() {
        try {
            wait();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the write was on disk", interrupted);
        }
    }
}
