package io.portprobe.internal.probe;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.ProbeException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.internal.io.LoopTasks;
import io.portprobe.internal.jfr.ProbeSpan;
import io.portprobe.internal.names.NameLookup;
import io.portprobe.internal.names.NameService;
import io.portprobe.internal.names.Resolution;
import io.portprobe.internal.targets.AddressForms;
import io.portprobe.internal.targets.Zones;
import io.portprobe.internal.util.Failures;
import io.portprobe.internal.util.Futures;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import io.portprobe.text.TimeText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The resolution of the host of one endpoint. Thread-safe. */
public final class HostLookup {
  private final Endpoint endpoint;
  private final NameService names;
  private final Executor background;
  private volatile @Nullable NameLookup pending;

  /**
   * Creates the resolution of the host of an endpoint. It starts with {@link #start}.
   *
   * @param background runs what blocks
   */
  public HostLookup(Endpoint endpoint, NameService names, Executor background) {
    this.endpoint = endpoint;
    this.background = background;
    this.names = names;
  }

  /**
   * Starts the resolution. Exactly one of the consumers is called: during this call if the host is
   * an address with the zone that it needs or the resolution cannot start, otherwise on the loop.
   *
   * @param needed the addresses that the caller uses
   * @param resolved receives at least one address
   */
  public void start(
      AddressSelection needed,
      Executor loop,
      Consumer<Resolution> resolved,
      Consumer<ProbeException> failed) {
    if (HostSyntax.isLiteral(endpoint.host())) {
      parseAddress(loop, resolved, failed);
      return;
    }
    ProbeSpan span = ProbeSpan.resolve(endpoint.host());
    NameLookup lookup;
    try {
      lookup = names.resolve(endpoint.host(), needed);
    } catch (RuntimeException | Error e) { // for example no memory for a thread
      span.failed(e);
      failed.accept(failure(e));
      return;
    }
    pending = lookup;
    var unused =
        lookup
            .result()
            .whenComplete(
                (resolution, failure) -> {
                  record(span, resolution, failure);
                  complete(resolution, failure, loop, resolved, failed);
                });
  }

  /** Cancels the resolution, or keeps the resolver from being called. */
  public void cancel() {
    NameLookup running = pending;
    if (running != null) {
      running.cancel();
    }
  }

  /** Returns the exception for a caller that stops waiting after a time. */
  public UnresolvedTargetException timedOut(Duration after) {
    NameLookup running = pending;
    Optional<NameResolutionException> known =
        running == null ? Optional.empty() : running.unfinished();
    return new UnresolvedTargetException(
        endpoint,
        known.map(NameResolutionException::problem).orElse(Problem.RESOLVER_TIMED_OUT),
        "name resolution timed out after "
            + TimeText.of(after)
            + known.map(e -> ": " + e.getMessage()).orElse(""),
        known.orElse(null));
  }

  private static void record(
      ProbeSpan span, @Nullable Resolution resolution, @Nullable Throwable failure) {
    if (resolution != null) {
      span.resolved(resolution.addresses().size());
    } else {
      span.failed(failure);
    }
  }

  private void complete(
      @Nullable Resolution resolution,
      @Nullable Throwable failure,
      Executor loop,
      Consumer<Resolution> resolved,
      Consumer<ProbeException> failed) {
    if (resolution != null) {
      complete(resolution, loop, resolved);
    } else {
      Throwable cause = failure == null ? new NullPointerException("resolution") : failure;
      var unused = LoopTasks.submit(loop, () -> failed.accept(failure(cause)));
    }
  }

  /** Passes on the addresses in the form that the engine uses, each with the zone that it needs. */
  private void complete(Resolution resolution, Executor loop, Consumer<Resolution> resolved) {
    boolean blocks = resolution.addresses().stream().anyMatch(Zones::isMissing);
    Executor worker = blocks ? background : Runnable::run;
    worker.execute(
        () -> {
          Resolution canonical =
              new Resolution(AddressForms.canonical(resolution.addresses()), resolution.notes());
          var unused = LoopTasks.submit(loop, () -> resolved.accept(canonical));
        });
  }

  private UnresolvedTargetException failure(Throwable failure) {
    Throwable cause = Futures.unwrap(failure);
    return cause instanceof NameResolutionException typed
        ? new UnresolvedTargetException(endpoint, String.valueOf(typed.getMessage()), typed)
        : new UnresolvedTargetException(
            endpoint,
            Problem.RESOLVER_FAILED,
            "name resolution failed: " + Failures.describe(cause),
            cause);
  }

  private static String noInterface(String literal) {
    String zone = literal.substring(literal.indexOf('%') + 1);
    return "this host has no network interface " + SafeText.quote(zone);
  }

  private void parseAddress(
      Executor loop, Consumer<Resolution> resolved, Consumer<ProbeException> failed) {
    InetAddress address;
    try {
      address = AddressForms.canonical(InetAddress.getByName(endpoint.host()));
    } catch (UnknownHostException e) { // an IPv6 zone that does not exist on this host
      failed.accept(
          new UnresolvedTargetException(
              endpoint, Problem.INVALID_ADDRESS, noInterface(endpoint.host()), e));
      return;
    }
    Resolution resolution = new Resolution(List.of(address), List.of());
    if (Zones.isMissing(address)) {
      complete(resolution, loop, resolved);
    } else {
      resolved.accept(resolution);
    }
  }
}
