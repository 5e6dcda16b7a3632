package io.portprobe.protocols.netbios;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node status response (RFC 1002 section 4.2.18). A negative response has no names, and a note
 * with the error. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface NodeStatus extends Finding {
  /**
   * Returns the names of the node.
   *
   * @return an unmodifiable list in the order received
   */
  List<NodeName> names();

  /**
   * Returns the computer name: the first unique name of a computer with suffix 00, or else 20.
   *
   * @return empty if there is none
   */
  Optional<String> computerName();

  /**
   * Returns the workgroup or domain of the computer, which the table of names does not distinguish:
   * the first group name with suffix 00, or else the group name of a browser.
   *
   * @return empty if there is none
   */
  Optional<String> workgroup();

  /**
   * Returns the domain of which the node is a controller: the name with suffix 1b or 1c.
   *
   * @return empty if there is none
   */
  Optional<String> domain();

  /**
   * Returns the unit id of RFC 1002, six bytes.
   *
   * @return twelve lower-case hexadecimal digits as received; empty if the response ends before
   *     them
   */
  Optional<String> unitId();

  /**
   * Returns the values after the unit id by their names in RFC 1002, from {@code "JUMPERS"} and
   * {@code "TEST_RESULT"} to {@code "SESSION_DATA_PACKET_SIZE"}.
   *
   * @return an unmodifiable map of the received values in the order of RFC 1002
   */
  Map<String, Long> statistics();

  /**
   * Returns the irregularities of the response.
   *
   * @return an unmodifiable list of sentences without a full stop, possibly empty
   */
  List<String> notes();

  /**
   * Returns the MAC address of the interface, which is the unit id unless that is known to be
   * something else: Samba's file server sends zeros, and its domain controller a text.
   *
   * @return twelve lower-case hexadecimal digits, for example {@code "00155d01c61e"}
   */
  Optional<String> mac();

  /**
   * Returns the line PortQry prints of a node status, then the table of names, the derived names,
   * the statistics that are not zero, and the notes.
   *
   * @return at least one line
   */
  @Override
  List<String> lines();
}
