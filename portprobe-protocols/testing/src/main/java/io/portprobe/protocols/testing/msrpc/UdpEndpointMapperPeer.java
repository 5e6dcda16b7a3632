package io.portprobe.protocols.testing.msrpc;

import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.testing.DelegatingPeer;
import java.util.Objects;

/**
 * An MS-RPC endpoint mapper on a free UDP port of 127.0.0.1 that speaks the connectionless protocol
 * (C706 sections 10.2 and 12.5, appendices O, P and Q). It responds in fragments with a window of
 * eight. A builder makes it send "working" PDUs, forget calls, reject calls, call back ({@code
 * conv_who_are_you2}) or lose datagrams. It serves the map of an {@link
 * EndpointMapperPeer.Builder}. The implementation follows the specification and shares no code with
 * the client.
 *
 * <pre>{@code
 * try (UdpEndpointMapperPeer mapper = UdpEndpointMapperPeer.serving(EndpointMapperPeer.sampleMap())) {
 *   client.udp(mapper.host(), mapper.port()).as("msrpc").report().join();
 * }
 * }</pre>
 *
 * <p>Before every call that is not idempotent it calls back, as the specification requires. Serves
 * any number of clients. Thread-safe.
 */
public final class UdpEndpointMapperPeer extends DelegatingPeer {
  private final DatagramCounters counters;

  private UdpEndpointMapperPeer(UdpPeer peer, DatagramCounters counters) {
    super(peer);
    this.counters = counters;
  }

  private static UdpEndpointMapperPeer start(DatagramMapperSettings settings) {
    DatagramCounters counters = new DatagramCounters();
    DatagramMapperService service = new DatagramMapperService(settings, counters);
    return new UdpEndpointMapperPeer(UdpPeer.responding(service::respond), counters);
  }

  /**
   * Starts a peer with default behaviour.
   *
   * @param map the map, its byte order, page size and PDU size; its rejections of binds are ignored
   * @return a new peer
   */
  public static UdpEndpointMapperPeer serving(EndpointMapperPeer.Builder map) {
    return builder(map).start();
  }

  /**
   * Creates a builder.
   *
   * @param map the map, as in {@link #serving(EndpointMapperPeer.Builder)}
   * @return a new builder
   */
  public static Builder builder(EndpointMapperPeer.Builder map) {
    return new Builder(map);
  }

  /**
   * Returns the number of executed lookup and map calls of all clients.
   *
   * @return 0 or more
   */
  public int lookups() {
    return counters.calls().lookups();
  }

  /**
   * Returns the number of handles that clients freed before the end of the list.
   *
   * @return 0 or more
   */
  public int handlesFreed() {
    return counters.calls().handlesFreed();
  }

  /**
   * Returns the number of received ping PDUs.
   *
   * @return 0 or more
   */
  public int pings() {
    return counters.pings();
  }

  /**
   * Returns the number of received fack PDUs, which acknowledge fragments.
   *
   * @return 0 or more
   */
  public int facks() {
    return counters.facks();
  }

  /**
   * Returns the number of received ack PDUs, which acknowledge whole responses.
   *
   * @return 0 or more
   */
  public int acks() {
    return counters.acks();
  }

  /**
   * Returns the number of correct responses to callbacks.
   *
   * @return 0 or more
   */
  public int callbackResponses() {
    return counters.callbackResponses();
  }

  /** A builder of UDP endpoint mapper peers. Not thread-safe. */
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
     * Makes the server send "working" PDUs before it responds to a call. Default: 0.
     *
     * @param times the number of PDUs, 0 or more; each responds to a repeated request or a ping
     * @return this
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder workingFirst(int times) {
      working = EndpointMapperPeer.Builder.range("times", times, 0, Integer.MAX_VALUE);
      return this;
    }

    /**
     * Makes the server call back before idempotent calls, too. Default: it does not.
     *
     * @return this
     */
    public Builder callingBack() {
      callingBack = true;
      return this;
    }

    /**
     * Makes the server forget a call at the first ping, and send "nocall". Default: it does not.
     *
     * @return this
     */
    public Builder forgetting() {
      forgetting = true;
      return this;
    }

    /**
     * Makes the server reject every call. Default: it executes them.
     *
     * @param status the status of the reject PDU, not 0
     * @return this
     * @throws IllegalArgumentException if the status is 0
     */
    public Builder rejecting(int status) {
      reject = EndpointMapperPeer.Builder.notZero("status", status);
      return this;
    }

    /**
     * Makes the server lose some of its datagrams at random, the same ones in each run. Default:
     * none.
     *
     * @param nth the average number of datagrams of which one is lost, 2 or more
     * @return this
     * @throws IllegalArgumentException if the number is less than 2
     */
    public Builder losingOneIn(int nth) {
      losing = EndpointMapperPeer.Builder.range("nth", nth, 2, Integer.MAX_VALUE);
      return this;
    }

    /**
     * Starts the peer.
     *
     * @return a new peer
     */
    public UdpEndpointMapperPeer start() {
      return UdpEndpointMapperPeer.start(settings());
    }

    /**
     * Returns the map.
     *
     * @return for example {@code "UdpEndpointMapperPeer.Builder[EndpointMapperPeer.Builder[...]]"}
     */
    @Override
    public String toString() {
      return "UdpEndpointMapperPeer.Builder[" + map + "]";
    }

    DatagramMapperSettings settings() {
      return new DatagramMapperSettings(
          map.settings(), working, callingBack, forgetting, reject, losing);
    }
  }
}
