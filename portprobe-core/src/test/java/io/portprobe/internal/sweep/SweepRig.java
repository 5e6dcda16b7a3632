package io.portprobe.internal.sweep;

import io.portprobe.IoMode;
import io.portprobe.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A sweep with a simple runner above it: as many at once as there is room for, in order. */
final class SweepRig implements AutoCloseable, Sweep.Sink {
  static final Duration AMPLE = Duration.ofSeconds(30);

  final Sweeps sweeps;
  final Sweep sweep;
  private final Transport transport;
  private final Deque<Question> waiting = new ArrayDeque<>();
  private final List<Question> ended = new ArrayList<>();
  private Consumer<Question> onEnd = question -> {};
  private CompletableFuture<List<Question>> done;
  private int wanted;
  private int mostInFlight;
  private boolean starting;
  private boolean endedWhileStarting;

  /** A probe that counts how often it ended. */
  static final class Question extends SweepProbe {
    private int ends;

    int ends() {
      return ends;
    }

    @Override
    public String toString() {
      return address() + ":" + port() + " -> " + outcome() + (isLocalFault() ? " (local)" : "");
    }
  }

  SweepRig(IoMode mode, Transport transport, int window) {
    this(mode, transport, window, true);
  }

  SweepRig(IoMode mode, Transport transport, int window, boolean byReset) {
    this.transport = transport;
    sweeps = Sweeps.open(mode, 1);
    sweep = sweeps.sweep(0, transport, window, byReset, this);
  }

  Question question(InetSocketAddress target, Duration timeout) {
    return question(target.getAddress(), target.getPort(), timeout, new byte[] {'?'});
  }

  Question question(InetAddress address, int port, Duration timeout, byte[] payload) {
    Question question = new Question();
    if (transport == Transport.UDP) {
      question.ask(address, port, timeout.toNanos(), ByteBuffer.wrap(payload));
    } else {
      question.ask(address, port, timeout.toNanos());
    }
    return question;
  }

  /** Runs them all and gives them in the order of their ends. */
  List<Question> run(List<Question> questions) throws Exception {
    return begin(questions).get(120, TimeUnit.SECONDS);
  }

  CompletableFuture<List<Question>> begin(List<Question> questions) {
    CompletableFuture<List<Question>> result = new CompletableFuture<>();
    sweep
        .loop()
        .execute(
            () -> {
              done = result;
              ended.clear();
              wanted = questions.size();
              waiting.addAll(questions);
              pump();
            });
    return result;
  }

  /** Does something on the loop and waits for it. */
  <T> T onLoop(java.util.concurrent.Callable<T> action) throws Exception {
    return sweep.loop().submit(action).get(30, TimeUnit.SECONDS);
  }

  void onEnd(Consumer<Question> listener) {
    onEnd = listener;
  }

  int mostInFlight() {
    return mostInFlight;
  }

  boolean endedWhileStarting() {
    return endedWhileStarting;
  }

  private void pump() {
    while (!waiting.isEmpty()) {
      starting = true;
      boolean started = sweep.start(waiting.peek());
      starting = false;
      if (!started) {
        return;
      }
      waiting.poll();
      mostInFlight = Math.max(mostInFlight, sweep.inFlight());
    }
  }

  @Override
  public void ended(SweepProbe probe) {
    endedWhileStarting |= starting;
    Question question = (Question) probe;
    question.ends++;
    ended.add(question);
    onEnd.accept(question);
    if (ended.size() == wanted) {
      done.complete(List.copyOf(ended));
    } else {
      pump();
    }
  }

  @Override
  public void close() {
    sweeps.close();
  }
}
