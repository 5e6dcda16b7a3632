package io.portprobe.protocols.testing;

import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.TcpPeer;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * An endpoint mapper on a free port of 127.0.0.1 (C706 chapter 12, appendices L and O): takes a
 * bind to {@code e1af8308-5d1f-11c9-91a4-08002b14a0fa} version 3.0 in NDR 2.0 and answers {@code
 * ept_lookup}, {@code ept_map} and {@code ept_lookup_handle_free}, or to the management interface
 * and answers what asks; anything else gets the fault that a server gives. Written from the
 * specification, and on purpose with no code of the client in it.
 *
 * <pre>{@code
 * try (EndpointMapperPeer mapper = EndpointMapperPeer.withSampleMap()) {
 *   client.tcp(mapper.host(), mapper.port()).as("msrpc").report().join();
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads at once; serves any number of clients.
 */
public final class EndpointMapperPeer implements Peer {
  /** How a server says that a list is at its end. */
  public enum Ending {
    /** The last entries come with status 0x16c9a0d6 and a null handle, as from Samba 4.16 on. */
    WITH_LAST_PAGE,
    /** One call more gets no entry, status 0x16c9a0d6 and a null handle, as from older Samba. */
    BY_FURTHER_CALL,
    /** The last entries come with status 0 and a null handle, as from Windows. */
    NULL_HANDLE,
    /** Never: it begins anew whenever it has reached the end. */
    NEVER,
    /** Never: after the last entry come pages without any, and a handle to go on. */
    EMPTY_PAGES
  }

  private final List<MapperEntry> entries;
  private final MapperCounters counters;
  private final TcpPeer peer;

  private EndpointMapperPeer(MapperSettings script) {
    entries = script.entries();
    counters = new MapperCounters();
    peer = TcpPeer.serving((in, out) -> new MapperConnection(script, counters).serve(in, out));
  }

  /**
   * Serves a small map like that of a Windows server: known interfaces with their annotations, each
   * of {@code ncacn_ip_tcp}, {@code ncadg_ip_udp}, {@code ncacn_np}, {@code ncalrpc} and {@code
   * ncacn_http} more than once.
   *
   * @return a new peer
   */
  public static EndpointMapperPeer withSampleMap() {
    return serving(SampleEndpointMap.ENTRIES);
  }

  /**
   * Serves a map as a well-behaved server does.
   *
   * @param entries in the order in which they are served
   * @return a new peer
   */
  public static EndpointMapperPeer serving(List<MapperEntry> entries) {
    return builder().entries(entries).start();
  }

  /**
   * Begins a server of the map of {@link #withSampleMap()}.
   *
   * @return a new builder
   */
  public static Builder sampleMap() {
    return builder().entries(SampleEndpointMap.ENTRIES);
  }

  /**
   * For servers that differ.
   *
   * @return a new builder: no entries, little-endian, PDUs of 4280 octets, pages of 500 entries,
   *     {@link Ending#WITH_LAST_PAGE}
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The address as a literal.
   *
   * @return {@code "127.0.0.1"}
   */
  @Override
  public String host() {
    return peer.host();
  }

  /**
   * The port.
   *
   * @return 1 to 65535
   */
  @Override
  public int port() {
    return peer.port();
  }

  /**
   * Address and port.
   *
   * @return a resolved address
   */
  @Override
  public InetSocketAddress address() {
    return peer.address();
  }

  /**
   * What is served.
   *
   * @return the entries in their order
   */
  public List<MapperEntry> entries() {
    return entries;
  }

  /**
   * How many look-ups came so far, from all clients.
   *
   * @return 0 or more
   */
  public int lookups() {
    return counters.lookups();
  }

  /**
   * How many handles were given back before the end of their list.
   *
   * @return 0 or more
   */
  public int handlesFreed() {
    return counters.handlesFreed();
  }

  /**
   * What went wrong in conversations, a client's hanging up in the middle of a PDU included.
   *
   * @return the failures so far, oldest first
   */
  @Override
  public List<Throwable> failures() {
    return peer.failures();
  }

  /**
   * Waits until at least one client came and all have closed their connections.
   *
   * @param timeout how long to wait at most
   * @return false if one was still open, or none had come, when the time was up
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean awaitClosed(Duration timeout) throws InterruptedException {
    return peer.awaitClosed(timeout);
  }

  /** Closes the port and every connection. May be called again. */
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
     * Sets what is served. Default: nothing.
     *
     * @param entries in the order in which they are served
     * @return this
     */
    public Builder entries(List<MapperEntry> entries) {
      this.entries = List.copyOf(entries);
      return this;
    }

    /**
     * Sets the integer byte order of what is sent. Default: little-endian.
     *
     * @param order the order
     * @return this
     */
    public Builder byteOrder(ByteOrder order) {
      this.order = Objects.requireNonNull(order, "order");
      return this;
    }

    /**
     * Bounds the PDUs that are sent. Default: 4280, which Samba uses.
     *
     * @param octets 25 to 65535, the header of 24 octets included
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder fragmentSize(int octets) {
      fragmentSize = range("octets", octets, 25, 65_535);
      return this;
    }

    /**
     * Bounds the entries of one answer. Default: 500, the most a client may ask for.
     *
     * @param entries 1 to 500
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder pageSize(int entries) {
      pageSize = range("entries", entries, 1, 500);
      return this;
    }

    /**
     * Sets how the list ends. Default: {@link Ending#WITH_LAST_PAGE}.
     *
     * @param ending the way
     * @return this
     */
    public Builder ending(Ending ending) {
      this.ending = Objects.requireNonNull(ending, "ending");
      return this;
    }

    /**
     * Answers with a fault.
     *
     * @param status of the fault, not 0
     * @param lookups how many look-ups are answered before it, 0 or more
     * @return this
     */
    public Builder faulting(int status, int lookups) {
      fault = status;
      faultAfter = lookups;
      return this;
    }

    /**
     * Refuses every bind with a bind_nak.
     *
     * @param reason 0 to 65535
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder refusingBind(int reason) {
      bindNak = range("reason", reason, 0, 65_535);
      return this;
    }

    /**
     * Accepts the bind, and rejects the interface in it.
     *
     * @param result 1 user rejection, 2 provider rejection
     * @param reason 0 to 65535
     * @return this
     * @throws IllegalArgumentException if one is out of range
     */
    public Builder rejectingInterface(int result, int reason) {
      this.result = range("result", result, 1, 65_535);
      this.reason = range("reason", reason, 0, 65_535);
      return this;
    }

    /**
     * Has the management interface tell a principal name and statistics: 100 calls in, 101 out, 102
     * packets in, 103 out. Default: it refuses both, as Samba does; the Kerberos name it refuses in
     * any case.
     *
     * @param name not empty
     * @return this
     */
    public Builder principal(String name) {
      principal = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Takes a port and serves.
     *
     * @return a new peer
     */
    public EndpointMapperPeer start() {
      return new EndpointMapperPeer(settings());
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

    private static int range(String name, int value, int low, int high) {
      if (value < low || value > high) {
        throw new IllegalArgumentException(
            name + ": " + value + " (expected: " + low + "-" + high + ")");
      }
      return value;
    }
  }
}
