package io.portprobe.protocols.netbios;

import io.portprobe.spi.Finding;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The response of a node or a name server to a name query (RFC 1002 sections 4.2.13 to 4.2.15),
 * positive or negative. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface NameQueryResponse extends Finding {
  /**
   * Returns the queried name.
   *
   * @return the name as in {@link NodeName#name()}
   */
  String name();

  /**
   * Returns the suffix of the queried name, its sixteenth byte.
   *
   * @return 0 to 255
   */
  int suffix();

  /**
   * Returns the error code of a negative response.
   *
   * @return for example {@code "NAM_ERR (3)"}, no such name; empty if the response is positive
   */
  Optional<String> error();

  /**
   * Returns the owners of the name.
   *
   * @return an unmodifiable list in the order received; empty in a negative response, and in a
   *     response that names another name server, which is one of the {@link #notes()}
   */
  List<Owner> owners();

  /**
   * Returns how long the response is valid.
   *
   * @return seconds, 0 to 4294967295
   */
  long ttl();

  /**
   * Returns whether the responder is the owner of the name or its name server (AA).
   *
   * @return true if so
   */
  boolean authoritative();

  /**
   * Returns whether the responder is a name server that queries other name servers (RA).
   *
   * @return true if so
   */
  boolean recursionAvailable();

  /**
   * Returns the irregularities of the response.
   *
   * @return an unmodifiable list of sentences without a full stop, possibly empty
   */
  List<String> notes();

  /**
   * Returns the name and the response, then each owner and each note.
   *
   * @return at least one line
   */
  @Override
  List<String> lines();

  /**
   * An address that owns a name.
   *
   * @param address IPv4, in dotted decimal
   * @param group whether the name is a group name, which many nodes share
   * @param nodeType how the node resolves names
   */
  record Owner(String address, boolean group, NodeName.NodeType nodeType) {
    /** Checks that nothing is null. */
    public Owner {
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(nodeType, "nodeType");
    }

    /**
     * Returns address, kind of name and node type.
     *
     * @return one line, for example {@code "192.0.2.1 unique B"}
     */
    @Override
    public String toString() {
      return SafeText.line(address + (group ? " group " : " unique ") + nodeType);
    }
  }
}
