package io.portprobe.protocols.testing;

import io.portprobe.faultkit.UdpPeer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;

/**
 * An endpoint mapper on a free UDP port of 127.0.0.1 that speaks the connectionless protocol (C706
 * sections 10.2 and 12.5, appendices O, P and Q): answers in fragments with a window of eight, says
 * that it is working, forgets, rejects, calls back ({@code conv_who_are_you2}) and loses datagrams,
 * as it is told. Serves what an {@link EndpointMapperPeer} serves. Written from the specification,
 * and on purpose with no code of the client in it.
 *
 * <pre>{@code
 * try (UdpEndpointMapperPeer mapper = UdpEndpointMapperPeer.serving(EndpointMapperPeer.sampleMap())) {
 *   client.udp(mapper.host(), mapper.port()).as("msrpc").report().join();
 * }
 * }</pre>
 *
 * <p>It calls back before every call that is not idempotent, whatever it is told, as every server
 * must. Safe for use by several threads at once; serves any number of clients.
 */
public final class UdpEndpointMapperPeer implements AutoCloseable {
  private final UdpPeer peer;
  private final DatagramCounters counters;

  private UdpEndpointMapperPeer(DatagramMapperSettings script) {
    counters = new DatagramCounters();
    DatagramMapperService mapper = new DatagramMapperService(script, counters);
    peer = UdpPeer.responding(mapper::respond);
  }

  /**
   * Serves a map as a well-behaved server does.
   *
   * @param map what is served, in which byte order, pages and PDUs; its refusals of a bind have no
   *     meaning here
   * @return a new peer
   */
  public static UdpEndpointMapperPeer serving(EndpointMapperPeer.Builder map) {
    return builder(map).start();
  }

  /**
   * For servers that differ.
   *
   * @param map see {@link #serving(EndpointMapperPeer.Builder)}
   * @return a new builder
   */
  public static Builder builder(EndpointMapperPeer.Builder map) {
    return new Builder(map);
  }

  /**
   * The address as a literal.
   *
   * @return {@code "127.0.0.1"}
   */
  public String host() {
    return peer.host();
  }

  /**
   * The port.
   *
   * @return 1 to 65535
   */
  public int port() {
    return peer.port();
  }

  /**
   * Address and port.
   *
   * @return a resolved address
   */
  public InetSocketAddress address() {
    return peer.address();
  }

  /**
   * How many look-ups and mappings were executed, of all clients.
   *
   * @return 0 or more
   */
  public int lookups() {
    return counters.calls().lookups();
  }

  /**
   * How many handles were given back before the end of their list.
   *
   * @return 0 or more
   */
  public int handlesFreed() {
    return counters.calls().handlesFreed();
  }

  /**
   * How many pings came.
   *
   * @return 0 or more
   */
  public int pings() {
    return counters.pings();
  }

  /**
   * How often clients said which fragments they have.
   *
   * @return 0 or more
   */
  public int facks() {
    return counters.facks();
  }

  /**
   * How many responses were acknowledged as a whole, other than by the next call.
   *
   * @return 0 or more
   */
  public int acks() {
    return counters.acks();
  }

  /**
   * How many clients answered the callback well.
   *
   * @return 0 or more
   */
  public int callbackResponses() {
    return counters.callbackResponses();
  }

  /**
   * What went wrong in the peer.
   *
   * @return see {@link UdpPeer#failures()}
   */
  public List<Throwable> failures() {
    return peer.failures();
  }

  /** Closes the port. May be called again. */
  @Override
  public void close() {
    peer.close();
  }

  /**
   * One line.
   *
   * @return the endpoint
   */
  @Override
  public String toString() {
    return peer.toString();
  }

  /** Builds a peer. Not safe for use by several threads at once. */
  public static final class Builder {
    private final EndpointMapperPeer.Builder map;
    private int working;
    private boolean callingBack;
    private boolean forgetting;
    private int reject;
    private int losing;

    private Builder(EndpointMapperPeer.Builder map) {
      this.map = Objects.requireNonNull(map, "map");
    }

    /**
     * Says that it is working before it answers a call. Default: 0.
     *
     * @param times how often, 0 or more; each takes a repetition or a ping
     * @return this
     */
    public Builder workingFirst(int times) {
      working = times;
      return this;
    }

    /**
     * Asks who the client is before it executes even an idempotent call.
     *
     * @return this
     */
    public Builder callingBack() {
      callingBack = true;
      return this;
    }

    /**
     * Forgets a call at the first ping, and says so.
     *
     * @return this
     */
    public Builder forgetting() {
      forgetting = true;
      return this;
    }

    /**
     * Rejects every call.
     *
     * @param status of the reject, not 0
     * @return this
     */
    public Builder rejecting(int status) {
      reject = status;
      return this;
    }

    /**
     * Loses datagrams that it sends, by chance, but the same in each run. Default: none.
     *
     * @param nth one of how many, 2 or more
     * @return this
     */
    public Builder losingOneIn(int nth) {
      losing = nth;
      return this;
    }

    /**
     * Takes a port and serves.
     *
     * @return a new peer
     */
    public UdpEndpointMapperPeer start() {
      return new UdpEndpointMapperPeer(settings());
    }

    DatagramMapperSettings settings() {
      return new DatagramMapperSettings(
          map.settings(), working, callingBack, forgetting, reject, losing);
    }
  }
}
