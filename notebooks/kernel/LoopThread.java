package org.rapaio.jupyter.kernel.channels;

/// Stands in for a class of rapaio-jupyter-kernel 3.0.1, two races of which let Jupyter wait for ever, every second time on a busy machine of two cores.
///
/// There, a thread is told to run after it was started: where it comes first, it ends before it begins. And a message that arrives before the kernel
/// knows its handlers ends the thread; here it goes on, as Jupyter asks again. `notebooks/jupyter` puts this class before the kernel's; it can go once
/// the kernel has mended its own.
public final class LoopThread extends Thread {

    private final long pause;
    private final Runnable body;
    private volatile boolean running = true;                               // before the start, not after it

    public LoopThread(String name, long pause, Runnable body) {
        super(name);
        this.pause = pause;
        this.body = body;
    }

    @Override public void run() {
        while (running) {
            try {
                Thread.sleep(pause);
                body.run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) System.err.println("The kernel could not handle a message: " + e);
            }
        }
    }

    public void shutdown() {
        running = false;
    }
}
