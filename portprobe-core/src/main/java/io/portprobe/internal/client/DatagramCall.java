package io.portprobe.internal.client;

import io.netty.channel.EventLoop;
import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.Transport;
import io.portprobe.internal.dialogue.DefaultDialogueContext;
import io.portprobe.internal.dialogue.DialogueSession;
import io.portprobe.internal.dialogue.PlugInStack;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.io.EventLoops;
import io.portprobe.internal.io.LoopTasks;
import io.portprobe.internal.io.StarvationCheck;
import io.portprobe.internal.scan.setup.ScanServices;
import io.portprobe.internal.util.Failures;
import io.portprobe.spi.Step;
import io.portprobe.text.AddressText;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A call of a plug-in that creates a datagram of a UDP scan, on an event loop of its protocol.
 * Thread-safe.
 */
final class DatagramCall implements ScanServices.DatagramRequest {
  private enum State {
    /** In the queue of the event loop. */
    QUEUED,
    RUNNING,
    /** The result was delivered, or is not wanted any more. */
    DONE
  }

  private final ProtocolRegistry.Entry protocol;
  private final String host;
  private final InetSocketAddress address;
  private final int earlierSends;
  private final ClientEventLoops loops;
  private final BiConsumer<@Nullable ByteBuffer, @Nullable LocalFaultException> listener;
  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
  private volatile EventLoop loop;
  private volatile @Nullable Thread caller; // while the plug-in is called
  private boolean moved; // guarded by this
  private @Nullable StarvationCheck starvation; // confined to the scan; set when the call is late

  /**
   * Creates a call, which begins with {@link #submit}.
   *
   * @param earlierSends how often the port was probed before
   * @param listener receives the datagram or the failure, on any thread, unless {@link #cancel} or
   *     {@link #expire} came first
   */
  DatagramCall(
      ProtocolRegistry.Entry protocol,
      String host,
      InetSocketAddress address,
      int earlierSends,
      ClientEventLoops loops,
      BiConsumer<@Nullable ByteBuffer, @Nullable LocalFaultException> listener) {
    this.protocol = protocol;
    this.host = host;
    this.address = address;
    this.earlierSends = earlierSends;
    this.loops = loops;
    this.listener = listener;
    this.loop = loops.next(protocol.name());
  }

  /** Queues the call. */
  void submit() {
    if (!LoopTasks.submit(loop, this::run) && state.getAndSet(State.DONE) != State.DONE) {
      listener.accept(null, failure("the event loop has ended", null));
    }
  }

  private void run() {
    if (!state.compareAndSet(State.QUEUED, State.RUNNING)) {
      return;
    }
    caller = Thread.currentThread();
    ByteBuffer datagram = null;
    LocalFaultException failure = null;
    try {
      datagram = datagram();
    } catch (LocalFaultException e) {
      failure = e;
    } catch (RuntimeException | Error e) { // a defect, which the event loop would only log
      failure = failure("the datagram could not be created: " + Failures.describe(e), e);
    } finally {
      caller = null;
    }
    if (state.compareAndSet(State.RUNNING, State.DONE)) {
      listener.accept(datagram, failure);
    }
  }

  /** Returns the datagram. Repeats vary if the protocol polls. */
  private ByteBuffer datagram() {
    DialogueSession session =
        new DialogueSession(protocol, DefaultDialogueContext.ofScan(host, address, protocol));
    if (session.start() instanceof Step.Send send) {
      return earlierSends == 0 ? send.bytes() : repeat(session, send);
    }
    throw failure(
        session.reasonUnsent(), session.report().flatMap(DialogueReport::failure).orElse(null));
  }

  /** Returns what the dialogue sends when its first datagram has no response. */
  private ByteBuffer repeat(DialogueSession session, Step.Send first) {
    if (first.then() instanceof Step.Poll poll) {
      List<ByteBuffer> repeats = poll.datagrams();
      return repeats.get((earlierSends - 1) % repeats.size());
    }
    List<ByteBuffer> candidates = new ArrayList<>(List.of(first.bytes()));
    Step step = first.then();
    while (candidates.size() <= earlierSends
        && step instanceof Step.Await await
        && await.silence().isPresent()
        && session.silent() instanceof Step.Send next) {
      candidates.add(next.bytes());
      step = next.then();
    }
    return candidates.get(earlierSends % candidates.size());
  }

  private LocalFaultException failure(String what, @Nullable Throwable cause) {
    return new LocalFaultException(
        endpoint(), AddressText.of(address.getAddress()) + ": " + what, cause);
  }

  private Endpoint endpoint() {
    return new Endpoint(Transport.UDP, host, address.getPort());
  }

  @Override
  public Optional<LocalFaultException> expire() {
    Thread thread = caller;
    boolean queued = state.get() == State.QUEUED;
    if (isSlow(queued ? EventLoops.thread(loop) : thread)) {
      return Optional.empty();
    }
    if (queued) {
      return moveOn();
    }
    StackTraceElement[] stack = thread == null ? new StackTraceElement[0] : thread.getStackTrace();
    Optional<StackTraceElement> call = PlugInStack.call(stack);
    if (call.isEmpty() || !state.compareAndSet(State.RUNNING, State.DONE)) {
      return Optional.empty(); // slow, but the plug-in has returned
    }
    loops.replace(loop);
    return Optional.of(
        failure(PlugInStack.message(protocol.name(), call.get()), PlugInStack.cause(stack)));
  }

  /** Returns whether a thread is slow because this host is busy, or because it has much to do. */
  private boolean isSlow(@Nullable Thread thread) {
    if (thread == null) {
      return false;
    }
    StarvationCheck check = starvation;
    if (check == null || check.hasAdvanced()) {
      starvation = new StarvationCheck(thread);
      return check != null || starvation.isStarved();
    }
    return check.isStarved();
  }

  /** Moves to another event loop once, because another call blocks this one. */
  private synchronized Optional<LocalFaultException> moveOn() {
    if (moved) {
      return state.compareAndSet(State.QUEUED, State.DONE)
          ? Optional.of(failure("another call blocks the protocol '" + protocol.name() + "'", null))
          : Optional.empty();
    }
    moved = true;
    starvation = null;
    loops.replace(loop);
    loop = loops.next(protocol.name());
    submit(); // the first of the two loops that has time runs it
    return Optional.empty();
  }

  @Override
  public void cancel() {
    state.set(State.DONE);
  }

  @Override
  public Optional<String> blockedIn() {
    return PlugInStack.call(caller).map(call -> describe(endpoint(), protocol.name(), call));
  }

  /** Describes a call that has not returned. Two samples of one call have the same description. */
  static String describe(Endpoint endpoint, String protocol, StackTraceElement call) {
    return "%s: the protocol '%s' has not returned from %s.%s()"
        .formatted(endpoint, protocol, call.getClassName(), call.getMethodName());
  }
}
