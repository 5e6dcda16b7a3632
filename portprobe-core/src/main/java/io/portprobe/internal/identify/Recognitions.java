package io.portprobe.internal.identify;

import io.portprobe.Transport;
import io.portprobe.internal.identify.Candidates.Recognition;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The protocols that recognise what the peer of a TCP connection sent: those whose dialogue was not
 * tried yet, and the only one if there is just one. Confined to the event loop.
 */
final class Recognitions {
  private final Candidates candidates;
  private final int port;
  private final PlugInFailures failures;
  private final Deque<Recognition> untried = new ArrayDeque<>();
  private @Nullable Recognition only;

  Recognitions(Candidates candidates, int port, PlugInFailures failures) {
    this.candidates = candidates;
    this.port = port;
    this.failures = failures;
  }

  /**
   * Lets all protocols recognise bytes, and keeps those that do: those of the port if there are
   * any, else all. Bytes that no protocol recognises do not change what is known.
   *
   * @return the protocol if only one recognises the bytes
   */
  Optional<Candidate> offer(ByteBuffer bytes) {
    List<Recognition> all = candidates.recognise(Transport.TCP, bytes, failures);
    untried.clear();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<Recognition> ofPort =
        all.stream()
            .filter(each -> each.candidate().on(Transport.TCP, port, false).isPresent())
            .toList();
    untried.addAll(ofPort.isEmpty() ? all : ofPort);
    only = untried.size() == 1 ? untried.peekFirst() : null;
    return only().map(Recognition::candidate);
  }

  /** Returns the only other protocol that recognises a response to the request of a protocol. */
  Optional<Recognition> other(Candidate spoken, ByteBuffer bytes) {
    List<Recognition> others =
        candidates.recognise(Transport.TCP, bytes, failures).stream()
            .filter(each -> !each.candidate().equals(spoken))
            .toList();
    return others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty();
  }

  /** Replaces what is known by a protocol that was recognised in another way. */
  void replace(Recognition recognition) {
    untried.clear();
    untried.add(recognition);
    only = recognition;
  }

  /** Returns the protocol that alone recognised the bytes of the peer. */
  Optional<Recognition> only() {
    return Optional.ofNullable(only);
  }

  /** Returns how many protocols were not tried. */
  int untried() {
    return untried.size();
  }

  /** Removes the next protocol to try; null if there is none. */
  @Nullable Recognition poll() {
    return untried.poll();
  }

  /** Removes a protocol whose dialogue failed. */
  void remove(Candidate tried) {
    untried.removeIf(each -> each.candidate().equals(tried));
  }
}
