package io.portprobe.protocols.testing.msrpc;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.protocols.testing.DelegatingPeer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * An MS-RPC endpoint mapper on a free TCP port of 127.0.0.1 (C706 chapter 12, appendices L and O).
 * It accepts a bind to the endpoint mapper interface ({@code e1af8308-5d1f-11c9-91a4-08002b14a0fa}
 * version 3.0, NDR 2.0) and executes {@code ept_lookup}, {@code ept_map} and {@code
 * ept_lookup_handle_free}, or a bind to the management interface and executes its calls. Other
 * requests receive the fault of a real server. The implementation follows the specification and
 * shares no code with the client.
 *
 * <pre>{@code
 * try (EndpointMapperPeer mapper = EndpointMapperPeer.withSampleMap()) {
 *   client.tcp(mapper.host(), mapper.port()).as("msrpc").report().join();
 * }
 * }</pre>
 *
 * <p>Serves any number of clients. Thread-safe.
 */
public final class EndpointMapperPeer extends DelegatingPeer {
  /** The way in which a server ends the list of its entries. */
  public enum Ending {
    /** The last entries have status 0x16c9a0d6 and a null handle. Samba since 4.16 does this. */
    WITH_LAST_PAGE,
    /** A further call has no entries, status 0x16c9a0d6 and a null handle, as in older Samba. */
    BY_FURTHER_CALL,
    /** The last entries have status 0 and a null handle, as in Windows. */
    NULL_HANDLE,
    /** The list never ends: it restarts with the first entry. */
    NEVER,
    /** The list never ends: empty pages with a handle follow the last entry. */
    EMPTY_PAGES
  }

  private final List<MapperEntry> entries;
  private final MapperCounters counters;
  private final TcpPeer peer;

  private EndpointMapperPeer(MapperSettings settings, MapperCounters counters, TcpPeer peer) {
    super(peer);
    this.entries = settings.entries();
    this.counters = counters;
    this.peer = peer;
  }

  private static EndpointMapperPeer start(MapperSettings settings) {
    MapperCounters counters = new MapperCounters();
    return new EndpointMapperPeer(
        settings,
        counters,
        TcpPeer.serving((in, out) -> new MapperConnection(settings, counters).serve(in, out)));
  }

  /**
   * Starts a peer with a small map like that of a Windows server: well-known interfaces with their
   * annotations, and several entries of each of {@code ncacn_ip_tcp}, {@code ncadg_ip_udp}, {@code
   * ncacn_np}, {@code ncalrpc} and {@code ncacn_http}.
   *
   * @return a new peer
   */
  public static EndpointMapperPeer withSampleMap() {
    return serving(SampleEndpointMap.ENTRIES);
  }

  /**
   * Starts a peer with a map and default behaviour.
   *
   * @param entries the entries in the order in which they are served
   * @return a new peer
   */
  public static EndpointMapperPeer serving(List<MapperEntry> entries) {
    return builder().entries(entries).start();
  }

  /**
   * Creates a builder with the map of {@link #withSampleMap()}.
   *
   * @return a new builder
   */
  public static Builder sampleMap() {
    return builder().entries(SampleEndpointMap.ENTRIES);
  }

  /**
   * Creates a builder.
   *
   * @return a new builder: no entries, little-endian, PDUs of 4280 octets, pages of 500 entries,
   *     {@link Ending#WITH_LAST_PAGE}
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the map.
   *
   * @return the entries in the order in which they are served
   */
  public List<MapperEntry> entries() {
    return entries;
  }

  /**
   * Returns the number of lookup and map calls of all clients.
   *
   * @return 0 or more
   */
  public int lookups() {
    return counters.lookups();
  }

  /**
   * Returns the number of handles that clients freed before the end of the list.
   *
   * @return 0 or more
   */
  public int handlesFreed() {
    return counters.handlesFreed();
  }

  /**
   * Waits until at least one client has connected and all connections are closed.
   *
   * @param timeout the maximum time to wait
   * @return false if there was no connection, or an open one, when the timeout expired
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean awaitClosed(Duration timeout) throws InterruptedException {
    return peer.awaitClosed(timeout);
  }

  /** A builder of endpoint mapper peers. Not thread-safe. */
  public static final class Builder {
    private List<MapperEntry> entries = List.of();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private int fragmentSize = 4280;
    private int pageSize = 500;
    private Ending ending = Ending.WITH_LAST_PAGE;
    private int fault;
    private int faultAfter;
    private int bindNak = MapperSettings.NONE;
    private int result;
    private int reason;
    private String principal = "";

