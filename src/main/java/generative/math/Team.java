package generative.math;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// A few threads that share the parts of one piece of work, and wait for the next by spinning briefly before they sleep.
///
/// A parallel region then costs a few microseconds; handing tasks to a pool costs tens, which is as much as
/// a small layer takes. How work is cut into parts never depends on who does them, so results do not either.
/// A caller that finds the team busy (another thread's work, or a region inside a region) does its parts alone.
///
/// The number of threads is the system property `generative.threads`, by default the number of processors.
final class Team {

    private static final long SPIN_NANOS = 50_000;

    private final Helper[] helpers;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Region current;

    Team(int threads) {
        helpers = new Helper[Math.max(0, threads - 1)];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper("generative-" + (i + 1));
            helpers[i].start();
        }
    }

    /// What `generative.threads` says, or as many as the machine has processors.
    static int threads() {
        return Integer.getInteger("generative.threads", Runtime.getRuntime().availableProcessors());
    }

    int size() {
        return helpers.length + 1;
    }

    /// Calls `body` once for every part 0 … parts−1 and returns when all are done.
    void run(int parts, IntConsumer body) {
        if (parts <= 1 || helpers.length == 0 || !busy.compareAndSet(false, true)) {
            for (int part = 0; part < parts; part++) body.accept(part);
            return;
        }
        Region region = new Region(parts, body);
        try {
            current = region;
            for (Helper helper : helpers) if (helper.asleep) LockSupport.unpark(helper);
            region.work();
            while (region.done.get() < parts) Thread.onSpinWait();
        } finally {
            current = null;
            region.body = null;                                           // a helper that sleeps keeps no finished work alive
            busy.set(false);
        }
        if (region.failure instanceof RuntimeException e) throw e;
        if (region.failure instanceof Error e) throw e;
    }

    /// One piece of work: whoever is free takes the next part.
    private static final class Region {
        final AtomicInteger next = new AtomicInteger(), done = new AtomicInteger();
        final int parts;
        IntConsumer body;
        volatile Throwable failure;

        Region(int parts, IntConsumer body) {
            this.parts = parts;
            this.body = body;
        }

        void work() {
            for (int part; (part = next.getAndIncrement()) < parts; ) {
                try {
                    body.accept(part);
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    done.incrementAndGet();
                }
            }
        }
    }

    private final class Helper extends Thread {
        volatile boolean asleep;

        Helper(String name) {
            super(name);
            setDaemon(true);
        }

        @Override public void run() {
            Region seen = null;
            long idleSince = System.nanoTime();
            while (true) {
                Region region = current;
                if (region != null && region != seen) {
                    region.work();
                    seen = region;
                    idleSince = System.nanoTime();
                } else if (System.nanoTime() - idleSince < SPIN_NANOS) {
                    Thread.onSpinWait();
                } else {
                    seen = null;
                    asleep = true;
                    Region again = current;
                    if (again == null || again == region) LockSupport.park();
                    asleep = false;
                    idleSince = System.nanoTime();
                }
            }
        }
    }
}
