package io.portprobe.protocols.internal.dns;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.dns.DnsRecord;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that a message is the response of a link-local responder to a query, and decodes it. A
 * name server, which responds to nearly all queries, has other flags or no pointers.
 */
final class LinkLocalReader {
  private static final String POINTER = "PTR";

  private final Transport transport;
  private final boolean authoritative;

  /**
   * Creates a reader.
   *
   * @param authoritative whether responses have the bit AA, or must not have it
   */
  LinkLocalReader(Transport transport, boolean authoritative) {
    this.transport = transport;
    this.authoritative = authoritative;
  }

  /**
   * Decodes a message that has at least one pointer.
   *
   * @throws ResponseMismatchException if the message is not the response to the query
   */
  DnsAnswer read(DnsQuery query, byte[] message) throws ResponseMismatchException {
    DnsAnswer answer = new DnsResponseReader(query, transport).read(message, message.length);
    DnsAnswer.Flags flags = answer.flags();
    if (flags.authoritative() != authoritative
        || flags.recursionAvailable()
        || flags.authenticData()
        || flags.checkingDisabled()) {
      throw new ResponseMismatchException(
          "a response with the flags " + flags + " (expected: those of a link-local responder)");
    }
    if (!answer.rcode().equals("NOERROR") || pointers(answer).isEmpty()) {
      throw new ResponseMismatchException(
          "a response with " + answer.rcode() + " and no pointer (expected: a pointer)");
    }
    return answer;
  }

  /** Returns the names to which the answers point, without the final dot. */
  static List<String> pointers(DnsAnswer answer) {
    return answer.answers().stream()
        .filter(record -> record.type().equals(POINTER))
        .map(record -> record.data().replaceFirst("\\.$", ""))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Returns the answers and the additional records. */
  static Stream<DnsRecord> records(DnsAnswer answer) {
    return Stream.concat(answer.answers().stream(), answer.additional().stream());
  }
}