    private Builder() {}

    /**
     * Sets the map. Default: empty.
     *
     * @param entries the entries in the order in which they are served
     * @return this
     */
    public Builder entries(List<MapperEntry> entries) {
      this.entries = List.copyOf(entries);
      return this;
    }

    /**
     * Sets the integer byte order of responses. Default: little-endian.
     *
     * @param order the byte order
     * @return this
     */
    public Builder byteOrder(ByteOrder order) {
      this.order = Objects.requireNonNull(order, "order");
      return this;
    }

    /**
     * Sets the maximum size of a response PDU. Default: 4280, as in Samba.
     *
     * @param octets 25 to 65535, including the header of 24 octets
     * @return this
     * @throws IllegalArgumentException if the size is out of range
     */
    public Builder fragmentSize(int octets) {
      fragmentSize = range("octets", octets, 25, 65_535);
      return this;
    }

    /**
     * Sets the maximum number of entries in one response. Default: 500, the maximum of the
     * protocol.
     *
     * @param entries 1 to 500
     * @return this
     * @throws IllegalArgumentException if the number is out of range
     */
    public Builder pageSize(int entries) {
      pageSize = range("entries", entries, 1, 500);
      return this;
    }

    /**
     * Sets how the list ends. Default: {@link Ending#WITH_LAST_PAGE}.
     *
     * @param ending the way in which the list ends
     * @return this
     */
    public Builder ending(Ending ending) {
      this.ending = Objects.requireNonNull(ending, "ending");
      return this;
    }

    /**
     * Makes calls fail with a fault. Default: no fault.
     *
     * @param status the status of the fault, not 0
     * @param lookups the number of calls that succeed before it, 0 or more
     * @return this
     * @throws IllegalArgumentException if a value is out of range
     */
    public Builder faulting(int status, int lookups) {
      fault = notZero("status", status);
      faultAfter = range("lookups", lookups, 0, Integer.MAX_VALUE);
      return this;
    }

    /**
     * Makes the server reject every bind with a bind_nak. Default: binds are accepted.
     *
     * @param reason the reject reason, 0 to 65535
     * @return this
     * @throws IllegalArgumentException if the reason is out of range
     */
    public Builder refusingBind(int reason) {
      bindNak = range("reason", reason, 0, 65_535);
      return this;
    }

    /**
     * Makes the server accept each bind but reject the interface in it. Default: it is accepted.
     *
     * @param result 1 for user rejection, 2 for provider rejection; other values up to 65535 are
     *     undefined
     * @param reason the reject reason, 0 to 65535
     * @return this
     * @throws IllegalArgumentException if a value is out of range
     */
    public Builder rejectingInterface(int result, int reason) {
      this.result = range("result", result, 1, 65_535);
      this.reason = range("reason", reason, 0, 65_535);
      return this;
    }

    /**
     * Makes the management interface return a principal name and statistics: 100 calls in, 101
     * calls out, 102 packets in, 103 packets out. It still rejects requests for the Kerberos name.
     * Default: it rejects all of them, as Samba does.
     *
     * @param name the principal name, not empty
     * @return this
     * @throws IllegalArgumentException if the name is empty
     */
    public Builder principal(String name) {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("name: '' (expected: not empty)");
      }
      principal = name;
      return this;
    }

    /**
     * Starts the peer.
     *
     * @return a new peer
     */
    public EndpointMapperPeer start() {
      return EndpointMapperPeer.start(settings());
    }

    /**
     * Returns the number of entries and the ending of the list.
     *
     * @return for example {@code "EndpointMapperPeer.Builder[entries=20, ending=WITH_LAST_PAGE]"}
     */
    @Override
    public String toString() {
      return "EndpointMapperPeer.Builder[entries=" + entries.size() + ", ending=" + ending + "]";
    }

    MapperSettings settings() {
      return new MapperSettings(
          entries,
          order,
          fragmentSize,
          pageSize,
          ending,
          fault,
          faultAfter,
          bindNak,
          result,
          reason,
          principal);
    }

    static int notZero(String name, int value) {
      if (value == 0) {
        throw new IllegalArgumentException(name + ": 0 (expected: not 0)");
      }
      return value;
    }

    static int range(String name, int value, int low, int high) {
      if (value < low || value > high) {
        throw new IllegalArgumentException(
            name + ": " + value + " (expected: " + low + "-" + high + ")");
      }
      return value;
    }
  }
}
