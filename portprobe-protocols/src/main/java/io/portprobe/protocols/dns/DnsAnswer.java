package io.portprobe.protocols.dns;

import io.portprobe.Transport;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The response of a name server. An error code is a response too: only a name server sends {@code
 * REFUSED}.
 *
 * <p>Immutable and thread-safe. portprobe supplies the implementations, which are records: JSON is
 * made of their components. More methods may follow.
 */
public interface DnsAnswer extends Finding {
  /**
   * Returns the transport that carried the response.
   *
   * @return TCP if the query was sent over TCP, TLS, or again over TCP after a truncated response
   */
  Transport transport();

  /**
   * Returns the result of the TLS handshake.
   *
   * @return empty if the query was sent in the clear
   */
  Optional<TlsSummary> tls();

  /**
   * Returns the response code with its EDNS extension (RFC 6891 section 6.1.3).
   *
   * @return the mnemonic, for example {@code "NOERROR"}, {@code "NXDOMAIN"} or {@code "REFUSED"};
   *     {@code RESERVED} and a number if the code has none
   */
  String rcode();

  /**
   * Returns the flags of the header.
   *
   * @return the flags as received
   */
  Flags flags();

  /**
   * Returns the question that was sent.
   *
   * @return name, class and type, for example {@code ". IN NS"}
   */
  String question();

  /**
   * Returns the answer section.
   *
   * @return the records in the order received
   */
  List<DnsRecord> answers();

  /**
   * Returns the authority section.
   *
   * @return the records in the order received
   */
  List<DnsRecord> authority();

  /**
   * Returns the additional section, without the EDNS pseudo-record.
   *
   * @return the records in the order received
   */
  List<DnsRecord> additional();

  /**
   * Returns the EDNS parameters of the server.
   *
   * @return empty if the response has no EDNS pseudo-record
   */
  Optional<Edns> edns();

  /**
   * Returns the responses to the identity queries.
   *
   * @return empty unless {@link Dns#IDENTITY} is set
   */
  Optional<Identity> identity();

  /**
   * Returns the length of the message.
   *
   * @return bytes, without the length field that precedes a message over TCP
   */
  int size();

  /**
   * Returns whether the whole message was received and decoded. {@link Flags#truncated()} reports
   * whether the server left records out.
   *
   * @return false if a part is missing; {@link #notes()} gives the reason
   */
  boolean complete();

  /**
   * Returns retries and irregularities, such as an extended error (RFC 8914).
   *
   * @return one-line texts without a full stop
   */
  List<String> notes();

  /**
   * Returns the server's identifier, see {@link Edns#nsid()}.
   *
   * @return empty if the server does not send one
   */
  default Optional<String> nsid() {
    return edns().flatMap(Edns::nsid);
  }

  /**
   * Returns the serial number of the zone (RFC 1035 section 3.3.13): of the first SOA record in the
   * answer section, or else in the authority section, where negative responses carry it.
   *
   * @return 0 to 4294967295; empty without a SOA record
   */
  default OptionalLong soaSerial() {
    return Stream.concat(answers().stream(), authority().stream())
        .filter(record -> record.type().equals("SOA"))
        .map(record -> record.data().split(" ", 4))
        .filter(parts -> parts.length == 4 && parts[2].matches("\\d{1,10}"))
        .mapToLong(parts -> Long.parseLong(parts[2]))
        .findFirst();
  }

  /**
   * The flags of the header (RFC 1035 section 4.1.1, RFC 4035 section 3).
   *
   * @param authoritative AA: the server is authoritative for the name
   * @param truncated TC: the response did not fit and is available over TCP
   * @param recursionDesired RD: copied from the query
   * @param recursionAvailable RA: the server offers recursion
   * @param authenticData AD: the server has validated the data with DNSSEC
   * @param checkingDisabled CD: copied from the query
   */
  record Flags(
      boolean authoritative,
      boolean truncated,
      boolean recursionDesired,
      boolean recursionAvailable,
      boolean authenticData,
      boolean checkingDisabled) {
    /**
     * Returns the flags that are set.
     *
     * @return one line, for example {@code "authoritative, recursion desired"}; {@code "none"} if
     *     no flag is set
     */
    @Override
    public String toString() {
      List<String> names = new ArrayList<>();
      addIf(names, authoritative, "authoritative");
      addIf(names, truncated, "truncated");
      addIf(names, recursionDesired, "recursion desired");
      addIf(names, recursionAvailable, "recursion available");
      addIf(names, authenticData, "authentic data");
      addIf(names, checkingDisabled, "checking disabled");
      return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static void addIf(List<String> names, boolean set, String name) {
      if (set) {
        names.add(name);
      }
    }
  }

  /** The EDNS parameters of a server (RFC 6891). Immutable. */
  interface Edns {
    /**
     * Returns the EDNS version.
     *
     * @return 0 to 255; only version 0 is defined
     */
    int version();

    /**
     * Returns the longest UDP message the server accepts.
     *
     * @return bytes, 0 to 65535, as received
     */
    int payloadSize();

    /**
     * Returns whether the DO flag is set (RFC 3225).
     *
     * @return true if the server copied it from the query
     */
    boolean dnssecOk();

    /**
     * Returns the server's identifier (RFC 5001).
     *
     * @return the text if all of it is printable ASCII, else {@code 0x} and hexadecimal digits;
     *     empty if the server does not send one
     */
    Optional<String> nsid();
  }

  /** The identity texts of a server in the class CH (RFC 4892), unverified. Immutable. */
  interface Identity {
    /**
     * Returns the text of {@code version.bind}.
     *
     * @return the text, without quotes if it is a single string; empty if the server did not send
     *     it, which {@link DnsAnswer#notes()} then reports
     */
    Optional<String> version();

    /**
     * Returns the text of {@code id.server}.
     *
     * @return the text, without quotes if it is a single string; empty if the server did not send
     *     it, which {@link DnsAnswer#notes()} then reports
     */
    Optional<String> id();
  }
}
