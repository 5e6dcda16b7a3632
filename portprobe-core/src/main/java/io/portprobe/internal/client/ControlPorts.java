package io.portprobe.internal.client;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.internal.identify.HostControl;
import io.portprobe.internal.util.Randomness;
import io.portprobe.text.AddressText;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * The control ports of the hosts of one identification or scan: two random ports of each address
 * whose services send nothing. Nothing should listen there, so that a host where both accept
 * accepts everything. Thread-safe.
 */
final class ControlPorts implements HostControl {
  /** Above the ports that Windows and Linux assign to clients and RPC servers by default. */
  private static final int FIRST = 61_001;

  private static final int LAST = 65_535;
  private static final int PORTS = 2;

  /** Addresses whose result is kept. A scan of more probes none of the others. */
  private static final int MAX_ADDRESSES = 10_000;

  private final BiFunction<Endpoint, InetAddress, CompletableFuture<PortState>> prober;
  private final Map<InetAddress, CompletableFuture<Boolean>> results = new ConcurrentHashMap<>();
  private final Map<Endpoint, CompletableFuture<PortState>> probes = new ConcurrentHashMap<>();

  /**
   * Creates the control ports.
   *
   * @param prober probes the state of an endpoint with one address
   */
  ControlPorts(BiFunction<Endpoint, InetAddress, CompletableFuture<PortState>> prober) {
    this.prober = prober;
  }

  @Override
  public void start(InetAddress address) {
    if (results.size() < MAX_ADDRESSES) {
      CompletableFuture<Boolean> result = new CompletableFuture<>();
      if (results.putIfAbsent(address, result) == null) {
        probe(address, result);
      }
    }
  }

  private void probe(InetAddress address, CompletableFuture<Boolean> result) {
    int first = FIRST + Randomness.shared().nextInt(LAST - FIRST + 1 - PORTS);
    List<CompletableFuture<Boolean>> accepts =
        List.of(first, first + 1).stream().map(port -> accepts(address, port)).toList();
    var unused =
        accepts
            .get(0)
            .thenCombine(accepts.get(1), Boolean::logicalAnd)
            .thenAccept(result::complete);
  }

  private CompletableFuture<Boolean> accepts(InetAddress address, int port) {
    Endpoint endpoint = Endpoint.tcp(AddressText.of(address), port);
    CompletableFuture<PortState> probe = prober.apply(endpoint, address);
    probes.put(endpoint, probe);
    return probe.handle(
        (state, failure) -> {
          probes.remove(endpoint);
          return failure == null && state.isListening(); // denied by policy: not known
        });
  }

  @Override
  public boolean acceptsEverything(InetAddress address) {
    CompletableFuture<Boolean> result = results.get(address);
    return result != null && result.getNow(false);
  }

  /** Returns the result for an address: false at once if it was not probed. */
  CompletableFuture<Boolean> result(InetAddress address) {
    return results.getOrDefault(address, CompletableFuture.completedFuture(false));
  }

  /** Cancels the probes in flight. */
  void cancel() {
    probes.values().forEach(probe -> probe.cancel(false));
  }
}
