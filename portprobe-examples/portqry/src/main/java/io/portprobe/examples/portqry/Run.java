package io.portprobe.examples.portqry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Asks many questions side by side and gives the answers in the order of the questions, each as
 * soon as those before it are there. At most a window of questions is under way, and at most {@link
 * #AHEAD} windows of answers wait for their turn.
 *
 * <p>Used by one thread.
 */
final class Run {
  private static final int AHEAD = 8;
  private static final long GLANCE_MILLIS = 200;

  /** Takes the answers. */
  interface Sink {
    /**
     * Takes the next answer in order.
     *
     * @return false to ask no more
     */
    boolean accept(Answer answer);

    /** Is called every now and then while the next answer is not there yet. */
    void waiting(int answered);
  }

  private final Iterator<Question> questions;
  private final Function<Question, CompletableFuture<Answer>> ask;
  private final int window;
  private final Deque<CompletableFuture<Answer>> pending = new ArrayDeque<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Semaphore arrivals = new Semaphore(0);
  private int answered;

  /**
   * Plans a run.
   *
   * @param questions what to ask
   * @param ask starts a question; its future never fails
   * @param window how many may be under way, at least 1
   */
  Run(Iterable<Question> questions, Function<Question, CompletableFuture<Answer>> ask, int window) {
    this.questions = questions.iterator();
    this.ask = ask;
    this.window = window;
  }

  /** Asks the first window of questions and returns at once. */
  void start() {
    while (questions.hasNext() && inFlight.get() < window && pending.size() < AHEAD * window) {
      inFlight.incrementAndGet();
      pending.add(ask.apply(questions.next()).whenComplete(this::arrived));
    }
  }

  private void arrived(Answer answer, Throwable failure) {
    inFlight.decrementAndGet();
    arrivals.release();
  }

  /**
   * Asks the rest and hands out every answer.
   *
   * @throws InterruptedException if the thread is interrupted; questions under way stay so
   */
  void finish(Sink sink) throws InterruptedException {
    start();
    while (!pending.isEmpty()) {
      if (pending.element().isDone()) {
        answered++;
        if (!sink.accept(pending.remove().join())) {
          return;
        }
      } else {
        sink.waiting(answered);
        if (arrivals.tryAcquire(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
          arrivals.drainPermits();
        }
      }
      start();
    }
  }
}
