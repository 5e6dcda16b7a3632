package io.portprobe.internal.scan;

import io.netty.channel.EventLoop;
import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.internal.sweep.Sweeps;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a scan needs of the client it belongs to. */
public interface ScanServices {
  /** Notes that a scan runs; {@code stop} is called when the client is closed. */
  void began(Object run, Runnable stop, CompletableFuture<Void> gone);

  /** How many loops a scan may use for each transport. */
  int loops();

  /** How many sockets single probes may have open, which a scan leaves them. */
  int reserved();

  /** The bulk engine; made when first asked for. */
  CompletableFuture<Sweeps> sweeps();

  /** A loop for questions that go by the channel engine. */
  EventLoop channelLoop();

  /** Where the caller wants to be called; null for nowhere in particular. */
  @Nullable Executor callbacks();

  /** Finds the addresses of a host; one of the two is told, on the loop. */
  void resolve(
      Endpoint endpoint,
      AddressSelection selection,
      Executor loop,
      Consumer<List<InetAddress>> resolved,
      Consumer<ProbeException> failed);

  /** Why an address may not be asked, if it may not. */
  Optional<String> denial(Transport transport, InetSocketAddress address);

  /** The error number (Linux's) behind a failure of the channel engine, 0 if there is none. */
  int errno(Throwable failure);

  /** Whether a protocol is at home on a port. */
  boolean speaks(Transport transport, int port);

  /** The first question of the protocol at home on a UDP port, or something else to send. */
  ByteBuffer payload(String host, InetSocketAddress address);

  /** Speaks the protocol at home on a port. */
  CompletableFuture<ProbeReport> talk(Endpoint endpoint, InetAddress address);

  /** Asks for a state by the channel engine. */
  CompletableFuture<ProbeReport> state(
      Endpoint endpoint,
      InetAddress address,
      Duration timeout,
      @Nullable InetAddress source,
      int sourcePort,
      boolean closeByReset);
}
