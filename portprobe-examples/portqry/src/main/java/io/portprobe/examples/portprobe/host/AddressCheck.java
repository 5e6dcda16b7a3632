package io.portprobe.examples.portprobe.host;

import io.portprobe.IoMode;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.examples.portprobe.cli.Failures;
import java.io.File;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks for a host at one address: probes of ports and an echo request at the same time, then the
 * neighbour table. Confined to one thread.
 */
final class AddressCheck implements Callable<AddressResult> {
  /**
   * Linux confirms an entry of the neighbour table, or marks it as FAILED, after three requests.
   */
  private static final Duration NEIGHBOUR_PATIENCE = Duration.ofMillis(3500);

  private final ProbeClient client;
  private final HostProbes probes;
  private final Map<String, String> variables;
  private final InetAddress address;

  private final CompletableFuture<Void> evidence = new CompletableFuture<>();

  /**
   * Creates a check.
   *
   * @param variables the environment, whose {@code PATH} is searched for programs of the system
   */
  AddressCheck(
      ProbeClient client, HostProbes probes, Map<String, String> variables, InetAddress address) {
    this.client = client;
    this.probes = probes;
    this.variables = variables;
    this.address = address;
  }

  /** A probe in flight, whose observation never fails. */
  private record Running(
      String source, CompletableFuture<?> probe, CompletableFuture<Observation> observation) {
    /** Returns the observation, and ends the probe if there is none yet. */
    private Observation end() {
      Observation seen =
          observation.getNow(Observation.none(source, "no response before the evidence"));
      probe.cancel(true);
      return seen;
    }
  }

  /** Looks for the host. Blocks until there is evidence, or the time is over. */
  @Override
  public AddressResult call() throws InterruptedException {
    Instant started = Instant.now();
    long begin = System.nanoTime();
    List<Running> ports = probes.of(client, address).stream().map(this::start).toList();
    List<Running> running = new ArrayList<>(ports);
    running.add(ping());
    await(running);

    List<Observation> ofPorts = ports.stream().map(Running::end).toList();
    List<Observation> all = new ArrayList<>(ofPorts);
    all.add(running.get(running.size() - 1).end());
    all.add(neighbour());
    return new AddressResult(
        address, all, failure(ofPorts), started, Duration.ofNanos(System.nanoTime() - begin));
  }

  private Running start(PortProbe probe) {
    CompletableFuture<ProbeReport> report = probe.report();
    PortObservation reader = new PortObservation(isResetCertain());
    return running(
        PortObservation.source(probe.endpoint()),
        report,
        report.handle(
            (result, failure) ->
                failure == null
                    ? reader.of(result)
                    : PortObservation.of(probe.endpoint(), expected(failure))));
  }

  private Running ping() {
    CompletableFuture<Observation> reply =
        new Ping(variables, System.getProperty("os.name", ""))
            .send(address, probes.source(), probes.timeout());
    return running("ping", reply, reply);
  }

  private Running running(
      String source, CompletableFuture<?> probe, CompletableFuture<Observation> observation) {
    var unused =
        observation.thenAccept(
            seen -> {
              if (seen.meaning().isEvidence()) {
                evidence.complete(null);
              }
            });
    return new Running(source, probe, observation);
  }

  private static ProbeException expected(Throwable failure) {
    if (Failures.cause(failure) instanceof ProbeException probeFailure) {
      return probeFailure;
    }
    throw new CompletionException(failure); // a defect
  }

  private void await(List<Running> running) throws InterruptedException {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            running.stream().map(Running::observation).toArray(CompletableFuture[]::new));
    try {
      CompletableFuture.anyOf(all, evidence).get();
      all.get(probes.afterEvidence().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause()); // a defect
    } catch (TimeoutException e) {
      return; // there is evidence, and the other probes are not worth the time
    }
  }

  /**
   * Of the transports of Netty, epoll reads which message refused a connection. Windows ignores
   * ICMP errors while it connects.
   */
  private boolean isResetCertain() {
    return client.transport() == IoMode.EPOLL || File.separatorChar == '\\';
  }

  private Observation neighbour() throws InterruptedException {
    return isOfThisComputer()
        ? Observation.none(NeighbourTable.SOURCE, "an address of this computer")
        : new NeighbourTable(variables)
            .read(address, evidence.isDone() ? Duration.ZERO : NEIGHBOUR_PATIENCE);
  }

  private boolean isOfThisComputer() {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false; // the interfaces cannot be listed; the table has no entry for them either
    }
  }

  private static Optional<ProbeException> failure(List<Observation> ofPorts) {
    boolean sent = ofPorts.stream().anyMatch(observation -> observation.failure().isEmpty());
    return sent ? Optional.empty() : ofPorts.get(0).failure();
  }
}
