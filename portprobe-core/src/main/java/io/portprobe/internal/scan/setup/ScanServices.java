package io.portprobe.internal.scan.setup;

import io.netty.channel.EventLoop;
import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.internal.sweep.Sweeps;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanSummary;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The services of the client that a scan uses. Thread-safe. */
public interface ScanServices {
  /**
   * Registers a scan that runs.
   *
   * @param stop runs when the client is closed
   * @param stopped completes when the scan uses no socket any more
   * @throws IllegalStateException if the client is closed
   */
  void register(Runnable stop, CompletableFuture<Void> stopped);

  /** Notifies the listeners of the client of a scan, and of its end when the summary completes. */
  void notifyListeners(Scan scan, CompletableFuture<ScanSummary> summary);

  /** The resolution of a host. Thread-safe. */
  interface Lookup {
    /** Returns the exception for a caller that stops waiting after a time. */
    ProbeException timedOut(Duration after);

    /** Cancels the resolution, or keeps the resolver from being called. */
    void cancel();
  }

  /** A scan whose event loops are watched. Thread-safe. */
  interface WatchedScan {
    /** Returns whether nothing is left to watch. */
    boolean hasEnded();

    /** Called every second, on a thread that may block. */
    void onTick();

    /** Ends the scan because one of its event loops died or is blocked. */
    void fail(Throwable problem);
  }

  /** Fails a scan if one of these event loops dies or is blocked. */
  void watch(WatchedScan scan, List<EventLoop> loops);

  /** Returns how many event loops a scan may use for each transport. */
  int maxLoops();

  /** Returns how many sockets a scan leaves to single probes. */
  int reservedSockets();

  /** Returns the bulk engine, which is created at the first call. */
  CompletableFuture<Sweeps> sweeps();

  /** Returns an event loop for channels and timers. */
  EventLoop channelLoop();

  /** Returns the executor that the caller set for callbacks; null if none is set. */
  @Nullable Executor callbackExecutor();

  /** Returns threads of the client for code of the caller that may block without limit. */
  Executor callbackThreads();

  /**
   * Resolves a host.
   *
   * @param loop calls one of the two consumers, once
   * @return the resolution, which may be complete
   */
  Lookup resolve(
      Endpoint endpoint,
      AddressSelection selection,
      Executor loop,
      Consumer<List<InetAddress>> resolved,
      Consumer<ProbeException> failed);

  /**
   * Returns whether the target policy decides at once and by the address alone, so that {@link
   * #denial} may be called on an event loop, once for all ports.
   */
  boolean isPolicyImmediate();

  /**
   * Returns why the target policy denies an address; empty if it allows it. Blocks as long as a
   * policy of the caller does. Throws nothing.
   */
  Optional<String> denial(Transport transport, InetSocketAddress address);

  /**
   * Runs calls of {@link #denial} that may block, in another thread.
   *
   * @return interrupts them
   */
  Runnable runPolicy(Runnable calls);

  /** Returns Linux's error number of a failure of {@link #probeState}, 0 if there is none. */
  int errno(Throwable failure);

  /** Returns whether a protocol is bound to a port. */
  boolean hasProtocol(Transport transport, int port);

  /** Returns whether the protocol bound to a UDP port has replies from another port. */
  boolean hasRepliesFromAnyPort(int port);

  /**
   * Requests the first datagram of the protocol bound to a UDP port. The plug-in is called on an
   * event loop of its protocol, so that a plug-in that blocks delays no other probe. Repeats vary
   * if the protocol polls, because some servers respond to one form of a request only.
   *
   * @param earlierSends how often the port was probed before
   * @param listener receives the datagram, or the failure if the protocol has none, on any thread
   * @throws IllegalArgumentException if no protocol is bound to the port
   */
  DatagramRequest requestDatagram(
      String host,
      InetSocketAddress address,
      int earlierSends,
      BiConsumer<@Nullable ByteBuffer, @Nullable LocalFaultException> listener);

  /** A request for a datagram, which a plug-in creates. Thread-safe. */
  interface DatagramRequest {
    /**
     * Ends the request if the plug-in does not return. Called when the datagram is overdue. The
     * listener is not notified afterwards if there is a failure.
     *
     * @return empty if the datagram may still be delivered
     */
    Optional<LocalFaultException> expire();

    /** Ends the request. The listener is not notified afterwards. */
    void cancel();

    /** Returns what the plug-in has not returned from; empty if it is not being called. */
    Optional<String> blockedIn();
  }

  /** Returns what plug-ins have not returned from, in these dialogues. */
  List<String> blockedIn(Collection<CompletableFuture<ProbeReport>> dialogues);

  /** Starts a dialogue in the protocol bound to a port. */
  CompletableFuture<ProbeReport> startDialogue(Endpoint endpoint, InetAddress address);

  /** Identifies services for one scan. */
  interface ServiceIdentifier {
    /** Identifies the service of a port. The report has the identity as a finding. */
    CompletableFuture<ProbeReport> start(Endpoint endpoint, InetAddress address);

    /** Cancels the probes of control ports. */
    void cancel();
  }

  /** Returns what identifies services, with the control ports of the hosts of one scan. */
  ServiceIdentifier identifier(IdentifySettings limits);

  /** Probes the state of a port with a channel. */
  CompletableFuture<ProbeReport> probeState(
      Endpoint endpoint,
      InetAddress address,
      Duration timeout,
      @Nullable InetAddress source,
      int sourcePort,
      boolean closeByReset);

  /**
   * Returns whether {@link #checkState} reads the ICMP message that an error derives from. The
   * first call loads native code on a background thread; the future never fails.
   */
  CompletableFuture<Boolean> icmpErrors();

  /** Returns whether {@link #probeState} receives every ICMP error that proves a state. */
  boolean receivesIcmpErrors();

  /** Probes the state of a port with a channel, on behalf of a scan: no listener is notified. */
  CompletableFuture<ProbeReport> checkState(
      Endpoint endpoint, InetAddress address, Duration timeout);
}
