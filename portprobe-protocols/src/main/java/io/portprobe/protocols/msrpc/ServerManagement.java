package io.portprobe.protocols.msrpc;

import io.portprobe.spi.Finding;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The information a server reports through its management interface (C706 appendix Q). Servers
 * refuse some of the calls, most often the statistics: the value of a refused call is empty, and
 * {@link #refusals()} has the reason. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface ServerManagement extends Finding {
  /**
   * Returns the interfaces that the server offers on this endpoint ({@code inq_if_ids}).
   *
   * @return an unmodifiable list in the server's order, possibly empty
   */
  List<InterfaceId> interfaces();

  /**
   * Returns whether the server accepts calls ({@code is_server_listening}).
   *
   * @return empty if the server refused the call
   */
  Optional<Boolean> listening();

  /**
   * Returns the principal names of the server ({@code inq_princ_name}).
   *
   * @return an unmodifiable list, at most one name for each authentication service
   */
  List<Principal> principals();

  /**
   * Returns the counters of the server ({@code inq_stats}).
   *
   * @return empty if the server refused the call
   */
  Optional<Statistics> statistics();

  /**
   * Returns the calls that the server refused, and its response to each.
   *
   * @return an unmodifiable list, one line for each call
   */
  List<String> refusals();

  /**
   * Returns whether the server responded to every call, refusals included.
   *
   * @return false if a call was left without a response; see {@link #note()}
   */
  boolean complete();

  /**
   * Returns why the information is incomplete.
   *
   * @return a human-readable clause; empty if it is complete
   */
  String note();

  /**
   * A principal name.
   *
   * @param service the authentication service, a number of MS-RPCE 2.2.1.1.7: 9 negotiate, 10 NTLM,
   *     16 Kerberos
   * @param name the name, free of control characters
   */
  record Principal(int service, String name) {
    /** Checks that nothing is null. */
    public Principal {
      Objects.requireNonNull(name, "name");
    }

    /** Returns service and name, for example {@code "10 DC01$@CORP"}. */
    @Override
    public String toString() {
      return SafeText.line(service + " " + name);
    }
  }

  /**
   * Counters since the start of the server, each 0 to 4294967295.
   *
   * @param callsIn calls received
   * @param callsOut calls made
   * @param packetsIn packets received
   * @param packetsOut packets sent
   */
  record Statistics(long callsIn, long callsOut, long packetsIn, long packetsOut) {}
}
